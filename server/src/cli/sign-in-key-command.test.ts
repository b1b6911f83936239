import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readPublicKey } from '../access/key-files.ts';
import { readSignInKey, SignInFileError } from '../sign-in/sign-in-key.ts';
import { createCommandFixture } from './command-fixture.ts';

const fixture = createCommandFixture();
const { holdfast } = fixture;
let folder: string;
beforeEach(() => {
  folder = fixture.begin();
});
afterEach(() => fixture.cleanUp());

const forSignIn = ['keys', 'create', '--workspace', 'demo', '--for', 'sign-in'] as const;

function only(ending: string, where: string): string {
  const [name = ''] = readdirSync(join(folder, where)).filter((one) => one.endsWith(ending));
  return join(folder, where, name);
}

test('a key for signing in has its limits in both halves, and a folder of its own', async () => {
  const made = await holdfast(...forSignIn, '--highest-role', 'responder', '--longest-life', '8h');
  expect(made.exitCode).toBe(0);
  expect(made.messages).toMatch('--sign-in-key FILE');
  const secret = only('.key.json', '.holdfast/sign-in-key');
  expect(statSync(secret).mode & 0o777).toBe(0o600);
  const limits = { use: 'sign-in', highestRole: 'responder', longestLifeS: 8 * 3600 };
  expect(readPublicKey(only('.pub.json', '.holdfast/sign-in-key'))).toMatchObject({
    ok: true,
    key: { ws: 'demo', limits },
  });
  expect(readSignInKey(secret)).toMatchObject({ workspace: 'demo', limits });
  const { d } = JSON.parse(readFileSync(secret, 'utf8'));
  expect(made.data + made.messages).not.toContain(String(d));
});

test('it gives nobody more than an editor’s access for a week, unless that is asked for', async () => {
  await holdfast(...forSignIn);
  expect(readSignInKey(only('.key.json', '.holdfast/sign-in-key'))).toMatchObject({
    limits: { highestRole: 'editor', longestLifeS: 7 * 86_400 },
  });
});

test('it is kept apart from the keys that may sign anything, and those are not for relays', async () => {
  await holdfast('keys', 'create', '--workspace', 'demo');
  const beside = await holdfast(...forSignIn, '--dir', '.holdfast/keys');
  expect(beside.exitCode).not.toBe(0);
  expect(beside.messages).toMatch('give another --dir');
  expect(() => readSignInKey(only('.key.json', '.holdfast/keys'))).toThrow(SignInFileError);
});

test.each([
  ['--highest-role', 'peer', /one of viewer, responder, editor, admin/],
  ['--longest-life', '900d', /400 days/],
])('%s %s is refused', async (flag, value, words) => {
  const made = await holdfast(...forSignIn, flag, value);
  expect(made.exitCode).not.toBe(0);
  expect(made.messages).toMatch(words);
});
