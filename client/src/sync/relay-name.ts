import type { RelayReport } from '../hub/client-api.ts';

/** What a relay is called: its label, else its host and port. */
export function relayName(relay: Pick<RelayReport, 'url' | 'label'>): string {
  if (relay.label !== undefined && relay.label !== '') return relay.label;
  return URL.canParse(relay.url) ? new URL(relay.url).host : relay.url;
}
