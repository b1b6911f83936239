import type { WorkspaceRelay } from '@holdfast/shared/model/workspace';
import type { RelayReport } from '../hub/client-api.ts';
import { relayAddress } from '../hub/relay-address.ts';

/** Where it is said where relays stand: an address leads there by its hash. */
export const relayPlacesId = 'where-relays-stand';

/** A relay that the workspace or this device knows. */
export interface KnownRelay extends WorkspaceRelay {
  /** It is on the workspace's list, and not only on this device's. */
  readonly isShared: boolean;
}

/** Those of the workspace, then those that only this device has, each once. */
export function knownRelays(
  shared: readonly WorkspaceRelay[],
  reported: readonly Pick<RelayReport, 'url' | 'label'>[],
): readonly KnownRelay[] {
  const keyOf = (url: string): string => relayAddress(url) ?? url;
  const known = new Set(shared.map(({ url }) => keyOf(url)));
  return [
    ...shared.map((one) => ({ ...one, isShared: true })),
    ...reported
      .filter(({ url }) => !known.has(keyOf(url)))
      .map(({ url, label = '' }) => ({ url, label, region: '', provider: '', isShared: false })),
  ];
}
