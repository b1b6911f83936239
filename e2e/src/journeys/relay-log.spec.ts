import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, expectAccessible, expectSaved } from './journey-test.ts';
import { test } from './keyed-test.ts';
import { accept, arrivesMs } from './people-of-roles.ts';

/** Commands and relays are processes, and a machine may be busy. */
test.setTimeout(240_000);

const dayMs = 86_400_000;

/** A line for each time that one of forty devices connected, ten days long. */
function tenThousandConnections(nowMs: number): string {
  const lines = Array.from({ length: 10_000 }, (_, index) => {
    const at = new Date(nowMs - 11 * dayMs + index * 86_000).toISOString();
    const person = `person-${index % 40}`;
    const who = { person, role: 'editor', kind: 'device', tokenId: person, device: `of-${person}` };
    const from = { way: 'link', workspace: 'demo', address: '10.0.0.7' };
    return JSON.stringify({ at, relay: 'relay-0', what: 'connected', ...from, ...who });
  });
  return `${lines.join('\n')}\n`;
}

test('in a relay’s log of ten thousand connections it is seen who was refused and cut off', async ({
  keyed,
  device,
  otherDevice,
}) => {
  const [relay] = keyed.relays;
  if (relay === undefined) throw new Error('no relay');
  const page = await accept(
    device,
    (await keyed.invite({ name: 'Ana Ortiz', role: 'admin' })).link,
  );
  const invited = await keyed.invite({ name: 'Ben Okafor', role: 'editor' });
  const bens = await accept(otherDevice, invited.link);
  await expectSaved(page, 'Saved on 2 relays', arrivesMs);
  await keyed.revoke(invited.tokenId);
  await expect(bens.getByText('An admin has cut this device off.')).toBeVisible({
    timeout: arrivesMs,
  });
  await otherDevice.close();
  await keyed.killAll();
  const file = join(relay.dataDir, 'audit', 'connected.jsonl');
  await writeFile(file, tenThousandConnections(Date.now()) + (await readFile(file, 'utf8')));
  await keyed.startAll();

  await page.goto(`${relay.url}/access/audit`);
  await expectSaved(page, 'Saved on 2 relays', arrivesMs);
  await page.reload();
  await expectSaved(page, 'Saved on 2 relays', arrivesMs);
  await page.getByRole('button', { name: 'Read the log' }).click();
  const table = page.getByRole('table', { name: 'The relay’s log' });
  const rows = table.locator('tbody > tr');
  const told = page.getByRole('status').filter({ hasText: 'records in' });
  const of = (what: string | RegExp) =>
    rows.filter({ has: page.getByRole('cell', { name: what }) });

  await test.step('what repeats itself is one line a day, with how often, and to the second', async () => {
    await expect(told).toHaveText(/^10,\d\d\d records in 4\d\d lines$/u);
    const mine = of(/^Connected \d+ times since \d\d:\d\d:\d\d$/u).filter({ hasText: 'Ana Ortiz' });
    await expect(mine.first()).toContainText('Chrome on Linux');
    const times = mine.first().getByRole('time');
    await expect(times.first()).toHaveText(/\d\d:\d\d:\d\d/u);
    const exact = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3} UTC$/u;
    await expect(times.first()).toHaveAttribute('title', exact);
    await expect(times.last()).toHaveAttribute('title', exact);
    await expectAccessible(page, 'log');
  });

  await test.step('who was kept out or put out is found with one choice', async () => {
    const choice = page.getByLabel('Which lines');
    await choice.selectOption({ index: 1 });
    await expect(choice.locator('option:checked')).toHaveText(/^Refused or cut off \(\d+\)$/u);
    await expect(of('Connected')).toHaveCount(0);
    await expect(of(/^Cut off$/u)).toContainText('Ben Okafor');
    await expect(of(/^Connection closed$/u).first()).toContainText('Ben Okafor');
    await choice.selectOption({ index: 2 });
    await expect(of('Joined with a new device').filter({ hasText: 'Ana Ortiz' })).toHaveCount(1);
    await expect(of(/^Cut off$/u)).toHaveCount(0);
    await choice.selectOption({ index: 0 });
  });

  await test.step('words narrow it, and what is saved is every line of what they find', async () => {
    await page.getByLabel('Search the log').fill('of-person-7');
    await expect(told).toHaveText(/^250 records in 1\d lines$/u);
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save as CSV' }).last().click();
    const csv = await readFile(await (await download).path(), 'utf8');
    expect(csv.trimEnd().split('\r\n')).toHaveLength(251);
    await page.setViewportSize({ width: 390, height: 844 });
    await expectAccessible(page, 'narrowed log on a phone');
  });
});
