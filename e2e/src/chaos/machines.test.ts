import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { runIsolated } from './isolation.ts';

const program = new URL('machines-fixture.ts', import.meta.url);
let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'holdfast-machines-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it('a link between two machines lets through what its state says', async ({ skip }) => {
  const report = join(folder, 'report');
  expect(await runIsolated(program, [report], ['--import', 'tsx'])).toBe(0);
  const found: unknown = JSON.parse(await readFile(report, 'utf8'));
  skip(found === 'no machines here', 'this system allows no network namespaces');
  expect(found).toEqual([
    'open: connected',
    'cut: refused',
    'silent: no answer',
    'half-cut: no answer',
    'open: connected',
  ]);
});
