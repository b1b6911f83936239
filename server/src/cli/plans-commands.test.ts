import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Relay } from '../relay/relay.ts';
import { createCommandFixture, type Ran } from './command-fixture.ts';

const fixture = createCommandFixture();
let relay: Relay;
let folder: string;
beforeEach(async () => {
  folder = fixture.begin();
  relay = await fixture.start();
});
afterEach(() => fixture.cleanUp());

const holdfast = (...args: string[]): Promise<Ran> =>
  fixture.holdfast(...args, `--relay=${relay.address}`, '--workspace=demo');

interface Listed {
  readonly title: string;
  readonly due: { readonly state: string; readonly inDays: number; readonly last?: unknown };
}

test('the demo comes with plans and past drills, once; they are listed by day, and put into a calendar', async () => {
  const made = await holdfast('import', 'demo', '--json');
  expect(JSON.parse(made.data)).toMatchObject({ plans: 10, drills: 10 });
  const again = await holdfast('import', 'demo', '--json');
  expect(JSON.parse(again.data)).toMatchObject({ plans: 0, drills: 0 });

  const listed = JSON.parse((await holdfast('plans', 'list', '--json')).data) as Listed[];
  const dueOf = (title: string) => listed.find((one) => one.title === title)?.due;
  expect(listed).toHaveLength(10);
  expect(listed.map(({ due }) => due.inDays)).toEqual(
    listed.map(({ due }) => due.inDays).toSorted((a, b) => a - b),
  );
  expect(dueOf('Restore of the orders database from backup')?.state).toBe('overdue');
  expect(dueOf('The secrets manager is sealed')).toMatchObject({ state: 'overdue', inDays: -5 });
  expect(dueOf('Paystone does not answer')).toMatchObject({ state: 'planned', inDays: 5 });
  expect(dueOf('Loss of zone eu-west-1a')).toMatchObject({
    state: 'planned',
    last: { outcome: 'failed' },
  });
  expect(dueOf('Failover of the orders database')?.last).toMatchObject({ outcome: 'passed' });

  const table = (await holdfast('plans', 'list')).data;
  expect(table).toMatch(/The secrets manager is sealed +overdue 5 days/);
  expect(table).toMatch(/Paystone does not answer +in 5 days .* 11:00 +every 90 days at 11:00/);

  const file = join(folder, 'out/drills.ics');
  const written = await holdfast('plans', 'calendar', '--ics', file);
  expect(written.data).toMatch(/\d+ events written to /);
  expect(readFileSync(file, 'utf8')).toContain('SUMMARY:Drill overdue: The secrets manager');
  const printed = await holdfast('plans', 'calendar', '--ics', '-');
  expect(printed.data).toContain('X-WR-CALNAME:Drills of Larkspur Supply');

  const drills = await holdfast('list', 'drills');
  expect(drills.data).toMatch(/Loss of zone eu-west-1a +failed/);
  const plans = await holdfast('list', 'plans');
  const [, id = ''] =
    /Paystone does not answer +Orders team .*(plan:[0-9a-f]+)/.exec(plans.data) ?? [];
  const shown = (await holdfast('show', id)).data;
  expect(shown).toMatch(/How often +every 90 days at 11:00/);
  expect(shown).toMatch(/Customer care +Carla Mendes/);
  expect(shown).toMatch(/Components +payments, paystone/);

  const documents = await holdfast('list', 'documents');
  expect(documents.data).toMatch(/Drill log .*drill-log/);
});

test('a file that cannot be written is said to be so, and a workspace without plans is no failure', async () => {
  await holdfast('import', 'demo', '--dry-run');
  fixture.put('file', '');
  fixture.put('in/one.md', '# One');
  await holdfast('import', 'runbooks', join(folder, 'in'));
  expect((await holdfast('plans', 'list', '--json')).data.trim()).toBe('[]');
  const failed = await holdfast('plans', 'calendar', '--ics', join(folder, 'file/drills.ics'));
  expect(failed.messages).toContain('Cannot write');
  expect(failed.exitCode).toBe(1);
});
