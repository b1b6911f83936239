import { base64urlnopad } from '@scure/base';
import { checkToken, endOf, leewayMs, type TokenCheck } from './check-token.ts';
import { type Claims, isAcceptable, readClaims } from './claims.ts';
import type { CloseReason } from './close-reason.ts';
import { type DeviceKey, thumbprintOf } from './device-key.ts';
import { acceptedAtMs, isAcceptance, isSignedBy } from './es256.ts';
import type { Grant } from './grant.ts';
import { type ProofOf, proofText } from './proof.ts';
import { revocationOf } from './revocation.ts';
import type { AcceptedDevice } from './workspace-access.ts';

/** What somebody comes with. */
export interface Presented {
  readonly token: string;
  readonly device: DeviceKey;
  /** The device's signature of `proofText`. */
  readonly proof: Uint8Array;
  /** An invitation's word for the device (`signAcceptance`); empty where it was accepted before. */
  readonly acceptance: Uint8Array;
  /** What the device calls itself. */
  readonly label: string;
}

export type Judged =
  | {
      readonly ok: true;
      readonly grant: Grant;
      readonly claims: Claims;
      /**
       * To be written into the workspace (`acceptDevice`): this is the first device with that token, or it
       * comes with a sign-in that was renewed since.
       */
      readonly accept?: Omit<AcceptedDevice, 'jkt'> | undefined;
    }
  | { readonly ok: false; readonly reason: CloseReason };

/**
 * What may somebody do who comes with this? The nonce has to be one that whoever asks chose for this
 * very occasion, or has not seen before.
 */
export async function judgePresented(
  presented: Presented,
  check: Omit<TokenCheck, 'token'>,
  proofOf: Pick<ProofOf, 'purpose' | 'audience' | 'nonce'>,
): Promise<Judged> {
  const { token, device, proof, acceptance, label } = presented;
  const { workspace, nowMs, access } = check;
  const checked = await checkToken({ ...check, token });
  if (!checked.ok) return checked;
  const { claims, accepted, boundTo } = checked;
  const { jti: tokenId, kind, sub, name, role, docs } = claims;
  const jkt = thumbprintOf(device);
  const cutOff = revocationOf(access, { ...claims, jkt });
  if (cutOff !== undefined) return { ok: false, reason: cutOff.wipe ? 'wipe' : 'revoked' };

  const mayAccept = isAcceptable(kind) && accepted === undefined;
  if (mayAccept) {
    const word = { workspace, tokenId, device: jkt };
    if (acceptance.length === 0) return { ok: false, reason: 'other-device' };
    if (!(await isAcceptance(acceptance, claims.cnf.jkt, word))) {
      return { ok: false, reason: 'bad-signature' };
    }
    // Its life counts from that moment, which whoever has the invitation's key chooses.
    if ((acceptedAtMs(acceptance) ?? Infinity) > nowMs + leewayMs) {
      return { ok: false, reason: 'not-yet' };
    }
  } else if (jkt !== boundTo) return { ok: false, reason: 'other-device' };
  const text = proofText({ ...proofOf, workspace, tokenId });
  if (!(await isSignedBy(device, text, proof))) return { ok: false, reason: 'bad-signature' };

  const isKnown = accepted !== undefined && !isRenewed(claims, accepted);
  const accept =
    isKnown || kind === 'machine'
      ? undefined
      : {
          token,
          device,
          label,
          atMs: nowMs,
          ...(mayAccept ? { acceptance: base64urlnopad.encode(acceptance) } : {}),
        };
  const ownEndMs = endOf(claims, accepted ?? accept);
  const expiresAtMs = Math.min(ownEndMs, checked.issuerEndsAtMs ?? Infinity);
  if (expiresAtMs + leewayMs <= nowMs) return { ok: false, reason: 'expired' };
  const grant = { person: sub, name, role, docs, tokenId, device: jkt, kind, expiresAtMs };
  return { ok: true, grant, claims, accept };
}

/** A sign-in keeps its id when it is renewed: the workspace then has the newer token in its place. */
function isRenewed({ kind, iat }: Claims, { token }: AcceptedDevice): boolean {
  return kind === 'sign-in' && iat > (readClaims(token)?.iat ?? 0);
}
