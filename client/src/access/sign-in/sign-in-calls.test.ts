import { createTestDevice } from '@holdfast/shared/access/access-fixture';
import { isSignedBy } from '@holdfast/shared/access/es256';
import { proofText } from '@holdfast/shared/access/proof';
import { base64urlnopad } from '@scure/base';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod/mini';
import { createSignInCalls, type SignInCalls } from './sign-in-calls.ts';

const origin = 'https://relay.example.org';
const sentSchema = z.object({ state: z.string(), query: z.string(), proof: z.string() });
let device: Awaited<ReturnType<typeof createTestDevice>>;

beforeAll(async () => {
  device = await createTestDevice();
});

/** Asks a relay that answers this. */
function asking(answer: () => Response | Promise<Response>) {
  const sent: { address: string; body: unknown }[] = [];
  const calls: SignInCalls = createSignInCalls({
    origin,
    workspace: 'acme',
    nowMs: () => 5,
    fetch: async (address, init) => {
      const body = init?.body;
      sent.push({ address, body: typeof body === 'string' ? JSON.parse(body) : undefined });
      return await answer();
    },
  });
  return { calls, sent };
}

describe('asking the relay', () => {
  it('proves with this device’s key exactly what the provider said', async () => {
    const issued = { token: 't', graceHours: 48 };
    const { calls, sent } = asking(() => Response.json(issued));
    expect(await calls.finish(device, 'state', 'code=x&state=state')).toEqual({
      ok: true,
      value: issued,
    });
    expect(sent[0]?.address).toBe(`${origin}/api/v1/acme/sign-in/finish`);
    const { state, query, proof } = sentSchema.parse(sent[0]?.body);
    const text = proofText({
      purpose: 'sign-in',
      workspace: 'acme',
      audience: origin,
      nonce: state,
      tokenId: query,
    });
    expect(await isSignedBy(device.key, text, base64urlnopad.decode(proof))).toBe(true);
  });

  it('goes nowhere but to a page of the web', async () => {
    const { calls } = asking(() => Response.json({ address: 'javascript:alert(1)', state: 's' }));
    expect((await calls.begin(device)).ok).toBe(false);
  });

  it('passes on what the relay says, and says plainly where none answers', async () => {
    const problem = { detail: 'Login cannot be reached.' };
    const headers = { 'holdfast-refused': 'provider-unreachable' };
    const refusing = asking(() => Response.json(problem, { status: 503, headers }));
    expect(await refusing.calls.renew(device, 'sealed')).toEqual({
      ok: false,
      why: problem.detail,
      word: 'provider-unreachable',
    });
    const page = asking(() => new Response('<!doctype html>'));
    const dead = asking(() => Promise.reject(new TypeError('Failed to fetch')));
    for (const { calls } of [page, dead]) {
      expect(await calls.begin(device)).toMatchObject({
        ok: false,
        why: expect.stringMatching('does not answer'),
      });
      expect(await calls.about()).toBeUndefined();
    }
  });
});
