import { createTestDevice } from '@holdfast/shared/access/access-fixture';
import { beforeAll, describe, expect, it } from 'vitest';
import type { SignedIn } from './kept-sign-in.ts';
import { renewAtMs, type RenewDeps, renewSignIn } from './renewal.ts';
import type { Asked, Issued } from './sign-in-calls.ts';

const hourMs = 3_600_000;
const signedIn: SignedIn = { provider: 'Login', graceHours: 48, renewal: 'old', atMs: 1000 };
let signer: RenewDeps['signer'];

beforeAll(async () => {
  signer = await createTestDevice();
});

/** Renews while the relay answers this. */
async function renewed(answer: Asked<Issued>, problem?: string) {
  const taken: string[] = [];
  const kept = await renewSignIn(signedIn, {
    calls: { renew: async () => answer },
    signer,
    async take(token) {
      taken.push(token);
      return problem;
    },
    nowMs: () => 9000,
  });
  return { kept, taken };
}

describe('when a sign-in is renewed', () => {
  it('is long before its end, and never where the provider does not allow it', () => {
    expect(renewAtMs(signedIn)).toBe(1000 + 4 * hourMs);
    expect(renewAtMs({ ...signedIn, renewal: undefined })).toBeUndefined();
  });

  it('is a while after a try that failed', () => {
    const failed = { atMs: 6 * hourMs, why: 'The provider cannot be reached.' };
    expect(renewAtMs({ ...signedIn, failed })).toBe(6 * hourMs + 600_000);
    expect(renewAtMs({ ...signedIn, failed: { ...failed, atMs: 0 } })).toBe(1000 + 4 * hourMs);
  });
});

describe('renewing', () => {
  it('gives the new token to the hub and keeps what renews it next', async () => {
    const value = { token: 'new token', graceHours: 24, renewal: 'new' };
    expect(await renewed({ ok: true, value })).toEqual({
      kept: { provider: 'Login', graceHours: 24, renewal: 'new', atMs: 9000 },
      taken: ['new token'],
    });
  });

  it('goes on where the provider is down, and says why', async () => {
    const answer = { ok: false, why: 'Login cannot be reached.', word: 'provider-unreachable' };
    const { kept, taken } = await renewed({ ...answer, ok: false });
    expect(kept).toMatchObject({
      atMs: 1000,
      renewal: 'old',
      failed: { atMs: 9000, why: answer.why },
    });
    expect(taken).toEqual([]);
  });

  it.each(['begin-again', 'provider-refused', 'revoked'])('ends for good at %s', async (word) => {
    const { kept } = await renewed({ ok: false, why: 'No.', word });
    expect(kept.renewal).toBeUndefined();
    expect(renewAtMs(kept)).toBeUndefined();
  });

  it('is tried again where this device cannot keep the token', async () => {
    const value = { token: 'new token', graceHours: 24, renewal: 'new' };
    const { kept } = await renewed({ ok: true, value }, 'The disk is full.');
    expect(kept).toMatchObject({ renewal: 'old', failed: { why: 'The disk is full.' } });
  });
});
