import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { loadConfig } from '../config.ts';
import { createRelaySignIn } from './relay-sign-in.ts';
import { signInFlags } from './sign-in-fixture.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'holdfast-own-key-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('a relay says in its log when it does not take tokens of its own sign-in key', () => {
  const provider = { issuer: 'https://login.example', clientId: 'a', clientSecret: 'b' };
  const { flags, publicKey } = signInFlags(provider, folder);
  const loaded = loadConfig({ ...flags, data: folder, listen: '127.0.0.1:0' }, {});
  if (!loaded.ok) throw new Error(loaded.problems.join('\n'));
  const logged = (keys: readonly (typeof publicKey)[] | undefined): readonly string[] => {
    const lines: string[] = [];
    createRelaySignIn({
      config: loaded.config,
      isOwnHost: () => false,
      access: keys && { audit: { note: () => undefined }, keysOf: () => keys },
      replica: () => undefined,
      clock: { nowMs: () => 0, monotonicMs: () => 0 },
      log: pino({ level: 'warn' }, { write: (line) => lines.push(line) }),
    });
    return lines;
  };
  expect(logged([])).toEqual([expect.stringContaining(publicKey.kid)]);
  expect(logged([publicKey])).toEqual([]);
  expect(logged(undefined)).toEqual([]);
});
