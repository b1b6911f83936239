import { readClaims } from '@holdfast/shared/access/claims';
import type { WorkspaceAccess } from '@holdfast/shared/access/workspace-access';

const most = 3;

/** Names of those who may let people in: admins whose devices were accepted and who were not cut off; a few, by name. */
export function peopleToAsk(
  { accepted, revoked }: WorkspaceAccess,
  nowMs: number,
): readonly string[] {
  const names = new Map<string, string>();
  for (const [tokenId, { token, jkt, atMs }] of accepted) {
    const claims = readClaims(token);
    if (claims?.role !== 'admin' || claims.docs !== undefined) continue;
    // Sealed access lets nobody in.
    if (claims.kind === 'break-glass') continue;
    const endsAtMs = claims.life === undefined ? claims.exp * 1000 : atMs + claims.life * 1000;
    const isOff = [`token:${tokenId}`, `device:${jkt}`, `person:${claims.sub}`].some((key) =>
      revoked.has(key),
    );
    if (!isOff && endsAtMs > nowMs) names.set(claims.sub, claims.name);
  }
  return [...names.values()].toSorted((a, b) => a.localeCompare(b)).slice(0, most);
}
