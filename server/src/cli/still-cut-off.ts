import { readClaims } from '@holdfast/shared/access/claims';
import type { WorkspaceAccess } from '@holdfast/shared/access/workspace-access';

/** What of somebody's is cut off besides themselves, as `holdfast token revoke` is told it. */
export interface StillCutOff {
  readonly kind: 'device' | 'token';
  /** Thumbprint of the device's key, or the token's id. */
  readonly id: string;
  readonly label: string;
  /** The copy there was to be deleted, and the key with it. */
  readonly wipe: boolean;
}

/** Devices and tokens of a person that stay cut off when the person is let in again. */
export function stillCutOff(
  { accepted, revoked }: Pick<WorkspaceAccess, 'accepted' | 'revoked'>,
  person: string,
): readonly StillCutOff[] {
  const found = new Map<string, StillCutOff>();
  for (const [tokenId, { token, jkt, label }] of accepted) {
    if (readClaims(token)?.sub !== person) continue;
    for (const [kind, id] of [
      ['device', jkt],
      ['token', tokenId],
    ] as const) {
      const key = `${kind}:${id}`;
      const revocation = revoked.get(key);
      if (revocation !== undefined) found.set(key, { kind, id, label, wipe: revocation.wipe });
    }
  }
  return [...found.values()];
}

/** That, and what to do about it, in words. */
export function stillCutOffText(still: readonly StillCutOff[]): string {
  const are = still.length === 1 ? '1 device or token' : `${still.length} devices or tokens`;
  const lines = still.map(
    ({ kind, id, label, wipe }) =>
      `  --${kind} ${id}${label === '' ? '' : ` (${label})`}${wipe ? ', whose copy was to be deleted' : ''}`,
  );
  return [
    `Of this person, still cut off by themselves: ${are}.`,
    ...lines,
    'Let each in again with holdfast token revoke --undo and what stands there. A device that has deleted its copy needs a new invitation.',
  ].join('\n');
}
