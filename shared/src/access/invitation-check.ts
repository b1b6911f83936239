import { base64urlnopad } from '@scure/base';
import { concatBytes } from '@noble/hashes/utils.js';
import { checkToken } from './check-token.ts';
import { type Claims, readClaims } from './claims.ts';
import { deviceKeySchema, thumbprintOf } from './device-key.ts';
import type { Invitation } from './invitation.ts';
import { canCheckKeys } from './key-end.ts';
import { hangsOn, readRoot, rootKeyId } from './key-succession.ts';
import { type AcceptedDevice, noAccess } from './workspace-access.ts';

/**
 * What can be said of an invitation before anybody is asked. `genuine`: its token, the admin behind
 * it and the key of the workspace fit each other. `unproven`: the link does not have that key.
 * `forged`: they do not fit. `other-key`: they may, but the key is not the one that this device has
 * gone by, nor named by it.
 */
export type InvitationVerdict = 'genuine' | 'unproven' | 'forged' | 'other-key';

/** @param anchor thumbprint of the key behind what this device has accepted in the workspace before */
export async function checkInvitation(
  invitation: Invitation,
  anchor: string | undefined,
): Promise<InvitationVerdict> {
  const { workspace, key, token, root: text, issuer } = invitation;
  const claims = readClaims(token);
  if (claims?.ws !== workspace || claims.cnf.jkt !== thumbprintOf(key)) return 'forged';
  const kid = rootKeyId(token, claims.via);
  if (text === undefined || !(await canCheckKeys())) {
    // Whether it was really that key that signed it, relays say that the device knew before.
    return anchor === undefined || kid === anchor ? 'unproven' : 'other-key';
  }
  const root = readRoot(text, workspace);
  if (root === undefined || root.key.kid !== kid) return 'forged';
  const admin = claims.via === undefined ? undefined : readClaims(claims.via);
  const device = issuer === undefined ? undefined : readIssuer(issuer, claims.via ?? '');
  const accepted = new Map<string, AcceptedDevice>();
  if (admin !== undefined && device !== undefined) accepted.set(admin.jti, device);
  const checked = await checkToken({
    token,
    keys: new Map([[root.key.kid, root.key]]),
    workspace,
    // Whether it has ended by now is another question, and a relay's clock answers it.
    nowMs: Math.max(claims.iat, claims.nbf ?? 0) * 1000,
    access: { ...noAccess, accepted },
  });
  if (!checked.ok) return 'forged';
  return anchor === undefined || (await hangsOn(root, anchor)) ? 'genuine' : 'other-key';
}

/**
 * What the verdict on an invitation rests on. `sign-in`: the admin behind it came by signing in, so
 * that the key is one that lies on a relay, and says less than the workspace's own.
 */
export function provenBy(
  verdict: InvitationVerdict,
  { via }: Pick<Claims, 'via'>,
): 'key' | 'sign-in' | 'nothing' {
  if (verdict !== 'genuine') return 'nothing';
  const isSignedIn = via !== undefined && readClaims(via)?.kind === 'sign-in';
  return isSignedIn ? 'sign-in' : 'key';
}

/** The admin's device that issued an invitation, as a link carries it: its key, since when it has its token, and what bound that to it. */
export function writeIssuer({
  device,
  atMs,
  acceptance = '',
}: Pick<AcceptedDevice, 'device' | 'atMs' | 'acceptance'>): string {
  const time = new Uint8Array(8);
  new DataView(time.buffer).setFloat64(0, atMs);
  const parts = [device.x, device.y].map((part) => base64urlnopad.decode(part));
  return base64urlnopad.encode(concatBytes(...parts, time, base64urlnopad.decode(acceptance)));
}

function readIssuer(text: string, token: string): AcceptedDevice | undefined {
  try {
    const bytes = base64urlnopad.decode(text);
    const part = (from: number, to?: number): string =>
      base64urlnopad.encode(bytes.subarray(from, to));
    const jwk = { kty: 'EC', crv: 'P-256', x: part(0, 32), y: part(32, 64) };
    const device = deviceKeySchema.parse(jwk);
    const atMs = new DataView(bytes.slice(64, 72).buffer).getFloat64(0);
    const acceptance = part(72);
    return {
      ...{ token, device, jkt: thumbprintOf(device), label: '', atMs },
      ...(acceptance === '' ? {} : { acceptance }),
    };
  } catch {
    return undefined;
  }
}
