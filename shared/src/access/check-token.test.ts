import { base64urlnopad } from '@scure/base';
import { encodeUtf8 } from 'lib0/string';
import { SignJWT } from 'jose';
import { beforeAll, expect, test } from 'vitest';
import * as Y from 'yjs';
import {
  createTestDevice,
  createTestIssuer,
  testClaims,
  testNowMs,
  type TestIssuer,
} from './access-fixture.ts';
import { checkToken } from './check-token.ts';
import type { Claims } from './claims.ts';
import { delegateToken } from './delegate-token.ts';
import { signAcceptance } from './es256.ts';
import type { SigningKey } from './signing-key.ts';
import {
  acceptDevice,
  noAccess,
  readWorkspaceAccess,
  revoke,
  type RevokedThing,
  type WorkspaceAccess,
} from './workspace-access.ts';

const day = 86_400;
const now = testNowMs / 1000;
let issuer: TestIssuer;
let other: TestIssuer;
let elsewhere: TestIssuer;
let device: Awaited<ReturnType<typeof createTestDevice>>;
let phone: Awaited<ReturnType<typeof createTestDevice>>;

beforeAll(async () => {
  issuer = await createTestIssuer('demo');
  other = await createTestIssuer('demo');
  elsewhere = await createTestIssuer('elsewhere');
  device = await createTestDevice();
  phone = await createTestDevice();
});

function claims(change: Partial<Claims> = {}): Claims {
  return testClaims({ cnf: { jkt: device.jkt }, ...change });
}

function trusting(...keys: readonly SigningKey[]): ReadonlyMap<string, SigningKey> {
  return new Map(keys.map((key) => [key.kid, key]));
}

async function verdict(
  token: string,
  change: {
    readonly atMs?: number;
    readonly access?: WorkspaceAccess;
    readonly keys?: readonly SigningKey[];
  } = {},
): Promise<string> {
  const { atMs = testNowMs, access = noAccess } = change;
  const keys = trusting(...(change.keys ?? [issuer.publicKey, elsewhere.publicKey]));
  const checked = await checkToken({ token, keys, workspace: 'demo', nowMs: atMs, access });
  return checked.ok ? 'ok' : checked.reason;
}

function accessWith(edit: (doc: Y.Doc) => void): WorkspaceAccess {
  const doc = new Y.Doc();
  edit(doc);
  return readWorkspaceAccess(doc);
}

function unsigned(header: object, body: object, signature = ''): string {
  const part = (of: object): string => base64urlnopad.encode(encodeUtf8(JSON.stringify(of)));
  return `${part(header)}.${part(body)}.${signature}`;
}

test('a token is good from its beginning to its end, with a minute for clocks that differ', async () => {
  const token = await issuer.issue(claims({ iat: now, nbf: now + 100, exp: now + 1000 }));
  const at = (seconds: number) => verdict(token, { atMs: testNowMs + seconds * 1000 });
  expect(await at(39)).toBe('not-yet');
  expect(await at(40)).toBe('ok');
  expect(await at(1059)).toBe('ok');
  expect(await at(1060)).toBe('expired');
  const ahead = await issuer.issue(claims({ iat: now + 61 }));
  expect(await verdict(ahead)).toBe('not-yet');
});

test('tokens that no key of the workspace signed are refused', async () => {
  expect(await verdict(await other.issue(claims()))).toBe('unknown-key');
  expect(await verdict(await elsewhere.issue(claims()))).toBe('unknown-key');
  expect(await verdict(await elsewhere.issue(claims({ ws: 'elsewhere' })))).toBe('wrong-workspace');
  const { kid } = issuer.publicKey;
  for (const alg of ['none', 'HS256', 'RS256', 'EdDSA']) {
    expect(await verdict(unsigned({ alg, kid, typ: 'holdfast+jwt' }, claims())), alg).toBe(
      'bad-signature',
    );
  }
  const token = await issuer.issue(claims());
  const [header = '', , signature = ''] = token.split('.');
  const body = unsigned({}, claims({ role: 'admin' })).split('.')[1] ?? '';
  expect(await verdict(`${header}.${body}.${signature}`)).toBe('bad-signature');
  expect(await verdict(token.slice(0, -4))).toBe('bad-signature');
  expect(await verdict('')).toBe('bad-signature');
});

test('the public key is no secret that signs', async () => {
  const { kid, x } = issuer.publicKey;
  const forged = await new SignJWT({ ...JSON.parse(JSON.stringify(claims())) })
    .setProtectedHeader({ alg: 'HS256', kid, typ: 'holdfast+jwt' })
    .sign(base64urlnopad.decode(x));
  expect(await verdict(forged)).toBe('bad-signature');
});

test('a key that is retired signs nothing any more; until then the old and the new one are good', async () => {
  const old = { ...issuer.publicKey, until: '2026-03-02T00:00:00Z' };
  const keys = [old, other.publicKey];
  const [first, second] = [await issuer.issue(claims()), await other.issue(claims())];
  expect(await verdict(first, { keys })).toBe('ok');
  expect(await verdict(second, { keys })).toBe('ok');
  const atMs = Date.parse('2026-03-02T00:00:00Z');
  expect(await verdict(first, { keys, atMs })).toBe('unknown-key');
  expect(await verdict(second, { keys, atMs })).toBe('ok');
});

test('what is cut off is refused: the token, the device, the person', async () => {
  const token = await issuer.issue(claims());
  const when = { atMs: testNowMs, by: 'Bob', reason: 'lost' };
  const things: readonly RevokedThing[] = [
    { token: 'token-1' },
    { device: device.jkt },
    { person: 'ada' },
  ];
  for (const thing of things) {
    const access = accessWith((doc) => revoke(doc, thing, when));
    expect(await verdict(token, { access })).toBe('revoked');
    const wiped = accessWith((doc) => revoke(doc, thing, { ...when, wipe: true }));
    expect(await verdict(token, { access: wiped })).toBe('wipe');
  }
  const access = accessWith((doc) => revoke(doc, { person: 'ada' }, when));
  expect(await verdict(await issuer.issue(claims({ iat: now + 1 })), { access })).toBe('ok');
  const unreadable = accessWith((doc) => doc.getMap('access').set('revoked/person:ada', 7));
  expect(await verdict(await issuer.issue(claims({ iat: now + 1 })), { access: unreadable })).toBe(
    'revoked',
  );
});

/** The workspace after a phone has accepted the invitation; `told` is what was written down of when. */
async function acceptedBy(
  token: string,
  tokenId: string,
  atMs: number,
  told = atMs,
): Promise<WorkspaceAccess> {
  const word = { workspace: 'demo', tokenId, device: phone.jkt, atMs };
  const acceptance = base64urlnopad.encode(await signAcceptance(device, word));
  return accessWith((doc) =>
    acceptDevice(doc, tokenId, { token, device: phone.key, acceptance, label: '', atMs: told }),
  );
}

test('an invitation is bound to the device that accepted it, once that is proven', async () => {
  const token = await issuer.issue(claims({ kind: 'invitation', life: 10 * day }));
  const check = { token, keys: trusting(issuer.publicKey), workspace: 'demo', nowMs: testNowMs };
  const before = await checkToken({ ...check, access: noAccess });
  expect(before).toMatchObject({ boundTo: device.jkt, accepted: undefined });
  const access = await acceptedBy(token, 'token-1', testNowMs);
  expect(await checkToken({ ...check, access })).toMatchObject({
    boundTo: phone.jkt,
    expiresAtMs: testNowMs + 10 * day * 1000,
  });
  const forged = accessWith((doc) =>
    acceptDevice(doc, 'token-1', {
      token,
      device: phone.key,
      acceptance: base64urlnopad.encode(new Uint8Array(137).fill(4)),
      label: '',
      atMs: testNowMs,
    }),
  );
  expect(await checkToken({ ...check, access: forged })).toMatchObject({ boundTo: device.jkt });
  const lost = accessWith((doc) =>
    revoke(doc, { device: phone.jkt }, { atMs: 1, by: '', reason: '' }),
  );
  expect(await verdict(token, { access: { ...access, revoked: lost.revoked } })).toBe('revoked');
});

test('a sealed token lives its hours from its acceptance, and cannot be accepted late', async () => {
  const token = await issuer.issue(claims({ kind: 'break-glass', exp: now + day, life: 4 * 3600 }));
  expect(await verdict(token, { atMs: testNowMs + 2 * day * 1000 })).toBe('expired');
  const atMs = testNowMs + 1000 * (day - 10);
  const access = await acceptedBy(token, 'token-1', atMs);
  expect(await verdict(token, { access, atMs: atMs + 3 * 3_600_000 })).toBe('ok');
  expect(await verdict(token, { access, atMs: atMs + 4 * 3_600_000 + 60_000 })).toBe('expired');
  // Whoever writes a later moment into the workspace gains nothing.
  const late = await acceptedBy(token, 'token-1', atMs, testNowMs + 1000 * day * 300);
  expect(await verdict(token, { access: late, atMs: atMs + 4 * 3_600_000 + 60_000 })).toBe(
    'expired',
  );
  expect(await verdict(token, { access: late, atMs: testNowMs + 2 * day * 1000 })).toBe('expired');
});

async function delegated(
  parentChange: Partial<Claims>,
  childChange: Partial<Claims> = {},
): Promise<{ readonly token: string; readonly access: WorkspaceAccess }> {
  const parent = claims({ role: 'admin', jti: 'parent', cnf: { jkt: phone.jkt }, ...parentChange });
  const via = await issuer.issue(parent);
  const child = claims({ sub: 'bob', jti: 'child', iat: now - 60, ...childChange });
  const token = await delegateToken(child, via, phone);
  const access = accessWith((doc) =>
    acceptDevice(doc, 'parent', { token: via, device: phone.key, label: '', atMs: testNowMs }),
  );
  return { token, access };
}

test("an admin's device issues by itself, as long as it is not cut off", async () => {
  const { token, access } = await delegated({});
  expect(await verdict(token, { access })).toBe('ok');
  expect(await verdict(token)).toBe('unknown-key');
  const things: readonly RevokedThing[] = [
    { token: 'parent' },
    { device: phone.jkt },
    { person: 'ada' },
    { person: 'bob' },
  ];
  for (const thing of things) {
    const { revoked } = accessWith((doc) =>
      revoke(doc, thing, { atMs: testNowMs, by: '', reason: '' }),
    );
    expect(await verdict(token, { access: { ...access, revoked } })).toBe('revoked');
  }
  const signedByOther = await delegateToken(
    claims({ sub: 'bob' }),
    await issuer.issue(claims({ role: 'admin', jti: 'parent', cnf: { jkt: phone.jkt } })),
    { key: phone.key, sign: device.sign },
  );
  expect(await verdict(signedByOther, { access })).toBe('bad-signature');
});

test('nobody else issues, and nothing lives too long', async () => {
  const told = async (...changes: Parameters<typeof delegated>): Promise<string> => {
    const { token, access } = await delegated(...changes);
    return verdict(token, { access });
  };
  expect(await told({ role: 'editor' })).toBe('not-for-this');
  expect(await told({ docs: ['map'] })).toBe('not-for-this');
  expect(await told({ cnf: { jkt: device.jkt } })).toBe('unknown-key');
  expect(await told({}, { exp: now + 401 * day })).toBe('not-for-this');
  expect(await told({}, { kind: 'invitation', exp: now + day, life: 400 * day })).toBe(
    'not-for-this',
  );
  expect(await told({ iat: now - 9000, exp: now - 8000 })).toBe('expired');
  expect(await told({ iat: now - 10, exp: now + 10 }, { iat: now - 200 })).toBe('not-yet');
  expect(await told({ exp: now - 30 }, { iat: now - 60 })).toBe('ok');
  expect(await told({}, { kind: 'machine', role: 'peer' })).toBe('not-for-this');
  expect(await told({}, { kind: 'machine', role: 'export' })).toBe('ok');
});

test('what an admin issued ends with their own access, whatever it says and however it is dated', async () => {
  const { token, access } = await delegated({ exp: now + 100 }, { exp: now + 300 * day });
  const check = { token, keys: trusting(issuer.publicKey), workspace: 'demo', access };
  expect(await checkToken({ ...check, nowMs: testNowMs })).toMatchObject({
    expiresAtMs: (now + 100) * 1000,
  });
  expect(await verdict(token, { access, atMs: testNowMs + 3_600_000 })).toBe('expired');
  const late = await delegated({ exp: now - 86_400, iat: now - 2 * day }, { iat: now - 1.5 * day });
  expect(await verdict(late.token, { access: late.access })).toBe('expired');
});

test('an admin who signed in gives no more than the key behind it may, and no longer', async () => {
  const limits = { use: 'sign-in', highestRole: 'admin', longestLifeS: 3600 } as const;
  const signIn = await createTestIssuer('demo', limits);
  const signedIn = {
    role: 'admin',
    kind: 'sign-in',
    jti: 'parent',
    cnf: { jkt: phone.jkt },
  } as const;
  const via = await signIn.issue(claims({ ...signedIn, iat: now - 60, exp: now + 3000 }));
  const accepting = (token: string): WorkspaceAccess =>
    accessWith((doc) =>
      acceptDevice(doc, 'parent', { token, device: phone.key, label: '', atMs: testNowMs }),
    );
  const child = await delegateToken(
    claims({ sub: 'bob', jti: 'child', iat: now, exp: now + 300 * day }),
    via,
    phone,
  );
  const keys = [signIn.publicKey];
  const atMs = testNowMs + 3_200_000;
  expect(await verdict(child, { keys, access: accepting(via) })).toBe('ok');
  expect(await verdict(child, { keys, access: accepting(via), atMs })).toBe('expired');
  const renewed = await signIn.issue(claims({ ...signedIn, iat: now + 2000, exp: now + 5000 }));
  expect(await verdict(child, { keys, access: accepting(renewed), atMs })).toBe('ok');
  const lower = await signIn.issue(
    claims({ ...signedIn, role: 'editor', iat: now + 2000, exp: now + 5000 }),
  );
  expect(await verdict(child, { keys, access: accepting(lower), atMs })).toBe('expired');
  const machine = claims({ kind: 'machine', role: 'export', sub: 'bob', iat: now });
  const exporting = await delegateToken(machine, via, phone);
  expect(await verdict(exporting, { keys, access: accepting(via) })).toBe('not-for-this');
});

test('one level only, and no access is left behind by an emergency', async () => {
  const first = await delegated({}, { role: 'admin', cnf: { jkt: device.jkt } });
  const second = await delegateToken(claims({ jti: 'grandchild' }), first.token, device);
  const doc = new Y.Doc();
  for (const [id, token, key] of [
    ['parent', first.token, phone.key],
    ['child', first.token, device.key],
  ] as const) {
    acceptDevice(doc, id, { token, device: key, label: '', atMs: testNowMs });
  }
  expect(await verdict(first.token, { access: readWorkspaceAccess(doc) })).toBe('ok');
  expect(await verdict(second, { access: readWorkspaceAccess(doc) })).toBe('not-for-this');

  const sealed = claims({ role: 'admin', kind: 'break-glass', jti: 'sealed', life: 3600 });
  const via = await issuer.issue(sealed);
  const child = await delegateToken(claims({ iat: now + 10, sub: 'bob' }), via, phone);
  const access = await acceptedBy(via, 'sealed', testNowMs);
  expect(await verdict(via, { access })).toBe('ok');
  expect(await verdict(child, { access })).toBe('not-for-this');
});
