import { beforeAll, expect, test } from 'vitest';
import {
  createTestDevice,
  createTestIssuer,
  testClaims,
  testNowMs,
  type TestIssuer,
} from '@holdfast/shared/access/access-fixture';
import type { Grant } from '@holdfast/shared/access/grant';
import { signRequest } from '@holdfast/shared/access/request-proof';
import { noAccess } from '@holdfast/shared/access/workspace-access';
import { nodeRandom } from '../relay/node-clock.ts';
import { type CheckedRequest, createRequestCheck } from './request-check.ts';
import { createTickets } from './tickets.ts';

let issuer: TestIssuer;
let signer: Awaited<ReturnType<typeof createTestDevice>>;
let token = '';
beforeAll(async () => {
  issuer = await createTestIssuer('demo');
  signer = await createTestDevice();
  token = await issuer.issue(testClaims({ cnf: { jkt: signer.jkt } }));
});

const asked = { method: 'POST', path: '/api/v1/demo/tickets', audience: 'a.example' };

async function request(
  nowMs = testNowMs,
  nonce = 'n'.repeat(22),
  change: Partial<CheckedRequest> = {},
): Promise<CheckedRequest> {
  const headers = await signRequest(asked, { signer, token }, { nowMs, nonce });
  return {
    method: asked.method,
    path: asked.path,
    audiences: ['127.0.0.1:4100', 'a.example'],
    authorization: headers.authorization,
    proof: headers['holdfast-proof'],
    workspace: 'demo',
    keys: new Map([[issuer.publicKey.kid, issuer.publicKey]]),
    access: noAccess,
    ...change,
  };
}

/** `left`: how often somebody may still come. */
function checkAt(clock: { readonly ms: number; left?: number }) {
  return createRequestCheck({
    nowMs: () => testNowMs + clock.ms,
    monotonicMs: () => clock.ms,
    mayEnter: () => clock.left === undefined || (clock.left -= 1) >= 0,
  });
}

test('a proof is good once, for one request, at one relay', async () => {
  const check = checkAt({ ms: 0 });
  const good = await request();
  expect(await check(good)).toMatchObject({ ok: true, grant: { person: 'ada', role: 'editor' } });
  expect(await check(good)).toEqual({ ok: false, reason: 'replayed' });
  const other = await request(testNowMs, 'm'.repeat(22));
  for (const change of [{ path: '/api' }, { method: 'GET' }, { audiences: ['b.example'] }]) {
    expect(await check({ ...other, ...change })).toEqual({ ok: false, reason: 'bad-signature' });
  }
  expect(await check({ ...other, proof: undefined })).toEqual({ ok: false, reason: 'no-key' });
  expect(await check(other)).toMatchObject({ ok: true });
});

test('of two that are sent at once one is let in', async () => {
  const check = checkAt({ ms: 0 });
  const good = await request();
  const both = await Promise.all([check(good), check(good)]);
  expect(both.filter(({ ok }) => ok)).toHaveLength(1);
});

test('proofs are good for a minute, and remembered for as long as their clock may be ahead', async () => {
  const clock = { ms: 0 };
  const check = checkAt(clock);
  expect(await check(await request(testNowMs - 60_001))).toMatchObject({ reason: 'replayed' });
  const ahead = await request(testNowMs + 60_000);
  expect(await check(await request(testNowMs + 60_001))).toMatchObject({ reason: 'replayed' });
  expect(await check(ahead)).toMatchObject({ ok: true });
  clock.ms = 119_999;
  expect(await check(ahead)).toMatchObject({ reason: 'replayed' });
  clock.ms = 120_001;
  expect(await check(ahead)).toMatchObject({ reason: 'replayed' });
});

test('what comes too often is not remembered, and what is sent again does not count as coming', async () => {
  const clock = { ms: 0, left: 1 };
  const check = checkAt(clock);
  const [first, second] = [await request(), await request(testNowMs, 'm'.repeat(22))];
  expect(await check(first)).toMatchObject({ ok: true });
  expect(await check(second)).toEqual({ ok: false, reason: 'too-many' });
  clock.left = 1;
  expect(await check(first)).toEqual({ ok: false, reason: 'replayed' });
  expect(await check(second)).toMatchObject({ ok: true });
});

test('a ticket is good once, for half a minute, for its workspace', async () => {
  const clock = { ms: 0 };
  const tickets = createTickets({ monotonicMs: () => clock.ms, random: nodeRandom });
  const judged = await checkAt(clock)(await request());
  const grant: Grant | undefined = judged.ok ? judged.grant : undefined;
  if (grant === undefined) throw new Error('not let in');
  const issue = (): string => tickets.issue('demo', grant) ?? '';
  const one = issue();
  expect(one).toMatch(/^[\w-]{43}$/);
  expect(tickets.take('demo', one)).toEqual(grant);
  expect(tickets.take('demo', one)).toBe(undefined);
  const two = issue();
  expect(tickets.take('other', two)).toBe(undefined);
  expect(tickets.take('demo', two)).toBe(undefined);
  const three = issue();
  clock.ms = 30_000;
  expect(tickets.take('demo', three)).toBe(undefined);
  for (let at = 0; at < 50; at += 1) expect(issue()).not.toBe('');
  expect(issue()).toBe('');
  expect(tickets.issue('demo', { ...grant, device: 'another' })).not.toBe(undefined);
});
