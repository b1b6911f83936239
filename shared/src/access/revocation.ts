import type { Claims } from './claims.ts';
import type { Revocation, WorkspaceAccess } from './workspace-access.ts';

/**
 * Was it cut off: the token itself, the device that has it, or everything that its person had by
 * then? Where several say so, one that asks for the copy to be deleted.
 */
export function revocationOf(
  { revoked }: Pick<WorkspaceAccess, 'revoked'>,
  /** `jkt`: thumbprint of the device's key. */
  { jti, sub, iat, jkt }: Pick<Claims, 'jti' | 'sub' | 'iat'> & { readonly jkt: string },
): Revocation | undefined {
  const person = revoked.get(`person:${sub}`);
  const found = [
    revoked.get(`token:${jti}`),
    revoked.get(`device:${jkt}`),
    person !== undefined && iat * 1000 <= person.atMs ? person : undefined,
  ].filter((one) => one !== undefined);
  return found.find(({ wipe }) => wipe) ?? found[0];
}
