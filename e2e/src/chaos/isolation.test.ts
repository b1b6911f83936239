import { execFile } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { runIsolated } from './isolation.ts';

const program = new URL('isolation-fixture.mjs', import.meta.url);
let folder = '';
let report = '';
let seconds = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'holdfast-isolation-'));
  report = join(folder, 'report');
  seconds = String(randomInt(100_000, 2 ** 31));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

describe('a program that leaves files and processes behind', () => {
  it('has none left when it ended', async () => {
    expect(await runIsolated(program, [seconds, report], [])).toBe(3);
    await expectNothingLeft();
  });

  it('has none left when it was interrupted', async () => {
    const ended = runIsolated(program, [seconds, report, 'waits'], []);
    await vi.waitUntil(() => existsSync(report), { timeout: 30_000 });
    expect(await isSleeping()).toBe(true);
    process.emit('SIGINT', 'SIGINT');
    expect(await ended).toBe(130);
    await expectNothingLeft();
  });
});

async function expectNothingLeft(): Promise<void> {
  expect(existsSync(await readFile(report, 'utf8'))).toBe(false);
  await vi.waitUntil(async () => !(await isSleeping()), { timeout: 30_000 });
}

async function isSleeping(): Promise<boolean> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-ww', '-o', 'args=']);
  return stdout.split('\n').includes(`sleep ${seconds}`);
}
