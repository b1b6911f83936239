/** Of where the workspace's relays stand. */
export const relayPlacesText = {
  title: 'Where relays stand',
  lead: 'What all relays share can take all of them away at once: the review says so. It is kept in the workspace, for everybody.',
  none: 'No relay is known yet.',
  place: (relay: string) => `Where ${relay} stands`,
  facts: {
    region: { label: 'Region', placeholder: 'eu-west-1' },
    provider: { label: 'Provider', placeholder: 'Hetzner' },
    certificate: { label: 'Certificate', placeholder: 'Name or fingerprint' },
  },
  factOf: (fact: string, relay: string) => `${fact} of ${relay}`,
  certificateHint:
    'The certificate that browsers see may be that of a proxy before the relay, so Holdfast does not ask the relay for it.',
  notShared: 'On this device’s list only. What you say of it puts it on everybody’s.',
  share: 'Put it on everybody’s list',
  shareRelay: (relay: string) => `Put ${relay} on everybody’s list`,
  unlist: 'Take it off everybody’s list',
  unlistRelay: (relay: string) => `Take ${relay} off everybody’s list`,
  unlisted: (relay: string) => `${relay} is off everybody’s list`,
  undo: 'Undo',
  failed: 'Not kept',
} as const;
