import type * as Y from 'yjs';
import type { BreakGlassUse } from './break-glass-use.ts';
import { endOf } from './check-token.ts';
import { type Claims, readClaims } from './claims.ts';
import { readInvited } from './invited.ts';
import { revocationOf } from './revocation.ts';
import { readWorkspaceAccess } from './workspace-access.ts';

/** What sealed access is or was in use, and was not cut off; the last first. */
export function breakGlassUses(doc: Y.Doc): readonly BreakGlassUse[] {
  const access = readWorkspaceAccess(doc);
  const found: BreakGlassUse[] = [];
  const invited = readInvited(doc);
  for (const [id, { token, jkt, label, atMs, acceptance }] of access.accepted) {
    const read = readClaims(token);
    const claims = read?.jti === id ? read : invited.get(id)?.claims;
    if (claims === undefined || claims.kind !== 'break-glass') continue;
    if (revocationOf(access, { ...claims, jkt }) !== undefined) continue;
    const issuer = claims.via === undefined ? undefined : readClaims(claims.via);
    if (issuer !== undefined && isIssuerCutOff(issuer, access)) continue;
    found.push({
      id,
      name: claims.name,
      device: label,
      atMs,
      untilMs: endOf(claims, { atMs, acceptance }),
    });
  }
  return found.toSorted((a, b) => b.atMs - a.atMs || (a.id < b.id ? -1 : 1));
}

function isIssuerCutOff(issuer: Claims, access: ReturnType<typeof readWorkspaceAccess>): boolean {
  const accepted = access.accepted.get(issuer.jti);
  const jkt = accepted?.jkt ?? issuer.cnf.jkt;
  return revocationOf(access, { ...issuer, jkt }) !== undefined;
}
