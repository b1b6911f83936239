import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeFolder } from './make-folder.ts';

test('all folders on the way are made', () => {
  const root = mkdtempSync(join(tmpdir(), 'holdfast-folder-'));
  makeFolder(join(root, 'a/b'));
  expect(existsSync(join(root, 'a/b'))).toBe(true);
  rmSync(root, { recursive: true });
});

test('a private one is nobody else’s, what is above it as it would be', () => {
  const root = mkdtempSync(join(tmpdir(), 'holdfast-folder-'));
  makeFolder(join(root, 'a/b'), true);
  const modeOf = (path: string): number => statSync(join(root, path)).mode % 0o1000;
  expect(modeOf('a/b')).toBe(0o700);
  expect(modeOf('a')).toBe(0o777 - (process.umask() % 0o1000));
  rmSync(root, { recursive: true });
});

test.skipIf(process.platform !== 'linux')('what may not be made fails at once', () => {
  expect(() => makeFolder('/proc/x/y')).toThrow('ENOENT');
});
