import type { Grant } from '@holdfast/shared/access/grant';
import { type Judged, judgePresented } from '@holdfast/shared/access/presented';
import { readRequestProof } from '@holdfast/shared/access/request-proof';
import type { TrustedKeys } from '@holdfast/shared/access/signing-key';
import type { WorkspaceAccess } from '@holdfast/shared/access/workspace-access';
import { thumbprintOf } from '@holdfast/shared/access/device-key';

export interface CheckedRequest {
  readonly method: string;
  /** As it was asked for, with what follows a `?`. */
  readonly path: string;
  readonly authorization: string | undefined;
  /** The header `Holdfast-Proof`. */
  readonly proof: string | undefined;
  /** Hosts, with port, that are this relay's: what was signed for another was passed on by somebody. */
  readonly audiences: readonly string[];
  readonly workspace: string;
  readonly keys: TrustedKeys;
  readonly access: WorkspaceAccess;
}

/** Good, but more than one device or person may ask. */
export interface TooMany {
  readonly ok: false;
  readonly reason: 'too-many';
}

export const tooMany: TooMany = { ok: false, reason: 'too-many' };

const windowMs = 60_000;
/** Only who is let in can put any there, a request each, and as often as one device may come. */
const maxRemembered = 200_000;

/** Checks requests, and remembers the proofs of the last two minutes: each is good once. */
export function createRequestCheck(clock: {
  nowMs(): number;
  monotonicMs(): number;
  /** Whether somebody may come once more. */
  mayEnter(grant: Grant): boolean;
}): (request: CheckedRequest) => Promise<Judged | TooMany> {
  /** In the order in which they came, which is that in which they can be forgotten. */
  const used = new Map<string, number>();

  function forgetOld(): void {
    const nowMs = clock.monotonicMs();
    for (const [proof, untilMs] of used) {
      if (untilMs > nowMs) break;
      used.delete(proof);
    }
  }

  return async (request) => {
    const { workspace, keys, access } = request;
    const read = readRequestProof(request);
    if (read === undefined) return { ok: false, reason: 'no-key' };
    const { token, device, nonce, signature, timeMs } = read;
    const nowMs = clock.nowMs();
    if (Math.abs(nowMs - timeMs) > windowMs) return { ok: false, reason: 'replayed' };
    const presented = { token, device, proof: signature, acceptance: new Uint8Array(), label: '' };
    let judged: Judged = { ok: false, reason: 'bad-signature' };
    for (const audience of new Set(request.audiences)) {
      const proofOf = { purpose: `${request.method} ${request.path}`, audience, nonce };
      judged = await judgePresented(presented, { keys, workspace, nowMs, access }, proofOf);
      if (judged.ok || judged.reason !== 'bad-signature') break;
    }
    if (!judged.ok) return judged;
    // Looked at after all waiting, so that two at once do not both pass.
    forgetOld();
    const once = `${thumbprintOf(device)} ${nonce}`;
    if (used.has(once)) return { ok: false, reason: 'replayed' };
    // Before it is remembered: else one device could fill the memory that all others need.
    if (!clock.mayEnter(judged.grant) || used.size >= maxRemembered) return tooMany;
    // One from a clock that is a minute ahead stays good for two.
    used.set(once, clock.monotonicMs() + 2 * windowMs);
    return judged;
  };
}
