import type { Page } from '@playwright/test';
import { WebSocket } from 'ws';
import { createStockClient } from '../interop/stock-client.ts';
import { setPeers, test, withCrew } from './crew-test.ts';
import { conflicts, post, timeline } from './incident-room.ts';
import { expect, expectAccessible, expectAppKept, expectSaved } from './journey-test.ts';
import { importRunbooks, tickOf } from './running.ts';

const title = 'Database failover';
const runbook = 'Fail over the database';
const text = `# ${runbook}\n\n1. Stop the writers.\n2. Promote the replica.\n`;
/** A long wait: a busy machine is no failure. */
const soon = { timeout: 60_000 };
const sizes = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
] as const;

async function expectOnAll(pages: readonly Page[], words: string | RegExp): Promise<void> {
  for (const page of pages) await expect(timeline(page)).toContainText(words, soon);
}

async function expectAccessibleAtBoth(page: Page, name: string): Promise<void> {
  for (const size of sizes) {
    await page.setViewportSize(size);
    await expectAccessible(page, `${name} at ${size.width}`);
  }
  await page.setViewportSize(sizes[0]);
}

async function giveVerdict(page: Page, outcome: string, words: string): Promise<void> {
  await page.getByRole('button', { name: 'Give a verdict' }).click();
  await page.getByRole('radio', { name: outcome, exact: true }).check();
  await page.getByLabel('In words').fill(words);
  await page.getByRole('button', { name: 'Give the verdict' }).click();
  await expect(page.getByRole('button', { name: 'Change the verdict' })).toBeVisible(soon);
}

/** Asks for the proof, and waits until it is there. */
async function recompute(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Recompute/ }).click();
  await expect(page.getByRole('region', { name: 'Result' })).toBeVisible(soon);
}

test('three people hold a drill over a partition, settle its verdict, and its log shows what is changed later', async ({
  world,
  folder,
}) => {
  test.setTimeout(420_000);
  const [a, b] = world.relays;
  if (a === undefined || b === undefined) throw new Error('three are needed');
  await importRunbooks(folder, a.url, { 'fail-over.md': text });
  for (const device of [0, 1, 2]) {
    for (const relay of [0, 1, 2]) {
      if (relay !== device) await world.setLink({ device }, relay, { kind: 'cut' });
    }
  }
  await withCrew(
    world,
    ['Ana', 'Ben', 'Cleo'],
    async ([{ page: ana }, { page: ben }, { page: cleo }]) => {
      const pages = [ana, ben, cleo];

      await test.step('one starts it, and the others are in its room', async () => {
        await ana.getByRole('link', { name: 'Drills' }).first().click();
        await ana.getByRole('button', { name: 'Start a drill' }).click();
        await ana.getByLabel('Title').fill(title);
        await ana.getByLabel('Kind').selectOption('failover');
        await ana.getByLabel('What should be seen').fill('The replica leads\nNo order is lost');
        await ana.getByLabel('Recovery within').fill('30 min');
        await ana.getByRole('button', { name: 'Start it now' }).click();
        await expect(ana.getByRole('heading', { level: 1, name: title })).toBeVisible(soon);
        const path = new URL(ana.url()).pathname;
        for (const page of [ben, cleo]) {
          await page.goto(`${new URL(page.url()).origin}${path}`);
          await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible(soon);
        }
        for (const page of pages) {
          await expect(page.getByTitle('This is a drill. Nothing real is down.')).toBeVisible();
          await expect(page).toHaveTitle(new RegExp(`Drill: ${title}`));
        }
      });

      await test.step('moments, what was seen, a file, a run, a finding and its action', async () => {
        await ana.getByRole('button', { name: 'It starts now' }).click();
        await post(ben, '/detected');
        await post(cleo, '/observed 1 partly after forty seconds');
        await ben
          .locator('input[type=file]')
          .first()
          .setInputFiles({ name: 'log.txt', mimeType: 'text/plain', buffer: Buffer.from('hello') });
        await expectOnAll(pages, 'kept the file log.txt');
        // What `sha256sum` says of it.
        await expect(cleo.getByText('2cf24dba5fb0a30e26e83b2ac5b9e29e1b16')).toBeVisible(soon);
        await post(ana, '/finding No alert rang');
        const add = ana.getByLabel('Add an action for “No alert rang”', { exact: true });
        await add.fill('Page the lead');
        await add.press('Enter');
        await ana.getByLabel('Who does “Page the lead”').fill('Ben');
        await ana.getByLabel('Who does “Page the lead”').press('Enter');
        await expectOnAll(pages, 'action open: Page the lead (Ben)');
        await ben.getByLabel('Write on the timeline').fill(`/run ${runbook.toLowerCase()}`);
        await ben.getByLabel('Write on the timeline').press('Enter');
        await expect(ben.getByRole('heading', { level: 1, name: runbook })).toBeVisible(soon);
        await tickOf(ben, 1).click();
        await ben.getByRole('link', { name: 'Back to the drill' }).click();
        await expectOnAll(pages, 'step 1 done');
        await expectAccessibleAtBoth(ana, 'room');
        for (const page of pages) await expectSaved(page, 'Saved on 2 relays', 90_000);
        await Promise.all(pages.map((page) => expectAppKept(page)));
      });

      await test.step('apart, two give a verdict; a relay is killed meanwhile', async () => {
        await setPeers(world, 0, 1, 'cut');
        await setPeers(world, 0, 2, 'cut');
        await world.setLink({ device: 2 }, 2, { kind: 'cut' });
        await post(cleo, '/restored');
        await expectSaved(cleo, /On this device only/);
        await b.kill();
        await giveVerdict(ana, 'Passed', 'it held');
        await giveVerdict(cleo, 'Failed', 'orders were lost');
        await b.start();
        await setPeers(world, 0, 1, 'open');
        await setPeers(world, 0, 2, 'open');
        await world.setLink({ device: 2 }, 2, { kind: 'open' });
        for (const page of pages) {
          await expect(conflicts(page).getByText('Two verdicts')).toBeVisible({ timeout: 120_000 });
        }
        await conflicts(ben)
          .getByRole('button', { name: /orders were lost/ })
          .click();
        for (const page of pages) await expect(conflicts(page)).toBeHidden(soon);
        await expect(ana.getByText(/Failed, says Ben/)).toBeVisible(soon);
        for (const page of pages) await expectSaved(page, 'Saved on 2 relays', 90_000);
      });

      const path = new URL(ana.url()).pathname;
      const origin = new URL(ana.url()).origin;

      await test.step('it is in the log, and the log holds', async () => {
        await ana.goto(`${origin}${path}/report`);
        await expect(ana.getByRole('region', { name: 'Signatures' })).toBeVisible(soon);
        await expectAccessibleAtBoth(ana, 'report');
        await ana.goto(`${origin}/drills/log`);
        await expect(ana.getByRole('table').getByRole('link', { name: title })).toBeVisible(soon);
        await expectAccessibleAtBoth(ana, 'log');
        await ana.getByRole('button', { name: 'Report for paper' }).click();
        await expect(ana.getByRole('region', { name: title })).toContainText('orders were lost');
        await expectAccessibleAtBoth(ana, 'report of the log');
        await ana.goto(`${origin}/drills/prove`);
        await recompute(ana);
        await expect(ana.getByText('1 drill is intact')).toBeVisible(soon);
        await expectAccessibleAtBoth(ana, 'proof');
      });

      await test.step('what is changed over the wire shows', async () => {
        const client = createStockClient({
          version: '3.1',
          address: a.address,
          document: `drill:${path.split('/')[2] ?? ''}`,
          webSocket: WebSocket,
        });
        const entries = client.doc.getArray<Record<string, unknown>>('entries');
        const isFinding = (one: Record<string, unknown>) => one['kind'] === 'finding';
        await expect.poll(() => entries.toArray().some(isFinding), soon).toBe(true);
        const place = entries.toArray().findIndex(isFinding);
        const changed = { ...entries.get(place), text: 'Every alert rang' };
        client.doc.transact(() => {
          entries.delete(place);
          entries.insert(place, [changed]);
        });
        await ana.goto(`${origin}${path}`);
        await expectOnAll([ana], 'Every alert rang');
        client.destroy();
        await ana.goto(`${origin}/drills/prove`);
        await recompute(ana);
        await expect(ana.getByText('1 drill was changed after the fact')).toBeVisible(soon);
      });
    },
  );
});
