/** Of settings and lists of the workspace that differ on this device from what relays have. */
export const heldSettingsText = {
  name: 'Name of the workspace',
  description: 'Description of the workspace',
  fileDays: 'Days that files of drills are kept',
  relay: (address: string) => `Relay ${address}`,
  relayFacts: {
    label: (address: string) => `Name of relay ${address}`,
    region: (address: string) => `Region of relay ${address}`,
    provider: (address: string) => `Provider of relay ${address}`,
    certificate: (address: string) => `Certificate of relay ${address}`,
  },
  role: 'Role in incidents',
  severity: (severity: string) => `Severity ${severity}`,
  template: 'Template of incidents',
  notWanted: 'not wanted here',
  accepted: 'Device that was let in',
  invited: 'Invitation',
  revoked: 'Access that was cut off',
  restricted: (title: string) => `Who may see “${title}”`,
  graceDays: 'Days without the company’s sign-in',
  other: 'Another setting',
  isNew: (what: string, value: string) => `${what}: ${value === '' ? 'new' : `“${value}” is new`}`,
  isGone: (what: string, value: string) =>
    `${what}: ${value === '' ? 'taken away' : `“${value}” was taken away`}`,
  became: (what: string, was: string, is: string) =>
    was === is ? `${what}: changed` : `${what}: “${was}” became “${is}”`,
} as const;
