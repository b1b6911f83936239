import { beforeAll, expect, test } from 'vitest';
import {
  createTestDevice,
  createTestIssuer,
  testClaims,
  testNowMs,
  type TestIssuer,
} from './access-fixture.ts';
import { checkToken } from './check-token.ts';
import type { Claims } from './claims.ts';
import type { SignInLimits } from './sign-in-limits.ts';
import { noAccess } from './workspace-access.ts';

const limits: SignInLimits = { use: 'sign-in', highestRole: 'responder', longestLifeS: 3600 };
const iat = testNowMs / 1000 - 60;
let limited: TestIssuer;
let unlimited: TestIssuer;
let jkt: string;

beforeAll(async () => {
  limited = await createTestIssuer('demo', limits);
  unlimited = await createTestIssuer('demo');
  ({ jkt } = await createTestDevice());
});

/** What a relay says of a token that somebody got by signing in, changed like this. */
async function verdict(change: Partial<Claims>, issuer = limited): Promise<string> {
  const asIssued: Partial<Claims> = { kind: 'sign-in', role: 'responder', iat, exp: iat + 3600 };
  const token = await issuer.issue(testClaims({ cnf: { jkt }, ...asIssued, ...change }));
  const keys = new Map([[issuer.publicKey.kid, issuer.publicKey]]);
  const checked = await checkToken({
    token,
    keys,
    workspace: 'demo',
    nowMs: testNowMs,
    access: noAccess,
  });
  return checked.ok ? 'good' : checked.reason;
}

test('what a key for signing in signs within its limits is good', async () => {
  expect(await verdict({})).toBe('good');
  expect(await verdict({ role: 'viewer', exp: iat + 600 })).toBe('good');
});

test.each<[string, Partial<Claims>]>([
  ['a higher role', { role: 'editor' }],
  ['the highest role', { role: 'admin' }],
  ['a longer life', { exp: iat + 3601 }],
  ['another kind', { kind: 'device' }],
  ['an invitation', { kind: 'invitation', life: 600 }],
  ['break-glass access', { kind: 'break-glass', life: 600 }],
  ['a machine', { kind: 'machine', role: 'peer' }],
])('%s is refused everywhere, although the signature fits', async (_what, change) => {
  expect(await verdict(change)).toBe('not-for-this');
  if (change.life === undefined) expect(await verdict(change, unlimited)).toBe('good');
});
