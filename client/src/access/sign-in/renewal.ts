import type { DeviceSigner } from '@holdfast/shared/access/device-key';
import type { SignedIn } from './kept-sign-in.ts';
import type { Issued, SignInCalls } from './sign-in-calls.ts';

const hourMs = 3_600_000;
/** A relay and a provider that fail are left alone for so long. */
const afterFailureMs = 10 * 60_000;

/**
 * When to renew a sign-in: after a twelfth of its life, so that groups which changed count soon, and a
 * provider that is down for most of the time still leaves nearly all of it. Undefined: never.
 */
export function renewAtMs({ atMs, graceHours, renewal, failed }: SignedIn): number | undefined {
  if (renewal === undefined) return undefined;
  const dueMs = atMs + (graceHours * hourMs) / 12;
  return failed === undefined ? dueMs : Math.max(dueMs, failed.atMs + afterFailureMs);
}

export interface RenewDeps {
  readonly calls: Pick<SignInCalls, 'renew'>;
  readonly signer: DeviceSigner;
  /** Gives the token to the hub; a problem in words, or undefined. */
  readonly take: (token: string) => Promise<string | undefined>;
  readonly nowMs: () => number;
}

/** Words after which coming again with the same helps nothing. */
const final: readonly (string | undefined)[] = ['begin-again', 'provider-refused', 'revoked'];

/** Renews a sign-in: what is to be kept of it afterwards. */
export async function renewSignIn(signedIn: SignedIn, deps: RenewDeps): Promise<SignedIn> {
  const { renewal } = signedIn;
  if (renewal === undefined) return signedIn;
  const answer = await deps.calls.renew(deps.signer, renewal);
  const nowMs = deps.nowMs();
  if (!answer.ok) {
    const { why, word } = answer;
    const failed = { atMs: nowMs, why, word };
    return { ...signedIn, failed, renewal: final.includes(word) ? undefined : renewal };
  }
  const problem = await deps.take(answer.value.token);
  if (problem !== undefined) return { ...signedIn, failed: { atMs: nowMs, why: problem } };
  return signedInBy(signedIn.provider, answer.value, nowMs);
}

/** What is to be kept once the provider has confirmed the person. */
export function signedInBy(
  provider: string,
  { graceHours, renewal }: Issued,
  atMs: number,
): SignedIn {
  return { provider, graceHours, renewal, atMs };
}
