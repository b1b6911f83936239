import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { runHoldfast } from '../command-line.ts';
import { declare, post } from './incident-room.ts';
import { callMe, expect, test } from './journey-test.ts';

/** Post-mortems of real outages, kept beside the checkout where they are at hand; never part of it. */
const postmortems = fileURLToPath(
  new URL('../../../../shared/data/incidents/postmortems', import.meta.url),
);

/** One file, read by nothing of ours: lines of `name: value` between the first two lines of `---`. */
type FrontMatter = ReadonlyMap<string, string>;

function readFrontMatter(file: string): FrontMatter {
  const [, head = ''] = file.split(/^---$/mu);
  return new Map(
    [...head.matchAll(/^([a-z_]+): (.*)$/gmu)].map(([, name = '', value = '']) => [
      name,
      unquoted(value.trim()),
    ]),
  );
}

function unquoted(value: string): string {
  if (value.startsWith('"')) return String(JSON.parse(value));
  return value.startsWith("'") ? value.slice(1, -1).replaceAll("''", "'") : value;
}

function timeOf(file: FrontMatter, name: string): number | undefined {
  const ms = Date.parse(file.get(name) ?? '');
  return ms > 0 ? ms : undefined;
}

/** How often each word comes. */
function tally(all: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const one of all) counts.set(one, (counts.get(one) ?? 0) + 1);
  return counts;
}

/** The cells of a table, row by row, by the words of their columns. */
async function readTable(
  page: Page,
  name: string,
): Promise<readonly ReadonlyMap<string, string>[]> {
  const table = page.getByRole('region', { name, exact: true }).getByRole('table');
  const [heads = [], ...rows] = await table.evaluate((element) =>
    [...element.querySelectorAll('tr')].map((row) =>
      [...row.querySelectorAll('th, td')].map(({ textContent }) => textContent ?? ''),
    ),
  );
  return rows.map((cells) => new Map(heads.map((head, at) => [head, cells[at] ?? ''])));
}

const numbersOf = (
  table: readonly ReadonlyMap<string, string>[],
  key: string,
  value: string,
): ReadonlyMap<string, number> =>
  new Map(table.map((row) => [row.get(key) ?? '', Number(row.get(value))]));

/** `2 h 05 min`, as the page says it. */
function inHours(ms: number): string {
  const all = Math.floor(ms / 60_000);
  return `${Math.floor(all / 60)} h ${String(all % 60).padStart(2, '0')} min`;
}

const hourMs = 3_600_000;
const ranges: readonly (readonly [string, number])[] = [
  ['up to 1 h', hourMs],
  ['1 to 4 h', 4 * hourMs],
  ['4 to 24 h', 24 * hourMs],
  ['1 to 7 days', 7 * 24 * hourMs],
  ['more than 7 days', Number.POSITIVE_INFINITY],
];

test('the figures over real post-mortems are those of a count by other means', async ({
  device,
  relaySet,
  folder,
}) => {
  test.skip(!existsSync(postmortems), `there are no post-mortems in ${postmortems}`);
  test.setTimeout(240_000);
  const [one = ''] = relaySet.relays.map(({ url }) => url);
  const imported = join(postmortems, 'data');
  await runHoldfast(folder, [
    ...['import', 'postmortems', imported],
    ...['--relay', one, '--workspace', 'demo'],
  ]);
  const files = readdirSync(imported)
    .filter((name) => name.endsWith('.md'))
    .map((name) => readFrontMatter(readFileSync(join(imported, name), 'utf8')));
  expect(files.length).toBeGreaterThan(200);

  const page = await device.open(`${one}/runbooks`);
  await callMe(page, 'Ana');
  await page.getByRole('link', { name: 'Incidents' }).first().click();
  await page.getByRole('link', { name: 'All', exact: true }).click();
  await expect(page.getByText(`${files.length} incidents`)).toBeVisible({ timeout: 60_000 });
  await page.getByRole('link', { name: 'Metrics' }).click();
  await expect(page.getByRole('heading', { name: 'Time to resolve' })).toBeVisible({
    timeout: 60_000,
  });

  await test.step('by month and severity', async () => {
    const dates = files.map(
      (file) =>
        timeOf(file, 'start_time') ??
        timeOf(file, 'end_time') ??
        timeOf(file, 'source_published_at'),
    );
    const expected = tally(
      dates.flatMap((ms) => (ms === undefined ? [] : [new Date(ms).toISOString().slice(0, 7)])),
    );
    const table = await readTable(page, 'Incidents by month and severity');
    const shown = numbersOf(table, 'Month', 'All');
    expect(new Map([...shown].filter(([, count]) => count > 0))).toEqual(
      new Map([...expected].toSorted(([a], [b]) => (a < b ? 1 : -1))),
    );
    // Every month between the first and the last; those without any that follow each other as one.
    const named = [...expected.keys()].sort();
    const [first = '', last = ''] = [named[0], named.at(-1)];
    const monthsApart = (month: string) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5));
    const told = table.map((row) => {
      const [from = '', to = from] = (row.get('Month') ?? '').split(' to ');
      return monthsApart(to) - monthsApart(from) + 1;
    });
    expect(told.reduce((sum, months) => sum + months, 0)).toBe(
      monthsApart(last) - monthsApart(first) + 1,
    );
    const undated = dates.filter((ms) => ms === undefined).length;
    await expect(page.getByText(`${undated} incidents without a date left out.`)).toBeVisible();
    // No file says how bad it was: all are in one column, whatever it is called.
    const columns = [...(table[0]?.keys() ?? [])].filter(
      (name) => !['Month', 'All', 'Drawn'].includes(name),
    );
    const sums = columns.map((column) =>
      table.reduce((sum, row) => sum + Number(row.get(column)), 0),
    );
    expect(sums.filter((sum) => sum > 0)).toEqual([files.length - undated]);
  });

  await test.step('time to resolve', async () => {
    const times = files.flatMap((file) => {
      const [start, end] = [timeOf(file, 'start_time'), timeOf(file, 'end_time')];
      return start === undefined || end === undefined ? [] : [end - start];
    });
    const expected = ranges.map(([name, most], at) => [
      name,
      times.filter((ms) => ms <= most && (at === 0 || ms > (ranges[at - 1]?.[1] ?? 0))).length,
    ]);
    const shown = numbersOf(await readTable(page, 'Time to resolve'), 'Took', 'Incidents');
    expect([...shown]).toEqual(expected);
    const middle = times.toSorted((a, b) => a - b)[Math.floor((times.length - 1) / 2)] ?? 0;
    const part = page.getByRole('region', { name: 'Time to resolve' });
    await expect(part).toContainText(`Half of them took at most ${inHours(middle)}.`);
    await expect(part).toContainText(`${files.length - times.length} incidents left out`);
  });

  await test.step('repeat offenders', async () => {
    const counts = tally(files.map((file) => file.get('product') || (file.get('company') ?? '')));
    const expected = [...counts]
      .toSorted(([a, some], [b, others]) => others - some || (a < b ? -1 : 1))
      .slice(0, 10);
    const name = 'Components that fail most often';
    const shown = numbersOf(await readTable(page, name), 'Component', 'Incidents');
    expect([...shown]).toEqual(expected);
  });

  await test.step('actions that are done', async () => {
    const actions = page.getByRole('region', { name: 'Action items', exact: true });
    await expect(actions).toContainText('0 of 0 done.');
    await declare(page, 'Checkout fails', /SEV1/);
    for (const text of ['buy batteries', 'test the torch', 'write it down']) {
      await post(page, `/action ${text}`);
    }
    await page.getByRole('checkbox', { name: 'test the torch' }).check();
    await post(page, '/resolve the light is back');
    await page.getByRole('link', { name: 'Incidents' }).first().click();
    await page.getByRole('link', { name: 'Metrics' }).click();
    await expect(actions).toContainText('1 of 3 done.');
    const due = page.getByRole('region', { name: 'Post-mortems due' });
    await expect(due.getByRole('link', { name: 'Checkout fails' })).toBeVisible();
    const [latest] = await readTable(page, 'Incidents by month and severity');
    expect(latest?.get('Month')).toBe(new Date().toISOString().slice(0, 7));
    expect(latest?.get('SEV1')).toBe('1');
  });
});
