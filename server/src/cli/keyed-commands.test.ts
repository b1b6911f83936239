import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod/mini';
import { readInvitationFragment } from '@holdfast/shared/access/invitation';
import { checkInvitation } from '@holdfast/shared/access/invitation-check';
import { readInvited } from '@holdfast/shared/access/invited';
import { reachableHost } from '../access/keyed-fixture.ts';
import { until } from '../relay/relay-fixture.ts';
import type { Relay } from '../relay/relay.ts';
import { createCommandFixture, type Ran } from './command-fixture.ts';
import { openSession } from './session.ts';

/** Commands against two relays with keys, on an address that other machines reach. */
const fixture = createCommandFixture();
const { holdfast, put } = fixture;
let folder: string;
let relays: readonly Relay[];
let flags: readonly string[];

beforeEach(async () => {
  folder = fixture.begin();
  await holdfast('keys', 'create', '--workspace', 'demo');
  const [key = ''] = readdirSync(join(folder, '.holdfast/keys')).filter((name) =>
    name.endsWith('.pub.json'),
  );
  await holdfast('keys', 'trust', join('.holdfast/keys', key), '--keys', 'relay-keys');
  await issue('admin', 'Ada', 'ada');
  const first = await keyed('relay-a', []);
  const second = await keyed('relay-b', [String(first.address)]);
  relays = [first, second];
  flags = relays.flatMap(({ address }) => ['--relay', String(address)]);
});
afterEach(() => fixture.cleanUp());

const issue = (role: string, name: string, into: string): Promise<Ran> =>
  holdfast('token', 'issue', '--role', role, '--name', name, '--into', into);

async function keyed(name: string, peers: readonly string[]): Promise<Relay> {
  await issue('peer', name, name);
  const data = join(folder, 'data', name);
  mkdirSync(data, { recursive: true });
  return fixture.start({
    ...{ name, data, peers },
    listen: `${reachableHost()}:0`,
    behindProxy: 'on',
    drainDelayMs: '0',
    keys: join(folder, 'relay-keys'),
    credentials: join(folder, name),
  });
}

/** A command at one of the relays, or at both, as somebody. */
const as = (who: string, ...args: string[]): Promise<Ran> =>
  holdfast(...args, ...flags, '--workspace', 'demo', '--credentials', who);

const at = (n: number): readonly string[] => flags.slice(2 * n, 2 * n + 2);

const auditSchema = z.looseObject({ what: z.string(), person: z.optional(z.string()) });

/** What the relays' audit logs say, as lines of text. */
function auditOf(name: string): readonly z.infer<typeof auditSchema>[] {
  const lines = readFileSync(join(folder, 'data', name, 'audit/audit.jsonl'), 'utf8').trim();
  return lines.split('\n').map((line) => auditSchema.parse(JSON.parse(line)));
}

async function inviteTo(who: string, ...args: string[]): Promise<Ran> {
  const invited = await holdfast('invite', '--name', who, ...args, ...flags, '--no-qr');
  return holdfast('token', 'use', invited.data.trim(), '--credentials', who);
}

test('relays with keys let in commands that show who they are, and no others', async () => {
  put('team/a.md', '# A\n');
  const stranger = await holdfast('list', 'documents', ...flags);
  expect(stranger).toMatchObject({ exitCode: 1, data: '' });
  expect(stranger.messages).toMatch('No relay lets this command in.');
  expect(stranger.messages).toMatch('--credentials DIR');
  const imported = await as('ada', 'import', 'runbooks', join(folder, 'team'));
  expect(imported.exitCode).toBe(0);
  await until(async () => (await as('ada', 'status')).data.includes('has everything'));
  expect((await as('ada', 'list', 'runbooks')).data).toMatch('runbook:');
  const doctor = JSON.parse((await as('ada', 'doctor', '--json')).data);
  const ids = z.object({ findings: z.array(z.object({ id: z.string() })) }).parse(doctor);
  expect(ids.findings.map(({ id }) => id)).not.toContain('no-keys');
  expect(ids.findings.map(({ id }) => id)).not.toContain('not-examined');
});

test('an invitation that an admin makes is on the list, and let in by any relay', async () => {
  const made = await as('ada', 'invite', '--role', 'responder', '--name', 'Bob', '--no-qr');
  expect(made.exitCode).toBe(0);
  const link = readInvitationFragment(new URL(made.data.trim()).hash);
  if (link === undefined) throw new Error('no invitation');
  expect(await checkInvitation(link, undefined)).toBe('genuine');
  expect(await checkInvitation({ ...link, issuer: link.root ?? '' }, undefined)).toBe('forged');
  await holdfast('token', 'use', made.data.trim(), '--credentials', 'bob');
  // Asking over HTTP accepts nothing, and says what does.
  const early = await as('bob', 'status');
  expect(early).toMatchObject({ exitCode: 1 });
  expect(early.data).toMatch('run holdfast list documents first');
  const came = await as('bob', 'list', 'documents');
  expect(came).toMatchObject({ exitCode: 0, data: expect.stringContaining('workspace') });
  expect((await as('bob', 'status')).exitCode).toBe(0);
  // Seven days were for accepting it.
  expect((await as('bob', 'doctor')).data).not.toMatch('ends in');
  const session = await openSession({
    relays: relays.map(({ address }) => String(address)),
    workspace: 'demo',
    credentials: join(folder, 'bob'),
  });
  const doc = await session.read('workspace');
  await session.close();
  const listed = doc === undefined ? [] : [...readInvited(doc).values()];
  expect(listed).toMatchObject([{ by: 'Ada', claims: { sub: 'bob', role: 'responder' } }]);
  // Whoever was let in by an admin's device is out together with it.
  const revoke = ['token', 'revoke', '--person', 'ada', '--reason', 'left'];
  expect((await as('ada', ...revoke)).messages).toMatch('Come as another admin');
  await issue('admin', 'Grace', 'grace');
  expect((await as('grace', ...revoke)).exitCode).toBe(0);
  await until(async () => {
    const ran = await as('bob', 'list', 'documents');
    return ran.messages.includes('revoked');
  });
});

test('an invited viewer reads, writes nothing, and is out once an admin says so', async () => {
  put('team/a.md', '# A\n');
  await as('ada', 'import', 'runbooks', join(folder, 'team'));
  await inviteTo('eve', '--role', 'viewer');
  expect((await as('eve', 'list', 'runbooks')).exitCode).toBe(0);
  put('more/b.md', '# B\n');
  const refused = await as('eve', 'import', 'runbooks', join(folder, 'more'));
  expect(refused.exitCode).toBe(1);
  expect(refused.messages).toMatch('not-allowed');
  expect((await as('ada', 'list', 'runbooks')).data).not.toMatch(/^B /m);

  const [first, second] = [at(0), at(1)];
  const revoked = await holdfast(
    ...['token', 'revoke', '--person', 'eve', '--reason', 'left', '--credentials', 'ada'],
    ...first,
  );
  expect(revoked).toMatchObject({ exitCode: 0, data: 'The person eve is cut off.\n' });
  await until(async () => {
    const ran = await holdfast('list', 'runbooks', '--credentials', 'eve', ...second);
    return ran.messages.includes('revoked');
  });
});

test('sealed access works once, for its hours, and leaves its marks on all relays', async () => {
  const sealed = await holdfast(
    ...['invite', '--break-glass', '--life', '1h', '--role', 'admin', '--name', 'Night'],
    ...flags,
    '--no-qr',
  );
  const link = sealed.data.trim();
  const nameless = await holdfast('token', 'use', link, '--credentials', 'night');
  expect(nameless.exitCode).toBe(1);
  expect(nameless.messages).toMatch('give your name with --who');
  await holdfast('token', 'use', link, '--credentials', 'night', '--who', 'Nora Lind');
  const used = await holdfast('list', 'documents', '--credentials', 'night', ...at(0));
  expect(used.exitCode).toBe(0);
  for (const name of ['relay-a', 'relay-b']) {
    await until(() =>
      Promise.resolve(
        auditOf(name).some(({ what, person }) => what === 'break-glass' && person === 'night'),
      ),
    );
    expect(auditOf(name).filter(({ what }) => what === 'break-glass')).toHaveLength(1);
  }
  const doctor = await as('ada', 'doctor');
  expect(doctor.data).toMatch('Sealed access of Night is open');

  await holdfast('token', 'use', link, '--credentials', 'thief', '--who', 'Thief');
  const second = await holdfast('list', 'documents', '--credentials', 'thief', ...at(1));
  expect(second.exitCode).toBe(1);
  expect(second.messages).toMatch('other-device');
  const invited = await as('night', 'invite', '--role', 'viewer', '--name', 'x');
  expect(invited.exitCode).toBe(1);
  // The secret of the link is on no disk of a relay.
  const secret = link.split('~')[2] ?? '';
  expect(secret).toHaveLength(128);
  for (const name of ['relay-a', 'relay-b']) {
    for (const file of readdirSync(join(folder, 'data', name), {
      recursive: true,
      withFileTypes: true,
    })) {
      if (!file.isFile()) continue;
      expect(readFileSync(join(file.parentPath, file.name), 'latin1')).not.toContain(secret);
    }
  }
});
