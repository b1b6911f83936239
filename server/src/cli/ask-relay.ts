import { setTimeout as delay } from 'node:timers/promises';
import { base64urlnopad } from '@scure/base';
import type { DeviceSigner } from '@holdfast/shared/access/device-key';
import { signRequest } from '@holdfast/shared/access/request-proof';
import { nodeRandom } from '../relay/node-clock.ts';
import { pageAddress } from '../relay/relay-address.ts';

const answerTimeoutMs = 5000;
/** A relay opens all its workspaces before it says which it holds. */
const startTimeoutMs = 15_000;
const askAgainMs = 200;

/** Whom a relay with keys is asked as. */
export interface AskedAs {
  readonly signer: DeviceSigner;
  readonly token: string;
}

/**
 * Asks a relay (`ws://host:port`) over HTTP. One that is still starting is waited for, and answers
 * 503 in the end if that takes too long. Rejects when it does not answer.
 */
export async function askRelay(address: string, path: string, as?: AskedAs): Promise<Response> {
  const giveUpAtMs = performance.now() + startTimeoutMs;
  for (;;) {
    const answer = await fetch(`${pageAddress(address)}${path}`, {
      // Signed anew each time: a proof is good once.
      headers: as === undefined ? {} : await proofFor(address, path, as),
      signal: AbortSignal.timeout(answerTimeoutMs),
    });
    if (answer.status !== 503 || performance.now() > giveUpAtMs) return answer;
    await answer.body?.cancel();
    await delay(askAgainMs);
  }
}

async function proofFor(
  address: string,
  path: string,
  as: AskedAs,
): Promise<Record<string, string>> {
  const audience = new URL(pageAddress(address)).host;
  const nonce = base64urlnopad.encode(nodeRandom.bytes(16));
  return signRequest({ method: 'GET', path, audience }, as, { nowMs: Date.now(), nonce });
}
