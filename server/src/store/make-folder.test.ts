import { existsSync, mkdtempSync, rmSync } from 'node:fs';
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

test.skipIf(process.platform !== 'linux')('what may not be made fails at once', () => {
  expect(() => makeFolder('/proc/x/y')).toThrow('ENOENT');
});
