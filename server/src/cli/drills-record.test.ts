import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createCommandFixture, type Ran } from './command-fixture.ts';

const fixture = createCommandFixture();
let address: string;
let folder: string;
beforeEach(async () => {
  folder = fixture.begin();
  address = String((await fixture.start()).address);
});
afterEach(() => fixture.cleanUp());

const holdfast = (...args: string[]): Promise<Ran> =>
  fixture.holdfast(...args, `--relay=${address}`, '--workspace=demo');

function file(name: string, text: string): string {
  fixture.put(name, text);
  return join(folder, name);
}

const restore = `title: Restore the orders
key: restore-2026-11
kind: backup-restore
startedAt: '2026-11-01T02:00:00Z'
restoredAt: '2026-11-01T02:41:00Z'
outcome: passed
`;

async function demo(): Promise<void> {
  const text = file('first.md', '# First\n');
  await holdfast('import', 'runbooks', text);
}

test('a file of YAML, JSON or XML is a drill in the log, once', async () => {
  await demo();
  const path = file('restore.yaml', restore);
  expect((await holdfast('drills', 'record', path)).messages).toContain('1 drill recorded');
  expect((await holdfast('drills', 'record', path)).messages).toContain('there already');
  const suite = '<testsuite name="Zone loss"><testcase name="a"/></testsuite>';
  const junit = file('junit.xml', suite);
  expect((await holdfast('drills', 'record', junit, '--key=build-7')).exitCode).toBe(0);
  const listed = await holdfast('drills', 'list');
  expect(listed.data).toContain('Restore the orders');
  expect(listed.data).toContain('Zone loss');
  expect((await holdfast('drills', 'prove')).exitCode).toBe(0);
});

test('what cannot be read is refused in words, and writes nothing', async () => {
  await demo();
  const bad = file('bad.yaml', 'key: a\n');
  expect(await holdfast('drills', 'record', bad)).toMatchObject({
    exitCode: 1,
    messages: expect.stringContaining('title: must be a text'),
  });
  const missing = await holdfast('drills', 'record', join(folder, 'nowhere.json'));
  expect(missing.exitCode).not.toBe(0);
  expect((await holdfast('drills', 'list')).data).not.toContain('Restore');
});
