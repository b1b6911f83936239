import { createECDH } from 'node:crypto';
import { readdirSync, readFileSync, statSync, chmodSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readClaims } from '@holdfast/shared/access/claims';
import { checkToken } from '@holdfast/shared/access/check-token';
import { thumbprintOf } from '@holdfast/shared/access/device-key';
import { checkInvitation } from '@holdfast/shared/access/invitation-check';
import { readInvitationFragment } from '@holdfast/shared/access/invitation';
import { checkWipeOrder, wipeOrderFor } from '@holdfast/shared/access/wipe-order';
import {
  acceptDevice,
  noAccess,
  readWorkspaceAccess,
} from '@holdfast/shared/access/workspace-access';
import { readKeys } from '../access/key-files.ts';
import { readCredentials } from '../access/credentials.ts';
import { openTrustedKeys } from '../access/trusted-keys.ts';
import { createCommandFixture } from './command-fixture.ts';
import { openSession } from './session.ts';

const fixture = createCommandFixture();
const { holdfast, put } = fixture;
let folder: string;
beforeEach(() => {
  folder = fixture.begin();
});
afterEach(() => fixture.cleanUp());

const keysFolder = (): string => join(folder, '.holdfast/keys');
const createKey = () => holdfast('keys', 'create', '--workspace', 'demo');

function keyFiles(ending: string, where = keysFolder()): readonly string[] {
  return readdirSync(where)
    .filter((name) => name.endsWith(ending))
    .map((name) => join(where, name));
}

/** Whether a relay that trusts the keys in a folder takes a token. */
async function verdictOf(token: string, where = keysFolder()): Promise<string> {
  const keys = openTrustedKeys(where);
  const checked = await checkToken({
    token,
    keys: keys.current(),
    workspace: 'demo',
    nowMs: Date.now(),
    access: noAccess,
  });
  keys.close();
  return checked.ok ? 'ok' : checked.reason;
}

describe('keys', () => {
  test('are made once for a workspace, and say what is to be done with them', async () => {
    const created = await createKey();
    expect(created.exitCode).toBe(0);
    expect(created.messages).toMatch('start each with --keys FOLDER');
    const [secret = ''] = keyFiles('.key.json');
    expect(statSync(secret).mode & 0o777).toBe(0o600);
    expect(created.data + created.messages).not.toContain(
      String(JSON.parse(readFileSync(secret, 'utf8')).d),
    );
    const again = await createKey();
    expect(again).toMatchObject({ exitCode: 1, data: '' });
    expect(again.messages).toMatch('holdfast keys rotate');
    expect((await holdfast('keys', 'list')).data).toMatch(
      /demo +trusted +made .* +no end +can sign here/,
    );
  });

  test('are rotated with an overlap in which both are good', async () => {
    await createKey();
    const issue = [
      'token',
      'issue',
      '--role',
      'editor',
      '--name',
      'Ada',
      '--device',
      'A'.repeat(43),
    ];
    const old = (await holdfast(...issue)).data.trim();
    const rotated = await holdfast('keys', 'rotate', '--workspace', 'demo', '--overlap', '14d');
    expect(rotated.exitCode).toBe(0);
    for (const file of keyFiles('.pub.json')) expect(rotated.messages).toContain(file);
    const young = (await holdfast(...issue)).data.trim();
    expect(young.split('.')[0]).not.toBe(old.split('.')[0]);
    expect([await verdictOf(old), await verdictOf(young)]).toEqual(['ok', 'ok']);
    const listed: unknown = JSON.parse((await holdfast('keys', 'list', '--json')).data);
    expect(listed).toMatchObject({ keys: [{ signsHere: true }, { until: expect.any(String) }] });
    const hasty = await holdfast('keys', 'rotate', '--workspace', 'other');
    expect(hasty.messages).toMatch('Make the first one: holdfast keys create');
  });

  test('are trusted by their public half alone', async () => {
    await createKey();
    const [secret = ''] = keyFiles('.key.json');
    const [open = ''] = keyFiles('.pub.json');
    const relayKeys = join(folder, 'relay-keys');
    const refused = await holdfast('keys', 'trust', secret, '--keys', relayKeys);
    expect(refused).toMatchObject({ exitCode: 2, data: '' });
    expect((await holdfast('keys', 'trust', open, '--keys', relayKeys)).exitCode).toBe(0);
    expect(keyFiles('.json', relayKeys)).toHaveLength(1);
    put('x.pub.json', '{}');
    const odd = await holdfast('keys', 'trust', 'x.pub.json', '--keys', relayKeys);
    expect(odd.messages).toMatch('holds no key that signs tokens');
  });

  test.skipIf(process.platform === 'win32')('that others can read are told', async () => {
    await createKey();
    const [secret = ''] = keyFiles('.key.json');
    chmodSync(secret, 0o644);
    const listed = await holdfast('keys', 'list');
    expect(listed.exitCode).toBe(3);
    expect(listed.messages).toMatch(`Run: chmod 600 ${secret}`);
  });
});

describe('tokens', () => {
  test('are issued for this machine and looked into', async () => {
    await createKey();
    const issued = await holdfast(
      ...['token', 'issue', '--role', 'admin', '--name', 'Ada Lovelace', '--into', 'me'],
    );
    expect(issued).toMatchObject({ exitCode: 0, data: '' });
    const { token, signer } = await readCredentials(join(folder, 'me'), 'demo');
    expect(readClaims(token)).toMatchObject({ sub: 'ada-lovelace', role: 'admin', kind: 'device' });
    expect(signer.key.crv).toBe('P-256');
    const inspected = await holdfast('token', 'inspect', token);
    expect(inspected.exitCode).toBe(0);
    expect(inspected.data).toMatch(/for +Ada Lovelace \(ada-lovelace\)\nrole +admin/);
    expect(inspected.data).toMatch(/result +good, unless it was revoked/);
    put('token.txt', `${token}\n`);
    expect((await holdfast('token', 'inspect', 'token.txt')).exitCode).toBe(0);

    await holdfast('keys', 'create', '--workspace', 'demo', '--dir', 'others');
    const foreign = await holdfast('token', 'inspect', token, '--keys', 'others', '--json');
    expect(foreign.exitCode).toBe(3);
    expect(JSON.parse(foreign.data)).toMatchObject({ result: 'unknown-key', role: 'admin' });
  });

  test('of machines are bound to a key that was made there', async () => {
    await createKey();
    const device = (await holdfast('keys', 'device', '--credentials', 'there')).data.trim();
    expect((await holdfast('keys', 'device', '--credentials', 'there')).data.trim()).toBe(device);
    const issued = await holdfast(
      ...['token', 'issue', '--role', 'peer', '--name', 'relay-b', '--device', device],
    );
    const token = issued.data.trim();
    expect(readClaims(token)).toMatchObject({ sub: 'relay-b', role: 'peer', kind: 'machine' });
    const used = await holdfast('token', 'use', token, '--credentials', 'there');
    expect(used.exitCode).toBe(0);
    expect((await readCredentials(join(folder, 'there'), 'demo')).token).toBe(token);
    const elsewhere = await holdfast('token', 'use', token, '--credentials', 'elsewhere');
    expect(elsewhere.exitCode).toBe(1);
    expect(elsewhere.messages).toMatch('for another device');
  });
});

test('tools that cannot sign get a line with the key in it', async () => {
  await createKey();
  const issued = await holdfast('token', 'issue', '--role', 'webhook', '--name', 'Alertmanager');
  const [token = '', d = ''] = issued.data.trim().split('~');
  expect(await verdictOf(token)).toBe('ok');
  const ecdh = createECDH('prime256v1');
  ecdh.setPrivateKey(Buffer.from(d, 'base64url'));
  const point = ecdh.getPublicKey();
  const part = (from: number) => point.subarray(from, from + 32).toString('base64url');
  const jkt = thumbprintOf({ kty: 'EC', crv: 'P-256', x: part(1), y: part(33) });
  expect(readClaims(token)).toMatchObject({ kind: 'machine', role: 'webhook', cnf: { jkt } });
  expect(issued.messages).toMatch('it is a secret');
  expect(issued.messages).not.toContain(d);
});

describe('invitations', () => {
  const invite = (...more: string[]) =>
    holdfast(
      ...['invite', '--role', 'responder', '--name', 'Bob', ...more],
      ...['--relay', 'https://a.example', '--relay', 'https://b.example'],
    );

  test('are links with the secret behind the #, and are accepted by a command line', async () => {
    await createKey();
    const { data, messages, exitCode } = await invite();
    expect(exitCode).toBe(0);
    const link = new URL(data.trim());
    expect(`${link.origin}${link.pathname}${link.search}`).toBe('https://a.example/join');
    const invitation = readInvitationFragment(link.hash);
    expect(invitation?.relays).toEqual(['wss://a.example', 'wss://b.example']);
    expect(await verdictOf(invitation?.token ?? '')).toBe('ok');
    expect(messages).toMatch(/[█▀▄]{10}/);
    expect(messages).not.toContain(invitation?.key.d);
    const used = await holdfast('token', 'use', data.trim(), '--credentials', 'me');
    expect(used.data).toMatch('lets Bob in as responder of workspace demo');
    const credentials = await readCredentials(join(folder, 'me'), 'demo');
    expect(credentials.acceptance).toHaveLength(137);
    const looked = await holdfast('token', 'inspect', data.trim());
    expect(looked.data).toMatch(/relays +wss:\/\/a\.example, wss:\/\/b\.example/);
    expect(looked.data).toMatch(/then good for +365 days/);
  });

  test('prove what key stands behind them, also to whoever goes by the key before it', async () => {
    await createKey();
    const [first] = readKeys(keysFolder()).trusted;
    await holdfast('keys', 'rotate', '--workspace', 'demo');
    const { data } = await invite();
    const invitation = readInvitationFragment(new URL(data.trim()).hash);
    if (invitation === undefined) throw new Error('no invitation');
    expect(await checkInvitation(invitation, first?.kid)).toBe('genuine');
    expect(await checkInvitation(invitation, 'A'.repeat(43))).toBe('other-key');
  });

  test('that were changed are not accepted', async () => {
    await createKey();
    const { data } = await invite();
    const [, , , token = ''] = data.trim().split('~');
    const changed = data.trim().replace(token, `${token.slice(0, -8)}AAAAAAAA`);
    const used = await holdfast('token', 'use', changed, '--credentials', 'me');
    expect(used.exitCode).toBe(1);
    expect(used.messages).toMatch('not a genuine invitation');
  });

  test('for an emergency are printed, not shown', async () => {
    await createKey();
    const sealed = await invite('--break-glass', '--life', '4h', '--sheet', 'sealed.html');
    expect(sealed.exitCode).toBe(0);
    const page = readFileSync(join(folder, 'sealed.html'), 'utf8');
    expect(statSync(join(folder, 'sealed.html')).mode & 0o777).toBe(0o600);
    const fragment = /<code>[^#]+#([^<]+)<\/code>/.exec(page)?.[1] ?? '';
    const claims = readClaims(readInvitationFragment(fragment)?.token ?? '');
    expect(claims).toMatchObject({ kind: 'break-glass', role: 'responder', life: 4 * 3600 });
    expect(page).toMatch('<svg');
    // In readable form: whoever has only the paper may have to type one.
    for (const relay of readInvitationFragment(fragment)?.relays ?? [])
      expect(page).toContain(`<li>${relay.replace(/^ws/, 'http')}</li>`);
    expect(sealed.data + sealed.messages).not.toContain(fragment);
    expect(sealed.messages).toMatch('Everybody in the workspace sees when it is opened');
  });

  test('are made by an admin without a key of the workspace, and by nobody else', async () => {
    await createKey();
    for (const role of ['admin', 'editor'])
      await holdfast('token', 'issue', '--role', role, '--name', role, '--into', role);
    const nowhere = ['--name', 'Bob', '--role', 'viewer', '--relay', 'http://127.0.0.1:9'];
    const made = await holdfast('invite', ...nowhere, '--credentials', 'admin', '--json');
    expect(made.messages).toMatch('could not be put on the list');
    const { link } = JSON.parse(made.data);
    const invitation = readInvitationFragment(new URL(String(link)).hash);
    const via = readClaims(invitation?.token ?? '')?.via ?? '';
    expect(readClaims(via)).toMatchObject({ sub: 'admin', role: 'admin' });
    const long = await invite('--credentials', 'admin', '--life', '400d');
    expect(long).toMatchObject({ exitCode: 2, data: '' });
    expect(long.messages).toMatch('400 days at most');
    const refused = await invite('--credentials', 'editor');
    expect(refused).toMatchObject({ exitCode: 1, data: '' });
    expect(refused.messages).toMatch("is no admin's own token");
  });
});

test('what is cut off is written into the workspace, and can be let in again', async () => {
  const { address } = await fixture.start();
  const url = String(address);
  const revoked = async () => {
    const session = await openSession({ relays: [url], workspace: 'demo' });
    const doc = await session.read('workspace');
    await session.close();
    return doc === undefined ? [] : [...readWorkspaceAccess(doc).revoked];
  };
  const revoke = ['token', 'revoke', '--person', 'bob', '--relay', url];
  const cut = await holdfast(...revoke, '--reason', 'left');
  expect(cut).toMatchObject({ exitCode: 0, data: 'The person bob is cut off.\n' });
  expect(cut.messages).toMatch('one that is cut off when it is reachable again');
  expect(await revoked()).toEqual([
    ['person:bob', expect.objectContaining({ reason: 'left', wipe: false })],
  ]);
  expect((await holdfast(...revoke, '--undo')).data).toBe('The person bob is let in again.\n');
  expect(await revoked()).toEqual([]);
  expect((await holdfast(...revoke, '--undo')).messages).toMatch('it was so already');
});

test('who lets a person in again is told which of their devices and tokens stay cut off', async () => {
  const { address } = await fixture.start();
  const url = String(address);
  await createKey();
  for (const into of ['bob', 'eve'])
    await holdfast('token', 'issue', '--role', 'editor', '--name', into, '--into', into);
  const revoke = ['token', 'revoke', '--relay', url, '--workspace', 'demo'];
  const devices: string[] = [];
  const session = await openSession({ relays: [url], workspace: 'demo' });
  for (const into of ['bob', 'eve']) {
    const { signer, token } = await readCredentials(join(folder, into), 'demo');
    const known = { token, device: signer.key, label: `Phone of ${into}`, atMs: Date.now() };
    const id = readClaims(token)?.jti ?? '';
    await session.change('workspace', (doc) => acceptDevice(doc, id, known).ok);
    devices.push(thumbprintOf(signer.key));
  }
  await session.saved();
  await session.close();
  const [bobs = '', eves = ''] = devices;
  for (const thing of [
    ['--device', bobs],
    ['--device', eves],
    ['--person', 'bob'],
  ])
    expect((await holdfast(...revoke, ...thing)).exitCode).toBe(0);
  const first = await holdfast(...revoke, '--person', 'bob', '--undo');
  expect(first.data).toBe('The person bob is let in again.\n');
  expect(first.messages).toMatch('still cut off by themselves: 1 device or token.');
  expect(first.messages).toMatch(`--device ${bobs} (Phone of bob)\n`);
  expect(first.messages).not.toMatch(eves);
  const asJson = await holdfast(...revoke, '--person', 'bob', '--undo', '--json');
  expect(JSON.parse(asJson.data)).toMatchObject({ stillCutOff: [{ kind: 'device', id: bobs }] });
  await holdfast(...revoke, '--device', bobs, '--undo');
  const last = await holdfast(...revoke, '--person', 'bob', '--undo');
  expect(last.messages).not.toMatch('still cut off');
});

test('a device that is cut off can be ordered to delete its copy, by an admin', async () => {
  const { address } = await fixture.start();
  const url = String(address);
  await createKey();
  await holdfast('token', 'issue', '--role', 'admin', '--name', 'Ada', '--into', 'ada');
  await holdfast('token', 'issue', '--role', 'editor', '--name', 'Bob', '--into', 'bob');
  const { signer, token } = await readCredentials(join(folder, 'bob'), 'demo');
  const device = thumbprintOf(signer.key);
  const wipe = ['token', 'revoke', '--wipe', '--relay', url, '--workspace', 'demo'];
  for (const args of [
    ['--device', device],
    ['--person', 'bob', '--credentials', 'ada'],
  ]) {
    expect(await holdfast(...wipe, ...args)).toMatchObject({ exitCode: 2, data: '' });
  }
  const session = await openSession({ relays: [url], workspace: 'demo' });
  // As a relay with keys does when she comes for the first time.
  const ada = await readCredentials(join(folder, 'ada'), 'demo');
  const known = { token: ada.token, device: ada.signer.key, label: '', atMs: Date.now() };
  const id = readClaims(ada.token)?.jti ?? '';
  await session.change('workspace', (one) => acceptDevice(one, id, known).ok);
  await session.saved();
  const cut = await holdfast(...wipe, '--device', device, '--credentials', 'ada');
  expect(cut.exitCode).toBe(0);
  await session.close();
  const after = await openSession({ relays: [url], workspace: 'demo' });
  const doc = await after.read('workspace');
  await after.close();
  const access = doc === undefined ? noAccess : readWorkspaceAccess(doc);
  const keys = openTrustedKeys(keysFolder());
  const sent = wipeOrderFor(access, device, keys.current()) ?? '';
  keys.close();
  expect(access.revoked.get(`device:${device}`)).toMatchObject({ wipe: true });
  expect(
    await checkWipeOrder(sent, { workspace: 'demo', device, token, nowMs: Date.now() }),
  ).toMatchObject({
    by: 'Ada',
  });
});

test.each([
  [['keys', 'device'], 2, '--credentials DIR'],
  [['keys', 'list'], 1, 'There is no folder'],
  [['keys', 'rotate', '--overlap', 'soon'], 2, 'is a time such as 90m'],
  [['token', 'issue', '--role', 'owner', '--name', 'x'], 2, 'Roles: viewer'],
  [['token', 'issue', '--role', 'editor', '--name', ' '], 2, '--name is a line'],
  [['token', 'issue', '--role', 'editor', '--name', 'x'], 2, 'Say whose token it is'],
  [
    ['token', 'issue', '--role', 'editor', '--name', 'x', '--into', 'me'],
    1,
    'holdfast keys create',
  ],
  [['token', 'issue', '--role', 'editor', '--name', 'x', '--document', 'a b'], 2, 'document name'],
  [['token', 'inspect', 'nothing'], 2, 'neither a token'],
  [['token', 'inspect', 'http://a/join#1~demo'], 2, 'neither a token'],
  [['token', 'use', 'nothing'], 2, '--credentials DIR'],
  [['token', 'revoke'], 2, 'Say what is cut off'],
  [['token', 'revoke', '--token', 'a', '--person', 'b'], 2, 'cannot be used with'],
  [['invite', '--role', 'peer', '--name', 'x'], 2, 'is a machine'],
  [['invite', '--role', 'editor', '--name', 'x'], 1, 'holdfast keys create'],
])('what goes wrong is said with what to do next: %j', async (args, exitCode, text) => {
  const ran = await holdfast(...args);
  expect(ran).toMatchObject({ exitCode, data: '' });
  expect(ran.messages).toMatch(text);
});
