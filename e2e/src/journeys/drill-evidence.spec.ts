import { readFile } from 'node:fs/promises';
import { addComponent, addDomain } from '@holdfast/shared/model/map-commands';
import { addPerson } from '@holdfast/shared/model/map-people-commands';
import { drillLogFileSchema } from '@holdfast/shared/transfer/drill-log-export';
import type { Locator, Page } from '@playwright/test';
import { WebSocket } from 'ws';
import { createStockClient } from '../interop/stock-client.ts';
import { holdClock } from './held-clock.ts';
import { post, timeline } from './incident-room.ts';
import { callMe, expect, expectAccessible, expectSaved, goToPlace, test } from './journey-test.ts';
import { changeMap } from './mapped.ts';
import { importRunbooks, pathOf, progress, startRun, tickOf } from './running.ts';

const title = 'Mirror lost';
const runbook = 'Check the mirror';
const soon = { timeout: 30_000 };

/** Hands a text file over as a drop or a paste does. */
async function giveFile(on: Locator, by: 'drop' | 'paste', name: string, text: string) {
  await on.evaluate(
    (element, given) => {
      const data = new DataTransfer();
      data.items.add(new File([given.text], given.name, { type: 'text/plain' }));
      const options = { bubbles: true, cancelable: true };
      element.dispatchEvent(
        given.by === 'drop'
          ? new DragEvent('drop', { ...options, dataTransfer: data })
          : new ClipboardEvent('paste', { ...options, clipboardData: data }),
      );
    },
    { by, name, text },
  );
}

async function downloadOf(page: Page, button: string): Promise<string> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: button, exact: true }).click(),
  ]);
  return readFile(await download.path(), 'utf8');
}

async function choose(dialog: Locator, part: string, name: string): Promise<void> {
  await dialog.getByRole('combobox', { name: part }).fill(name);
  await dialog.page().getByRole('option', { name, exact: true }).click();
}

test('a drill that nobody planned: its dialogs, its files, its abort, and what the log keeps and shows of it', async ({
  device,
  relaySet,
  folder,
}) => {
  test.setTimeout(600_000);
  const [relay] = relaySet.relays;
  if (relay === undefined) throw new Error('no relay');
  await changeMap(relay.address, (doc, context) => {
    addDomain(doc, { id: 'west-a', name: 'West A', kind: 'zone' }, context);
    addComponent(doc, { id: 'mirror', name: 'Mirror' }, context);
    addPerson(doc, { id: 'dan', name: 'Dan Low' }, context);
  });
  await importRunbooks(folder, relay.url, { 'mirror.md': `# ${runbook}\n\n1. Look at it.\n` });
  // Shorter than the test's, so that it is told what did not come.
  device.context().setDefaultTimeout(60_000);
  await device.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await holdClock(device.context(), Date.parse('2026-11-10T12:00Z'));
  const page = await device.open(`${relay.url}/drills`);
  await callMe(page, 'Ana');
  const dialog = page.getByRole('dialog');

  async function expectDialog(name: string): Promise<void> {
    await expect(dialog).toBeVisible();
    await expectAccessible(page, name, { within: '[role="dialog"]' });
  }

  async function look(name: string, open: Locator): Promise<void> {
    await open.click();
    await expectDialog(name);
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
  }

  await test.step('it is about a component, a domain and a person, which are links', async () => {
    await page.goto(`${relay.url}/drills`);
    await page.getByRole('button', { name: 'Start a drill' }).click();
    await dialog.getByLabel('Title').fill(title);
    const components = dialog.getByRole('combobox', { name: 'Components' });
    await components.fill('mirror');
    await components.press('Enter');
    const domains = dialog.getByRole('combobox', { name: 'Failure domains' });
    await domains.fill('Nowhere');
    await domains.press('Tab');
    await expect(dialog).toContainText('Nothing on the map is called “Nowhere”.');
    await domains.fill('west a');
    await domains.press('Tab');
    await expect(dialog.getByText('Nothing on the map is called')).toBeHidden();
    await choose(dialog, 'People', 'Dan Low');
    await dialog.getByLabel('What should be seen').fill('The other one serves');
    await expectDialog('start');
    await dialog.getByRole('button', { name: 'Start it now' }).click();
    await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible(soon);
    const about = page.getByRole('list', { name: 'About' });
    await expect(about.getByRole('link')).toHaveText(['Mirror', 'West A', 'Dan Low']);
    await expect(about.getByRole('link', { name: 'West A' })).toHaveAttribute(
      'href',
      /\/map\/list\?domain=west-a/,
    );
  });
  const room = pathOf(page);

  await test.step('a role goes from one to another', async () => {
    const people = page.getByRole('region', { name: 'Participants' });
    await people.getByRole('button', { name: 'Add somebody' }).click();
    await dialog.getByLabel('Name').fill('Ben');
    await dialog.getByLabel('Role').fill('Scribe');
    await expectDialog('participant');
    await dialog.getByRole('button', { name: 'Keep' }).click();
    await people.getByRole('button', { name: 'Give “Scribe” to somebody else' }).click();
    await expect(dialog).toContainText('Ben does not have it any more then.');
    await dialog.getByLabel('Name').fill('Cleo');
    await dialog.getByRole('button', { name: 'Keep' }).click();
    await expect(people.getByRole('listitem')).toHaveText([/^Cleo\s*Scribe/u]);
  });

  await test.step('files are dropped and pasted, and given out as they were', async () => {
    await giveFile(timeline(page), 'drop', 'dropped.txt', 'hello');
    await giveFile(page.getByLabel('Write on the timeline'), 'paste', 'pasted.txt', 'pasted');
    const evidence = page.getByRole('region', { name: 'Evidence' });
    await expect(evidence.getByRole('listitem')).toHaveCount(2);
    // What `sha256sum` says of it.
    await expect(evidence).toContainText('2cf24dba5fb0a30e26e83b2ac5b9e29e1b16');
    expect(await downloadOf(page, 'Download dropped.txt')).toBe('hello');
    expect(await downloadOf(page, 'Download pasted.txt')).toBe('pasted');
  });

  await test.step('an entry is pinned, and linked to', async () => {
    await post(page, 'Both serve');
    const menu = page.getByRole('button', { name: 'Actions for Ana: Both serve' });
    await menu.click();
    await page.getByRole('menuitem', { name: 'Pin', exact: true }).click();
    await page.getByRole('list', { name: 'Pinned' }).getByRole('button').click();
    await menu.click();
    await page.getByRole('menuitem', { name: 'Copy link' }).click();
    const address = await page.evaluate(() => navigator.clipboard.readText());
    await page.goto('about:blank');
    await page.goto(address);
    await expect(timeline(page).locator('[data-linked="true"]')).toContainText('Both serve');
    await menu.click();
    await look('correct', page.getByRole('menuitem', { name: 'Correct…' }));
  });

  await test.step('every dialog, and what a phone shows, is accessible', async () => {
    const menu = page.getByRole('button', { name: 'More about this drill' });
    await menu.click();
    await look('rename', page.getByRole('menuitem', { name: 'Rename…' }));
    await look('moment', page.getByRole('button', { name: 'Set: Started' }));
    await look('observe', page.getByRole('button', { name: 'Answer: The other one serves' }));
    await look('run', page.getByRole('button', { name: 'Run a runbook' }));
    await look('verdict', page.getByRole('button', { name: 'Give a verdict' }));
    await page.setViewportSize({ width: 390, height: 844 });
    for (const part of ['Clock', 'Details', 'Timeline']) {
      await page.getByText(part, { exact: true }).click();
      await expect(page.getByRole('radio', { name: part })).toBeChecked();
      await expectAccessible(page, `${part} on a phone`);
    }
    await page.setViewportSize({ width: 1440, height: 900 });
  });

  await test.step('it is aborted, with the reason', async () => {
    await page.getByRole('button', { name: 'Abort' }).click();
    await dialog.getByRole('button', { name: 'Abort the drill' }).click();
    await expect(dialog.getByRole('alert')).toContainText('why it is stopped');
    await dialog.getByLabel('Why it is stopped').fill('Customers noticed');
    await expectDialog('abort');
    await dialog.getByRole('button', { name: 'Abort the drill' }).click();
    await expect(page.getByText('Aborted by Ana: Customers noticed')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Abort' })).toBeHidden();
  });

  await test.step('a practice run that ends is sealed without being asked', async () => {
    await startRun(page, runbook);
    await tickOf(page, 1).click();
    await progress(page).getByRole('button', { name: 'End the run' }).click();
    await dialog.getByRole('radio', { name: 'Passed' }).check();
    await dialog.getByRole('button', { name: 'End the run' }).click();
    await expect(dialog).toBeHidden();
    await page.goto(`${relay.url}/drills/log`);
    const rows = page.getByRole('row').filter({ hasText: /Sealed$/u });
    await expect(rows).toHaveCount(2);
  });

  await test.step('the log is saved as CSV and as JSON', async () => {
    await page.getByLabel('Outcome').selectOption('abandoned');
    const lines = (await downloadOf(page, 'Save what is shown as CSV')).trim().split('\r\n');
    expect(lines).toHaveLength(2);
    expect(lines[0]).toContain('Title,Kind,Outcome');
    expect(lines[1]).toContain(`${title},game-day,abandoned`);
    expect(lines[1]).toContain('Mirror,West A,Dan Low,Ana; Cleo');
    expect(lines[1]).toContain('2026-11-10T12:00:00.000Z');
    await page.getByLabel('Outcome').selectOption('');
    await expect(page.getByRole('row')).toHaveCount(3);
    const file = drillLogFileSchema.parse(
      JSON.parse(await downloadOf(page, 'Save what is shown as JSON')),
    );
    expect(file.workspace).toBe('demo');
    expect(file.drills.find((one) => one.outcome === 'abandoned')).toMatchObject({
      title,
      components: ['Mirror'],
      domains: ['West A'],
      aboutPeople: ['Dan Low'],
      people: ['Ana', 'Cleo'],
      files: 2,
      sealedBy: 'Ana',
      measured: { recoverySeconds: null },
    });
    expect(file.drills.map(({ outcome }) => outcome).sort()).toEqual(['abandoned', 'passed']);
  });

  await test.step('old files are dropped, and the summary stays', async () => {
    await holdClock(device.context(), Date.parse('2027-01-10T12:00Z'));
    await page.reload();
    await goToPlace(page, 'Settings');
    const files = page.getByRole('region', { name: 'Files of drills' });
    await files.getByLabel('Keep files for (days)').fill('30');
    await files.getByRole('button', { name: 'Keep so' }).click();
    await expectAccessible(page, 'settings');
    await files.getByRole('button', { name: 'Drop old files now' }).click();
    await expectDialog('drop files');
    await dialog.getByRole('button', { name: 'Drop their content' }).click();
    await expect(page.getByText('Dropped the content of 2 files in 1 drill.')).toBeVisible();
    await page.goto(`${relay.url}${room}`);
    const evidence = page.getByRole('region', { name: 'Evidence' });
    await expect(evidence.getByText('Its content was dropped')).toHaveCount(2);
    await expect(evidence).toContainText('2cf24dba5fb0a30e26e83b2ac5b9e29e1b16');
    await expectSaved(page, 'Saved on 2 relays');
    await page.goto(`${relay.url}/drills/prove`);
    await page.getByRole('button', { name: /^Recompute/u }).click();
    await expect(page.getByText('2 drills are intact')).toBeVisible(soon);
    await expect(page.getByText('2 files dropped by retention')).toBeVisible();
    await expect(page.getByText('The log’s own chain goes together.')).toBeVisible();
  });

  await test.step('a seal that somebody changed shows', async () => {
    const client = createStockClient({
      version: '3.1',
      address: relay.address,
      document: 'drill-log',
      webSocket: WebSocket,
    });
    const seals = client.doc.getArray<Record<string, unknown>>('entries');
    await expect.poll(() => seals.length, soon).toBe(3);
    const changed = { ...seals.get(0), outcome: 'passed', digest: 'f'.repeat(64) };
    client.doc.transact(() => {
      seals.delete(0);
      seals.insert(0, [changed]);
    });
    await expect(async () => {
      await page.getByRole('button', { name: 'Recompute again' }).click();
      await expect(page.getByText('1 drill was changed after the fact')).toBeVisible({
        timeout: 2_000,
      });
    }).toPass(soon);
    client.destroy();
    await expect(page.getByText('the seal itself does not go together')).toBeVisible();
    await expect(page.getByText('The log’s own chain is broken:')).toBeVisible();
    await expectAccessible(page, 'proof of what was changed');
  });
});
