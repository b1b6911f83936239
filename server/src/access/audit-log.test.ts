import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { testNowMs } from '@holdfast/shared/access/access-fixture';
import { type AuditEvent, type AuditLog, openAuditLog } from './audit-log.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'holdfast-audit-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const connected: AuditEvent = { what: 'connected', way: 'link', workspace: 'demo', person: 'ada' };
const refused: AuditEvent = { what: 'refused', way: 'link', workspace: 'demo', reason: 'expired' };

async function linesOf(log: AuditLog): Promise<readonly Record<string, unknown>[]> {
  const lines: Record<string, unknown>[] = [];
  for await (const line of log.read()) lines.push(JSON.parse(line));
  return lines;
}

test('what was noted is there after the relay has started again', async () => {
  const options = { folder, relay: 'a', nowMs: () => testNowMs };
  const log = openAuditLog(options);
  log.note(connected);
  log.close();
  const again = openAuditLog(options);
  again.note({ ...connected, what: 'closed' });
  const at = '2026-03-01T12:00:00.000Z';
  expect(await linesOf(again)).toEqual([
    { at, relay: 'a', ...connected },
    { at, relay: 'a', ...connected, what: 'closed' },
  ]);
  expect(statSync(join(folder, 'audit.jsonl')).mode & 0o777).toBe(0o600);
  again.close();
});

test('somebody who knocks a thousand times is two lines', async () => {
  let now = testNowMs;
  const log = openAuditLog({ folder, relay: 'a', nowMs: () => now });
  for (let at = 0; at < 1000; at += 1) log.note(refused);
  log.note({ ...refused, address: '10.0.0.1' });
  now += 10_000;
  log.note(connected);
  expect((await linesOf(log)).map(({ what, times, address }) => [what, times, address])).toEqual([
    ['refused', undefined, undefined],
    ['refused', undefined, '10.0.0.1'],
    ['refused', 999, undefined],
    ['connected', undefined, undefined],
  ]);
  log.close();
});

test('it never takes more room than it may, and keeps what is newest, in order', async () => {
  const log = openAuditLog({ folder, relay: 'a', nowMs: () => testNowMs, maxBytes: 1000, keep: 2 });
  for (let at = 0; at < 100; at += 1) log.note({ ...connected, tokenId: String(at) });
  const files = readdirSync(folder);
  expect(files.toSorted()).toEqual([
    'audit.jsonl',
    'connected.1.jsonl',
    'connected.2.jsonl',
    'connected.jsonl',
    'refused.jsonl',
  ]);
  for (const file of files) expect(statSync(join(folder, file)).size).toBeLessThanOrEqual(1000);
  const ids = (await linesOf(log)).map(({ tokenId }) => Number(tokenId));
  expect(ids).toEqual(Array.from({ length: ids.length }, (_, at) => 100 - ids.length + at));
  log.close();
});

test('who comes again and again pushes nothing out that weighs more', async () => {
  let now = testNowMs;
  const log = openAuditLog({ folder, relay: 'a', nowMs: () => now, maxBytes: 1000, keep: 2 });
  log.note({ ...connected, what: 'break-glass' });
  for (let at = 0; at < 200; at += 1) {
    now += 1;
    log.note(connected);
  }
  log.note({ ...connected, what: 'closed', reason: 'revoked' });
  const whats = (await linesOf(log)).map(({ what }) => what);
  expect([whats[0], whats.at(-1), new Set(whats).size]).toEqual(['break-glass', 'closed', 3]);
  log.close();
});

test('strangers push nobody out of it, however many they seem to be', async () => {
  let now = testNowMs;
  const log = openAuditLog({ folder, relay: 'a', nowMs: () => now, maxBytes: 1000, keep: 2 });
  log.note({ ...connected, tokenId: 'first' });
  for (let at = 0; at < 1000; at += 1) {
    now += 1;
    log.note({ ...refused, workspace: '', address: `10.0.${at >> 8}.${at % 256}` });
  }
  log.note({ ...connected, tokenId: 'last' });
  const lines = await linesOf(log);
  expect(lines.flatMap(({ tokenId }) => tokenId ?? [])).toEqual(['first', 'last']);
  const times = lines.map(({ at }) => String(at));
  expect(times).toEqual(times.toSorted());
  const bytes = readdirSync(folder).map((file) => statSync(join(folder, file)).size);
  expect(bytes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(5000);
  log.close();
});
