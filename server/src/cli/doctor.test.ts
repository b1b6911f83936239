import { mkdirSync, readdirSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod/mini';
import { bundleFileName } from '@holdfast/shared/bundle/bundle-file-name';
import type { WorkspaceStatus } from '../status.ts';
import { createCommandFixture } from './command-fixture.ts';
import {
  endingFindings,
  listeningFindings,
  relayFindings,
  type RelayFacts,
} from './doctor-findings.ts';

const status: WorkspaceStatus = {
  workspace: 'demo',
  relay: { name: 'a', storeId: 's', version: '1', insecure: false },
  documents: 1,
  storeBytes: 1,
  durable: {},
  damagedRecords: 0,
  devices: 0,
  peers: [],
};

function relay(url: string, change: Partial<RelayFacts> = {}): RelayFacts {
  return {
    url,
    version: '1',
    skewMs: 0,
    isOpen: false,
    status,
    region: url,
    provider: url,
    ...change,
  };
}

const a = 'wss://a.example';
const b = 'wss://b.example';
const ids = (relays: readonly RelayFacts[], known = relays.map(({ url }) => url)) =>
  relayFindings(relays, known).map(({ id }) => id);

describe('of relays', () => {
  test('two that stand apart and have keys and TLS are in order', () => {
    expect(relayFindings([relay(a), relay(b)], [a, b])).toEqual([]);
  });

  const peer: WorkspaceStatus['peers'][number] = {
    url: a,
    state: 'stopped',
    refused: [],
    lagSeconds: 0,
  };
  test.each<[string, Partial<RelayFacts>]>([
    ['relay-unreachable', { problem: 'does not answer.' }],
    ['no-keys', { isOpen: true }],
    ['peer-unreachable', { status: { ...status, peers: [peer] } }],
    ['store-fault', { status: { ...status, fault: 'full' } }],
    ['damaged-records', { status: { ...status, damagedRecords: 2 } }],
    ['not-examined', { status: undefined }],
    ['clocks-apart', { skewMs: 9000 }],
    ['versions', { version: '2' }],
    ['one-region', { region: a }],
    ['provider-unknown', { provider: '' }],
  ])('%s is found', (id, change) => {
    expect(ids([relay(a), relay(b, change)])).toEqual([id]);
  });

  test('one alone, all on one machine, and no TLS are found', () => {
    expect(ids([relay(a)])).toEqual(['one-relay']);
    expect(ids([relay(`${a}:1`), relay(`${a}:2`)])).toEqual(['one-machine']);
    expect(ids([relay(a), relay('ws://b.example')])).toEqual(['no-tls']);
    expect(ids([relay(a)], [a, b])).toEqual(['one-region', 'one-provider']);
    const local = relay('ws://127.0.0.1:4100', {
      isOpen: true,
      status: { ...status, relay: { ...status.relay, insecure: true } },
    });
    expect(ids([local])).toEqual(['insecure', 'one-relay']);
  });

  test('a clock that only this machine has wrong is a note', () => {
    const found = relayFindings(
      [relay(a, { skewMs: 60_000 }), relay(b, { skewMs: 61_000 })],
      [a, b],
    );
    expect(found).toMatchObject([{ id: 'clock-here', level: 'note' }]);
  });
});

test('how a relay listens is judged by who reaches it', () => {
  const found = (change: object) =>
    listeningFindings({
      ...{ host: '0.0.0.0', hasKeys: true, hasTls: true, isBehindProxy: false, isNamed: true },
      ...change,
    }).map(({ id }) => id);
  expect(found({})).toEqual([]);
  expect(found({ hasTls: false })).toEqual(['bound-without-tls']);
  expect(found({ hasTls: false, isBehindProxy: true })).toEqual([]);
  for (const host of ['0.0.0.0', '127.0.0.1', undefined])
    expect(found({ host, isBehindProxy: true, isNamed: false })).toEqual(['unnamed-behind-proxy']);
  expect(found({ isNamed: false })).toEqual([]);
  expect(found({ hasKeys: false })).toEqual(['bound-without-keys']);
  expect(found({ hasKeys: false, host: '127.0.0.1' })).toEqual([]);
  expect(found({ hasKeys: false, host: undefined })).toEqual([]);
});

test('what ends within two weeks is told, the soonest first', () => {
  const day = 86_400_000;
  const ends = (what: string, days: number) => ({ what, endsAtMs: 100 * day + days * day });
  const found = endingFindings([ends('C', 15), ends('B', 13), ends('A', -1)], 100 * day);
  expect(found.map(({ what }) => what)).toEqual(['A has ended.', 'B ends in 13 days.']);
});

describe('the command', () => {
  const fixture = createCommandFixture();
  const { holdfast, put } = fixture;
  let folder: string;
  beforeEach(() => {
    folder = fixture.begin();
  });
  afterEach(() => fixture.cleanUp());
  const reportSchema = z.object({
    weak: z.number(),
    findings: z.array(z.object({ id: z.string(), level: z.string(), what: z.string() })),
  });

  test('says what is weak of relays that run, with what to do', async () => {
    const one = await fixture.start();
    const two = await fixture.start({ peers: [String(one.address)] });
    await fixture.stop(one);
    await holdfast('list', 'documents', '--relay', String(two.address));
    const ran = await holdfast(
      'doctor',
      '--relay',
      String(two.address),
      '--relay',
      String(one.address),
    );
    expect(ran.exitCode).toBe(3);
    expect(ran.data).toMatch(`Weak: ${one.address}: does not answer.`);
    expect(ran.data).toMatch(`has no link to its peer ${one.address}`);
    expect(ran.data).toMatch('All relays are on one machine (127.0.0.1)');
    expect(ran.data).toMatch('Note: No folder of backups was named.');
    expect(ran.messages).toMatch('things to be seen to');
  });

  test('looks into folders of keys, credentials, bundles and backups', async () => {
    const { address } = await fixture.start();
    await holdfast('keys', 'create', '--workspace', 'demo', '--dir', 'keys');
    await holdfast(
      ...['token', 'issue', '--role', 'admin', '--name', 'Ada', '--life', '5d'],
      ...['--dir', 'keys', '--into', 'me', '--workspace', 'demo'],
    );
    mkdirSync(join(folder, 'bundles'));
    put('backups/old/backup.json', '{}');
    utimesSync(join(folder, 'backups/old/backup.json'), 1, 1);
    const look = async (...more: string[]) => {
      const ran = await holdfast(
        ...['doctor', '--json', '--relay', String(address), '--bundle-dir', 'bundles'],
        ...['--backups', 'backups', '--credentials', 'me', ...more],
      );
      return reportSchema.parse(JSON.parse(ran.data)).findings;
    };
    const found = await look('--keys', 'keys');
    expect(found.map(({ id }) => id).toSorted()).toEqual(
      ['backups', 'bundles', 'ending', 'one-relay', 'secret-key-here'].toSorted(),
    );
    expect(found.find(({ id }) => id === 'ending')?.what).toMatch(/me ends in [45] days/);
    const [name = ''] = readdirSync(join(folder, 'keys')).filter((one) =>
      one.endsWith('.pub.json'),
    );
    await holdfast('keys', 'trust', join('keys', name), '--keys', 'relay-keys');
    put('backups/new/backup.json', '{}');
    put(join('bundles', bundleFileName('demo', Date.now())), 'x');
    const better = await look('--keys', 'relay-keys');
    expect(better.map(({ id }) => id).toSorted()).toEqual(['ending', 'one-relay']);
    expect((await look('--keys', 'nowhere')).map(({ id }) => id)).toContain('keys-missing');
  });

  test('says when a relay does not take what its own key for signing in signs', async () => {
    const { address } = await fixture.start();
    const made = ['--workspace', 'demo', '--dir', 'sign-in', '--for', 'sign-in'];
    await holdfast(
      ...['keys', 'create', ...made],
      '--highest-role',
      'editor',
      '--longest-life',
      '8h',
    );
    const files = readdirSync(join(folder, 'sign-in'));
    const ending = (text: string): string =>
      join('sign-in', files.find((one) => one.endsWith(text)) ?? '');
    mkdirSync(join(folder, 'relay-keys'));
    const ids = async (): Promise<readonly string[]> => {
      const ran = await holdfast(
        ...['doctor', '--json', '--relay', String(address), '--keys', 'relay-keys'],
        ...['--sign-in-key', ending('.key.json')],
      );
      return reportSchema.parse(JSON.parse(ran.data)).findings.map(({ id }) => id);
    };
    expect(await ids()).toContain('sign-in-key');
    await holdfast('keys', 'trust', ending('.pub.json'), '--keys', 'relay-keys');
    expect(await ids()).not.toContain('sign-in-key');
  });
});
