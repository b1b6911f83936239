import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dataFileProblem } from './data-file.ts';
import { openLmdbEnvironment } from './lmdb-environment.ts';

const pageBytes = 4096;
let folder: string;
let whole: string;
let copies = 0;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'holdfast-data-'));
  whole = join(folder, 'whole');
  const environment = openLmdbEnvironment(whole);
  const store = environment.workspaceStore('demo');
  const key = (n: number): string => `c/${String(n).padStart(8, '0')}`;
  for (let turn = 0; turn < 40; turn++) {
    const writes = Array.from({ length: 10 }, (_, i) => ({
      key: key(turn * 10 + i),
      value: new Uint8Array((turn * 997 + i * 411) % 9000).fill(turn),
    }));
    await store.write([...writes, { key: key(turn * 7) }]);
  }
  await environment.close();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function copied(): { readonly copy: string; readonly file: string } {
  const copy = join(folder, `copy-${copies++}`);
  mkdirSync(copy);
  const file = join(copy, 'data.mdb');
  copyFileSync(join(whole, 'data.mdb'), file);
  return { copy, file };
}

function pageWithFlag(bytes: Buffer, flag: number): number {
  for (let at = 2 * pageBytes; at < bytes.length; at += pageBytes) {
    const isPage = bytes.readBigUInt64LE(at) === BigInt(at / pageBytes);
    if (isPage && bytes.readUInt16LE(at + 18) === flag) return at;
  }
  throw new Error(`no page with the flag ${flag}`);
}

test('a whole file has no problem, looked at quickly or page by page', () => {
  expect(dataFileProblem(whole)).toBeUndefined();
  expect(dataFileProblem(whole, { everyPage: true })).toBeUndefined();
});

test('wherever a file is cut off, that is said, or every record is still there', async () => {
  const { size } = statSync(join(whole, 'data.mdb'));
  const { copy, file } = copied();
  let damaged = 0;
  // From the end to the start, so that one copy will do.
  for (let cutAt = size - 1; cutAt >= 0; cutAt -= Math.ceil(size / 150)) {
    truncateSync(file, cutAt);
    const problem = dataFileProblem(copy);
    if (problem === undefined) {
      const environment = openLmdbEnvironment(copy, { readOnly: true });
      expect(environment.workspaces()).toEqual(['demo']);
      await environment.workspaceStore('demo').range('', '~', 10_000);
      await environment.close();
      continue;
    }
    damaged += 1;
    expect(problem).toMatch(/is damaged or cut short: .*\. Restore a backup/);
    expect(() => openLmdbEnvironment(copy)).toThrow(problem);
    expect(statSync(file).size).toBe(cutAt);
  }
  expect(damaged).toBeGreaterThan(100);
});

test('what was only cut from the free pages at the end is no damage', () => {
  const { copy, file } = copied();
  // As if the newest pages had been given back before they were ever written.
  const bytes = readFileSync(file);
  for (const at of [144, pageBytes + 144])
    bytes.writeBigUInt64LE(bytes.readBigUInt64LE(at) + 3n, at);
  writeFileSync(file, bytes);
  expect(dataFileProblem(copy)).toBeUndefined();
});

test.each<[string, (bytes: Buffer) => void]>([
  [
    'the end of the file from its first branch page on',
    (bytes) => void bytes.fill(0xa5, pageWithFlag(bytes, 1) + 8),
  ],
  ['the second of the first pages', (bytes) => void bytes.fill(0xa5, pageBytes, 2 * pageBytes)],
  ['every page but the first two', (bytes) => void bytes.fill(0, 2 * pageBytes)],
])('garbage in place of %s is found', (_name, damage) => {
  const { copy, file } = copied();
  const bytes = readFileSync(file);
  damage(bytes);
  writeFileSync(file, bytes);
  expect(dataFileProblem(copy, { everyPage: true })).toMatch(/damaged/);
});
