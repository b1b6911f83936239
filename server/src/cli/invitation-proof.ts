import { base64urlnopad } from '@scure/base';
import { readClaims } from '@holdfast/shared/access/claims';
import type { Invitation } from '@holdfast/shared/access/invitation';
import { writeIssuer } from '@holdfast/shared/access/invitation-check';
import { rootAmong, writeRoot } from '@holdfast/shared/access/key-succession';
import { askRelay } from './ask-relay.ts';
import type { Issuer } from './token-issuer.ts';

/**
 * What an invitation proves itself with: the key of the workspace behind it, and the admin's device
 * that issued it. An admin's device asks the relays for that key; nothing where none tells it.
 */
export async function invitationProof(
  { key, admin }: Issuer,
  workspace: string,
  relays: readonly string[],
): Promise<Pick<Invitation, 'root' | 'issuer'>> {
  if (key !== undefined) return { root: writeRoot(key) };
  if (admin === undefined) return {};
  for (const relay of relays) {
    const told = await keysAt(relay, workspace, admin);
    const root = rootAmong(told, admin.token);
    if (root === undefined) continue;
    const atMs = (readClaims(admin.token)?.iat ?? 0) * 1000;
    const acceptance = base64urlnopad.encode(admin.acceptance);
    return { root, issuer: writeIssuer({ device: admin.signer.key, atMs, acceptance }) };
  }
  return {};
}

async function keysAt(
  relay: string,
  workspace: string,
  admin: NonNullable<Issuer['admin']>,
): Promise<unknown> {
  try {
    const answer = await askRelay(relay, `/api/v1/${workspace}/keys`, admin);
    return answer.ok ? await answer.json() : undefined;
  } catch {
    // It does not answer, or what it says is nothing of the sort.
    return undefined;
  }
}
