import { mkdtempSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createTestDevice, testClaims, testNowMs } from '@holdfast/shared/access/access-fixture';
import { checkToken } from '@holdfast/shared/access/check-token';
import { noAccess } from '@holdfast/shared/access/workspace-access';
import {
  createSigningKey,
  issueToken,
  publicEnding,
  readKeys,
  readPublicKey,
  secretEnding,
  writePublicKey,
  writeSigningKey,
} from './key-files.ts';
import { isReadableByOthers, writeWholeFile } from './private-file.ts';
import { KeysFolderError, openTrustedKeys, type TrustedKeysFolder } from './trusted-keys.ts';

let folder = '';
let opened: TrustedKeysFolder | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'holdfast-keys-'));
});
afterEach(() => {
  opened?.close();
  opened = undefined;
  rmSync(folder, { recursive: true, force: true });
});

const newKey = (label = '') => createSigningKey({ ws: 'demo', label, nowMs: testNowMs });

test('a key lies in two files, the secret one for its owner alone', async () => {
  const key = await newKey('laptop of Ada');
  writeSigningKey(folder, key);
  expect(readdirSync(folder).toSorted()).toEqual(
    [`${key.kid}${secretEnding}`, `${key.kid}${publicEnding}`].toSorted(),
  );
  expect(isReadableByOthers(join(folder, `${key.kid}${secretEnding}`))).toBe(false);
  expect(statSync(join(folder, `${key.kid}${secretEnding}`)).mode & 0o777).toBe(0o600);
  expect(isReadableByOthers(join(folder, `${key.kid}${publicEnding}`))).toBe(true);
  const { d, ...open } = key;
  expect(readKeys(folder)).toEqual({ secret: [{ ...open, d }], trusted: [open], problems: [] });
  const published = readPublicKey(join(folder, `${key.kid}${publicEnding}`));
  expect(JSON.stringify(published)).not.toContain(d);
});

test('files that hold something else are told, not taken', async () => {
  const key = await newKey();
  writeFileSync(join(folder, `a${publicEnding}`), JSON.stringify({ ...key, ws: 'No Name' }));
  writeFileSync(join(folder, `b${secretEnding}`), '{');
  writeFileSync(join(folder, 'notes.txt'), 'nothing');
  const { trusted, secret, problems } = readKeys(folder);
  expect([trusted, secret]).toEqual([[], []]);
  expect(problems).toHaveLength(2);
});

test('a file is written whole, or stays as it was', () => {
  const path = join(folder, 'file');
  writeWholeFile(path, 'one', 'secret');
  writeWholeFile(path, 'two', 'secret');
  expect(readdirSync(folder)).toEqual(['file']);
});

test('a token that was issued with a key is good where its public half is', async () => {
  const key = await newKey();
  const device = await createTestDevice();
  const token = await issueToken(testClaims({ cnf: { jkt: device.jkt } }), key);
  writePublicKey(folder, key);
  opened = openTrustedKeys(folder);
  const check = { token, workspace: 'demo', nowMs: testNowMs, access: noAccess };
  expect(await checkToken({ ...check, keys: opened.current() })).toMatchObject({ ok: true });
  await expect(issueToken(testClaims({ cnf: { jkt: 'none' } }), key)).rejects.toThrow(
    /Invalid|pattern/,
  );
});

test('keys are trusted while their files are there, whatever is being written over', async () => {
  const [first, second] = [await newKey(), await newKey()];
  const path = writePublicKey(folder, first);
  const keys = openTrustedKeys(folder);
  opened = keys;
  let told = 0;
  keys.onChange(() => (told += 1));
  const trusted = () => [...keys.current().keys()].toSorted();
  expect(trusted()).toEqual([first.kid]);

  writePublicKey(folder, second);
  keys.reread();
  expect(trusted()).toEqual([first.kid, second.kid].toSorted());
  expect(told).toBe(1);
  keys.reread();
  expect(told).toBe(1);

  writeFileSync(path, '{"kty":');
  keys.reread();
  expect(trusted()).toHaveLength(2);
  expect(keys.problems()).toHaveLength(1);

  rmSync(path);
  keys.reread();
  expect(trusted()).toEqual([second.kid]);
  expect(keys.problems()).toEqual([]);

  const before = told;
  renameSync(folder, `${folder}.away`);
  for (let times = 0; times < 3; times += 1) keys.reread();
  expect(trusted()).toEqual([second.kid]);
  expect(keys.problems()).toEqual([expect.stringContaining('count until')]);
  // Once: whoever reads the log is to see it, and not to see nothing else.
  expect(told).toBe(before + 1);
  renameSync(`${folder}.away`, folder);
  keys.reread();
  expect([keys.problems(), told]).toEqual([[], before + 2]);
});

test('a change of the folder is noticed by itself', async () => {
  const keys = openTrustedKeys(folder);
  opened = keys;
  const changed = new Promise<void>((resolve) => keys.onChange(resolve));
  writePublicKey(folder, await newKey());
  await changed;
  expect(keys.current().size).toBe(1);
});

test('a folder that is not there is told at once', () => {
  expect(() => openTrustedKeys(join(folder, 'none'))).toThrow(KeysFolderError);
});
