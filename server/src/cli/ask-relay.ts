import { setTimeout as delay } from 'node:timers/promises';
import { pageAddress } from '../relay/relay-address.ts';

const answerTimeoutMs = 5000;
/** A relay opens all its workspaces before it says which it holds. */
const startTimeoutMs = 15_000;
const askAgainMs = 200;

/**
 * Asks a relay (`ws://host:port`) over HTTP. One that is still starting is waited for, and answers
 * 503 in the end if that takes too long. Rejects when it does not answer.
 */
export async function askRelay(address: string, path: string): Promise<Response> {
  const giveUpAtMs = performance.now() + startTimeoutMs;
  for (;;) {
    const answer = await fetch(`${pageAddress(address)}${path}`, {
      signal: AbortSignal.timeout(answerTimeoutMs),
    });
    if (answer.status !== 503 || performance.now() > giveUpAtMs) return answer;
    await answer.body?.cancel();
    await delay(askAgainMs);
  }
}
