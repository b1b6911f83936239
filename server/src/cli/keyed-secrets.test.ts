import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import * as Y from 'yjs';
import { z } from 'zod/mini';
import { readClaims } from '@holdfast/shared/access/claims';
import { thumbprintOf } from '@holdfast/shared/access/device-key';
import { signMadeEntries } from '@holdfast/shared/access/entry-signature';
import { readInvitationFragment } from '@holdfast/shared/access/invitation';
import { signRequest } from '@holdfast/shared/access/request-proof';
import { declareIncident } from '@holdfast/shared/model/incident-say';
import { person } from '@holdfast/shared/model/run-fixture';
import { readCredentials } from '../access/credentials.ts';
import { reachableHost } from '../access/keyed-fixture.ts';
import { loadConfig } from '../config.ts';
import { type Relay, startRelay } from '../relay/relay.ts';
import { createCommandFixture, type Ran } from './command-fixture.ts';
import { openSession } from './session.ts';

/** What leaves a workspace with keys, searched for what lets people in. */
const fixture = createCommandFixture();
const { holdfast } = fixture;
let folder: string;
let relay: Relay;
const logged: string[] = [];

beforeEach(async () => {
  folder = fixture.begin();
  logged.length = 0;
  await holdfast('keys', 'create', '--workspace', 'demo');
  const keys = join(folder, '.holdfast/keys');
  const [key = ''] = readdirSync(keys).filter((name) => name.endsWith('.pub.json'));
  await holdfast('keys', 'trust', join(keys, key), '--keys', 'relay-keys');
  await holdfast('token', 'issue', '--role', 'peer', '--name', 'one', '--into', 'one');
  await holdfast('token', 'issue', '--role', 'admin', '--name', 'Ada', '--into', 'ada');
  const data = join(folder, 'data');
  mkdirSync(data);
  const loaded = loadConfig(
    {
      ...{ name: 'one', data, behindProxy: 'on', drainDelayMs: '0' },
      listen: `${reachableHost()}:0`,
      keys: join(folder, 'relay-keys'),
      credentials: join(folder, 'one'),
    },
    {},
  );
  if (!loaded.ok) throw new Error(loaded.problems.join('\n'));
  relay = await startRelay({
    config: loaded.config,
    appFolder: join(folder, 'no-app'),
    version: '0.0.0',
    log: pino({ level: 'trace' }, { write: (line: string) => void logged.push(line) }),
    onLost: () => undefined,
  });
});
afterEach(async () => {
  await relay.stop();
  await fixture.cleanUp();
});

async function ada(...args: string[]): Promise<Ran> {
  const ran = await holdfast(...args, '--relay', String(relay.address), '--credentials', 'ada');
  expect(ran.exitCode, `${args.join(' ')}: ${ran.messages}`).not.toBe(1);
  return ran;
}

const secretFileSchema = z.object({ d: z.string() });
const tokenFileSchema = z.object({ token: z.string(), acceptance: z.optional(z.string()) });

/** Signatures of a token, of the one that it was issued by, too. */
function signaturesOf(token: string): readonly string[] {
  const [, payload = '', signature = ''] = token.split('.');
  const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString());
  const { via } = z.object({ via: z.optional(z.string()) }).parse(claims);
  return [signature, ...(via === undefined ? [] : signaturesOf(via))];
}

function secretsOfFile(path: string): readonly string[] {
  const json: unknown = JSON.parse(readFileSync(path, 'utf8'));
  if (path.endsWith('.key.json')) return [secretFileSchema.parse(json).d];
  const { token, acceptance } = tokenFileSchema.parse(json);
  return [...signaturesOf(token), ...(acceptance === undefined ? [] : [acceptance])];
}

/** What is behind the `#`, and what it is made of. */
function secretsOfLink(link: string): readonly string[] {
  const fragment = link.slice(link.indexOf('#') + 1);
  const read = readInvitationFragment(fragment);
  if (read === undefined) throw new Error(`no invitation: ${link}`);
  return [fragment, read.key.d, ...signaturesOf(read.token)];
}

/** An incident that Ada declared on her device, with her signature under it. */
async function declareSigned(): Promise<string> {
  const { signer, token } = await readCredentials(join(folder, 'ada'), 'demo');
  const made = new Map<string, string>();
  const doc = new Y.Doc();
  const context = person('Ada', Date.now());
  declareIncident(
    doc,
    { title: 'Checkout is slow', severity: 2, note: 'Seen at noon' },
    {
      ...context,
      actor: { ...context.actor, person: readClaims(token)?.sub ?? '' },
      made: (_entries, { id, hash }) => made.set(id, hash),
    },
  );
  const place = { workspace: 'demo', document: 'incident:signed' };
  const sign = { jkt: thumbprintOf(signer.key), sign: (text: string) => signer.sign(text) };
  await signMadeEntries(doc, made, place, sign);
  const session = await openSession({
    ...{ relays: [String(relay.address)], workspace: 'demo' },
    credentials: join(folder, 'ada'),
  });
  await session.change(place.document, (there) => {
    Y.applyUpdate(there, Y.encodeStateAsUpdate(doc));
    return true;
  });
  await session.saved();
  await session.close();
  return place.document;
}

/** Asks the relay over HTTP as Ada; also the proof that went with it. */
async function ask(path: string): Promise<{ readonly text: string; readonly proof: string }> {
  const url = new URL(path, String(relay.address).replace(/^ws/, 'http'));
  const as = await readCredentials(join(folder, 'ada'), 'demo');
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('base64url');
  const headers = await signRequest({ method: 'GET', path, audience: url.host }, as, {
    nowMs: Date.now(),
    nonce,
  });
  const answer = await fetch(url, { headers });
  expect(answer.status, path).toBe(200);
  return { text: await answer.text(), proof: headers['holdfast-proof'].split('.').at(-1) ?? '' };
}

test('no export, listing, status, metric or log has a signature of a token, a key, a word of an invitation or a proof', async () => {
  await ada('import', 'demo');
  const invited = (await ada('invite', '--role', 'editor', '--name', 'Bob', '--no-qr')).data.trim();
  await holdfast('token', 'use', invited, '--credentials', 'bob');
  const asBob = ['--relay', String(relay.address), '--credentials', 'bob'];
  expect((await holdfast('list', 'runbooks', ...asBob)).exitCode).toBe(0);
  const open = (await ada('invite', '--role', 'viewer', '--name', 'Eve', '--no-qr')).data.trim();
  const sealed = await ada(
    ...['invite', '--break-glass', '--life', '1h', '--role', 'admin', '--name', 'Night', '--no-qr'],
  );
  const tool = await holdfast('token', 'issue', '--role', 'export', '--name', 'Prometheus');
  await ada('token', 'revoke', '--person', 'eve', '--reason', 'never came');

  const texts = new Map<string, string>();
  const keep = async (...args: string[]): Promise<void> => {
    const { data, messages } = await ada(...args);
    texts.set(args.join(' '), data + messages);
  };
  const incident = await declareSigned();
  await keep('list', 'documents', '--json');
  await keep('list', 'workspace', '--json');
  await keep('status', '--json');
  await keep('doctor', '--json');
  await keep('review', '--json', '--seconds', '1');
  await keep('find', 'failover', '--json');
  await keep('export', incident, '--out', '-', '--format', 'markdown');
  await keep('export', incident, '--out', '-', '--format', 'json');
  for (const format of ['yaml', 'backstage', 'mef', 'mermaid'])
    await keep('export', 'map', '--out', '-', '--format', format);
  for (const format of ['csv', 'json']) await keep('drills', 'export', '--format', format);
  await ada('export', '--out', join(folder, 'out/runbooks'));
  await ada('bundle', '--out', join(folder, 'out/bundle.html'));
  await ada('plans', 'calendar', '--ics', join(folder, 'out/calendar.ics'));
  for (const [name, text] of Object.entries(fixture.filesBelow('out'))) texts.set(name, text);

  const proofs: string[] = [];
  for (const path of [
    ...['/api/v1/demo/status', '/api/v1/workspaces', '/api/v1/demo/audit', '/metrics'],
    ...['/calendar/demo.ics', '/bootstrap.json', '/version', '/readyz?verbose'],
  ]) {
    const { text, proof } = await ask(path);
    texts.set(path, text);
    proofs.push(proof);
  }
  texts.set('log', logged.join(''));
  for (const file of readdirSync(join(folder, 'data/audit')))
    texts.set(file, readFileSync(join(folder, 'data/audit', file), 'utf8'));

  const files = ['.holdfast/keys', 'one', 'ada', 'bob'].flatMap((name) =>
    readdirSync(join(folder, name))
      .filter((file) => !/\.(pub|relays)\.json$/u.test(file))
      .map((file) => join(folder, name, file)),
  );
  const [bearer = '', toolKey = ''] = tool.data.trim().split('~');
  const secrets = [
    ...files.flatMap(secretsOfFile),
    ...[invited, open, sealed.data.trim()].flatMap(secretsOfLink),
    ...[...signaturesOf(bearer), toolKey],
    ...proofs,
  ];
  expect(new Set(secrets).size).toBeGreaterThan(20);
  expect(secrets.filter((secret) => secret.length < 43)).toEqual([]);
  const found = [...texts].flatMap(([name, text]) =>
    secrets.some((secret) => text.includes(secret)) ? [name] : [],
  );
  expect(found).toEqual([]);
  // They did hold what was made and asked for.
  expect(texts.get(`export ${incident} --out - --format json`)).toContain('Seen at noon');
  expect(texts.get('/api/v1/demo/audit')).toContain('accepted');
  expect(texts.get('/api/v1/demo/audit')).toMatch(/"what":"issued".*"kind":"break-glass"/);
  expect(texts.get('noted-demo.json')).toContain('revoked/person:eve');
  for (const name of ['audit.jsonl', 'noted-demo.json'])
    expect(texts.get(name)).not.toContain('never came');
  expect(texts.get('bundle.html')).toContain('Holdfast');
  expect(texts.get('calendar.ics')).toContain('VEVENT');
}, 120_000);
