import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createTestDevice } from '@holdfast/shared/access/access-fixture';
import { checkToken } from '@holdfast/shared/access/check-token';
import { type Claims, readClaims } from '@holdfast/shared/access/claims';
import type { SigningKey } from '@holdfast/shared/access/signing-key';
import { noAccess, revoke, unrevoke } from '@holdfast/shared/access/workspace-access';
import { writePublicKey } from '../access/key-files.ts';
import type { RawFlags } from '../config.ts';
import type { Relay } from '../relay/relay.ts';
import { createRelayFixture, until } from '../relay/relay-fixture.ts';
import { type ProviderFixture, startProvider } from './provider-fixture.ts';
import {
  type Answer,
  type Came,
  createVisitor,
  signInFlags,
  type SignInVisitor,
  type TestDevice,
} from './sign-in-fixture.ts';

const fixture = createRelayFixture();
let provider: ProviderFixture;
let relay: Relay;
let url: string;
let publicKey: SigningKey;
let device: TestDevice;

beforeAll(async () => {
  device = await createTestDevice();
});
beforeEach(async () => {
  provider = await startProvider();
  provider.accounts.set('kim', {
    email: 'Kim@example.org',
    name: 'Kim Sato',
    groups: ['staff', 'sre'],
  });
  relay = await fixture.start(flagsFor());
  url = `http://127.0.0.1:${relay.port}`;
  provider.serve([`${url}/signed-in`]);
});
afterEach(async () => {
  await fixture.stop(relay);
  await provider.kill();
});
afterAll(() => fixture.cleanUp());

function flagsFor(): RawFlags {
  const made = signInFlags(provider, fixture.folder());
  ({ publicKey } = made);
  return made.flags;
}

const post: SignInVisitor['post'] = (...given) => createVisitor(url).post(...given);
const come = (login = 'kim', by = device): Promise<Came> => createVisitor(url).come(login, by);
const finish = (came: Came, by = device, origin = url): Promise<Answer> =>
  createVisitor(url).finish(came, by, origin);
const renew = (renewal: unknown, by = device, timeMs = Date.now()): Promise<Answer> =>
  createVisitor(url).renew(renewal, by, timeMs);

function claimsOf({ body }: Answer): Claims | undefined {
  return readClaims(String(body['token']));
}

describe('somebody who signs in', () => {
  test('gets a token that every relay with the public key takes, bound to the device that began', async () => {
    const done = await finish(await come());
    expect(done).toMatchObject({ status: 200, body: { graceHours: 48 } });
    const token = String(done.body['token']);
    const checked = await checkToken({
      token,
      keys: new Map([[publicKey.kid, publicKey]]),
      workspace: 'demo',
      nowMs: Date.now(),
      access: noAccess,
    });
    expect(checked).toMatchObject({
      ok: true,
      boundTo: device.jkt,
      claims: {
        sub: 'kim@example.org',
        name: 'Kim Sato',
        role: 'editor',
        kind: 'sign-in',
      },
    });
    const { iat = 0, exp = 0 } = claimsOf(done) ?? {};
    expect(exp - iat).toBe(48 * 3600);
  });

  test('gets no more than the key of the relay may give', async () => {
    provider.accounts.set('lee', { email: 'lee@example.org', name: 'Lee', groups: ['boss'] });
    expect(claimsOf(await finish(await come('lee')))?.role).toBe('editor');
  });

  test.each([
    ['is in no group with a role', { groups: ['sales', 'constructor'] }, 'no-role'],
    ['is in no group at all', { groups: [] }, 'no-role'],
    ['has an address that nobody verified', { emailVerified: false }, 'email-not-verified'],
  ])('is refused who %s', async (_what, change, why) => {
    const account = { email: 'lee@example.org', name: 'Lee', groups: ['sre'], ...change };
    provider.accounts.set('lee', account);
    const done = await finish(await come('lee'));
    expect(done).toMatchObject({ status: 403, refused: why });
    expect(done.body['token']).toBeUndefined();
  });
});

describe('the address that the provider sends the browser back to', () => {
  test('is useless for another device', async () => {
    const thief = await createTestDevice();
    const came = await come();
    expect(await finish(came, thief)).toMatchObject({ status: 403, refused: 'bad-proof' });
  });

  test('does not let in the device of whoever talked somebody into signing in', async () => {
    // The thief begins and sends the address on; what comes of it lands in the other's browser.
    const thief = await createTestDevice();
    const came = await come('kim', thief);
    expect(await finish(came, device)).toMatchObject({ status: 403, refused: 'bad-proof' });
  });

  test('is good once', async () => {
    const came = await come();
    expect((await finish(came)).status).toBe(200);
    expect(await finish(came)).toMatchObject({ status: 410, refused: 'begin-again' });
  });

  test('is over after a try with a wrong proof', async () => {
    const came = await come();
    await finish(came, device, 'https://evil.example');
    expect(await finish(came)).toMatchObject({ status: 410, refused: 'begin-again' });
  });

  test.each([
    ['another code', (query: string) => query.replace(/code=[^&]+/, 'code=stolen')],
    ['another state', (query: string) => query.replace(/state=[^&]+/, 'state=other')],
    [
      'another issuer',
      (query: string) => query.replace(/iss=[^&]+/, 'iss=https%3A%2F%2Fevil.example'),
    ],
    ['a refusal', () => 'error=access_denied'],
    ['nothing', () => ''],
  ])('with %s gets nothing', async (_what, change) => {
    const { state, query } = await come();
    const done = await finish({ state, query: change(query) });
    expect(done.status).toBeGreaterThanOrEqual(400);
    expect(done.refused).toMatch(/^provider-(refused|wrong)$/);
    expect(JSON.stringify(done.body)).not.toMatch('token');
  });
});

test('whoever an admin cut off gets nothing by signing in, nor by renewal', async () => {
  const first = await finish(await come());
  const admin = fixture.join(relay, 'workspace');
  await admin.synced;
  const cut = { by: 'Ada', atMs: Date.now(), reason: 'left the company' };
  revoke(admin.doc, { person: 'kim@example.org' }, cut);
  await until(async () => (await renew(first.body['renewal'])).refused === 'revoked');
  expect(await finish(await come())).toMatchObject({ status: 403, refused: 'revoked' });
  unrevoke(admin.doc, { person: 'kim@example.org' });
  revoke(admin.doc, { device: device.jkt }, cut);
  const laptop = await createTestDevice();
  await until(async () => (await finish(await come('kim', laptop), laptop)).status === 200);
  expect(await finish(await come())).toMatchObject({ status: 403, refused: 'revoked' });
});

test('the audit log says who got or did not get a token, and nothing that would let anybody in', async () => {
  const { flags, publicKey: key } = signInFlags(provider, fixture.folder());
  const keys = fixture.folder();
  writePublicKey(keys, key);
  const data = fixture.folder();
  const keyed = await fixture.start({ ...flags, data, keys });
  const at = `http://127.0.0.1:${keyed.port}`;
  provider.serve([`${at}/signed-in`]);
  const visitor = createVisitor(at);
  const done = await visitor.finish(await visitor.come('kim', device), device);
  provider.accounts.set('lee', { email: 'lee@example.org', name: 'Lee', groups: [] });
  await visitor.finish(await visitor.come('lee', device), device);
  await fixture.stop(keyed);
  const log = ['audit.jsonl', 'refused.jsonl']
    .map((file) => readFileSync(join(data, 'audit', file), 'utf8'))
    .join('');
  const lines = log
    .trim()
    .split('\n')
    .map((line): unknown => JSON.parse(line));
  const way = 'sign-in';
  expect(lines).toMatchObject([
    { what: 'issued', way, workspace: 'demo', person: 'kim@example.org', role: 'editor' },
    { what: 'refused', way, workspace: 'demo', device: device.jkt, reason: 'not-for-this' },
  ]);
  expect(log).not.toContain(String(done.body['token']).slice(-40));
});

describe('renewal', () => {
  test('asks the provider again, and follows what it says now', async () => {
    const first = await finish(await come());
    provider.accounts.set('kim', { email: 'kim@example.org', name: 'Kim S.', groups: ['staff'] });
    const second = await renew(first.body['renewal']);
    expect(second.status).toBe(200);
    expect(claimsOf(second)).toMatchObject({
      role: 'viewer',
      name: 'Kim S.',
      cnf: { jkt: device.jkt },
    });
    // The role has changed: another line in the workspace. Nothing has: the same.
    expect(claimsOf(second)?.jti).not.toBe(claimsOf(first)?.jti);
    const third = await renew(second.body['renewal']);
    expect(claimsOf(third)?.jti).toBe(claimsOf(second)?.jti);
  });

  test('shows nothing of the provider’s token, and is useless for others', async () => {
    const { body } = await finish(await come());
    const thief = await createTestDevice();
    expect(await renew(body['renewal'], thief)).toMatchObject({ status: 410 });
    expect(await renew('x'.repeat(80))).toMatchObject({ status: 410 });
    expect(await renew(body['renewal'], device, Date.now() - 120_000)).toMatchObject({
      status: 403,
      refused: 'bad-proof',
    });
  });

  test('ends with the account', async () => {
    const { body } = await finish(await come());
    provider.accounts.delete('kim');
    const answer = await renew(body['renewal']);
    expect(answer).toMatchObject({ status: 403, refused: 'provider-refused' });
  });

  test('is not promised where the provider does not allow it', async () => {
    provider.serve([`${url}/signed-in`], { refreshes: false });
    expect((await finish(await come())).body['renewal']).toBeUndefined();
  });
});

describe('without the provider', () => {
  test('a relay starts, and asks it nothing before somebody signs in', async () => {
    expect(provider.requests()).toBe(0);
    await provider.kill();
    const other = await fixture.start(flagsFor());
    expect((await fetch(`http://127.0.0.1:${other.port}/readyz`)).status).toBe(200);
    await fixture.stop(other);
  });

  test('it is said plainly, and goes on by itself once it is back', async () => {
    const { body } = await finish(await come());
    await provider.kill();
    const begun = await post('', { device: device.key });
    expect(begun).toMatchObject({ status: 503, refused: 'provider-unreachable' });
    expect(begun.body['detail']).toMatch('Example Login cannot be reached.');
    expect(await renew(body['renewal'])).toMatchObject({
      status: 503,
      refused: 'provider-unreachable',
    });
    await provider.restart();
    expect((await renew(body['renewal'])).status).toBe(200);
    expect((await finish(await come())).status).toBe(200);
  });
});

describe('pages', () => {
  test('of the relay hear what can be done', async () => {
    const answer = await fetch(`${url}/api/v1/demo/sign-in`);
    expect(await answer.json()).toEqual({ provider: 'Example Login', graceHours: 48 });
    expect((await fetch(`${url}/api/v1/other/sign-in`)).status).toBe(404);
  });

  test.each(['https://evil.example', 'null', 'http://127.0.0.1:1'])(
    'of %s begin nothing',
    async (origin) => {
      expect((await post('', { device: device.key }, { origin })).status).toBe(403);
    },
  );

  test('of the name that the relay is reached by begin, whatever it is called behind a proxy', async () => {
    const named = await fixture.start({ ...flagsFor(), publicUrl: 'https://ops.example.org' });
    const begin = async (origin: string): Promise<string | null> => {
      const answer = await fetch(`http://127.0.0.1:${named.port}/api/v1/demo/sign-in`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin },
        body: JSON.stringify({ device: device.key }),
      });
      const { address } = Object(await answer.json());
      return address === undefined ? null : new URL(address).searchParams.get('redirect_uri');
    };
    expect(await begin('https://ops.example.org')).toBe('https://ops.example.org/signed-in');
    expect(await begin('https://evil.example.org')).toBeNull();
    await fixture.stop(named);
  });

  test('send JSON with a device’s key and nothing else', async () => {
    const json = 'application/json';
    const status = async (body: unknown, type = json): Promise<number> =>
      (await post('', body, { 'content-type': type })).status;
    expect(await status({ device: device.key }, 'text/plain')).toBe(415);
    expect(await status({})).toBe(400);
    expect(await status({ device: { ...device.key, crv: 'P-384' } })).toBe(400);
    expect(await status({ device: device.key, padding: 'x'.repeat(70_000) })).toBe(413);
  });
});
