import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { planRunbookImport } from '@holdfast/shared/transfer/plan-import';
import { readFiles } from './import-files.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'holdfast-files-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function decisions(): Record<string, string> {
  const { root, files } = readFiles(folder);
  const plan = planRunbookImport({ root, files, existing: () => undefined });
  return Object.fromEntries(
    plan.map((one) => [one.path, one.kind === 'skip' ? one.reason : one.kind]),
  );
}

describe('a folder to import that is not what it seems', () => {
  test('links are not followed: not out of the folder, not round in a circle', () => {
    writeFileSync(join(folder, 'a.md'), '# A');
    symlinkSync('/etc/passwd', join(folder, 'passwd.md'));
    symlinkSync(folder, join(folder, 'circle'));
    symlinkSync('nowhere', join(folder, 'broken.md'));
    expect(decisions()).toEqual({ 'a.md': 'create' });
    const { passedOver } = readFiles(folder);
    expect(Object.fromEntries(passedOver.map(({ path, reason }) => [path, reason]))).toEqual({
      'broken.md': 'link',
      circle: 'link',
      'passwd.md': 'link',
    });
  });

  test('a file of 100 MB is skipped without being read, a line of 900 KB is taken', () => {
    writeFileSync(join(folder, 'large.md'), '');
    truncateSync(join(folder, 'large.md'), 100_000_000);
    writeFileSync(join(folder, 'line.md'), 'x'.repeat(900_000));
    const before = process.memoryUsage().arrayBuffers;
    expect(decisions()).toEqual({ 'large.md': 'too-large', 'line.md': 'create' });
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(50_000_000);
  });

  test('binary files, broken UTF-8 and reserved names are skipped or kept whole', () => {
    writeFileSync(join(folder, 'binary.md'), Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0]));
    writeFileSync(join(folder, 'latin.md'), Buffer.from([0xe9, 0x74, 0xe9]));
    writeFileSync(join(folder, 'nul.md'), 'fine');
    writeFileSync(join(folder, 'back\\slash.md'), 'x');
    writeFileSync(join(folder, 'new\nline.md'), 'x');
    expect(decisions()).toEqual({
      'back\\slash.md': 'unsafe-path',
      'binary.md': 'nul-bytes',
      'latin.md': 'not-utf-8',
      'new\nline.md': 'unsafe-path',
      'nul.md': 'create',
    });
  });

  test('folders two hundred deep', () => {
    let path = folder;
    for (let depth = 0; depth < 200; depth++) path = join(path, 'd');
    mkdirSync(path, { recursive: true });
    writeFileSync(join(path, 'deep.md'), 'x');
    expect(Object.values(decisions())).toEqual(['create']);
  });

  test.skipIf(process.platform === 'win32')('pipes and devices are never waited for', async () => {
    const pipe = createServer().listen(join(folder, 'pipe.md'));
    await once(pipe, 'listening');
    expect(decisions()).toEqual({});
    expect(() => readFiles(join(folder, 'pipe.md'))).toThrow(/neither a file nor a folder/);
    expect(() => readFiles('/dev/zero')).toThrow(/neither a file nor a folder/);
    pipe.close();
  });
});
