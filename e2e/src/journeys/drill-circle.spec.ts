import { addComponent } from '@holdfast/shared/model/map-commands';
import type { Page } from '@playwright/test';
import { WebSocket } from 'ws';
import { createStockClient } from '../interop/stock-client.ts';
import { type Member, setPeers, test, withCrew } from './crew-test.ts';
import { holdClock } from './held-clock.ts';
import { conflicts, post, timeline } from './incident-room.ts';
import { expect, expectAccessible, expectAppKept, expectSaved } from './journey-test.ts';
import { changeMap } from './mapped.ts';
import { pathOf, tickOf } from './running.ts';

const title = 'Orders without their leader';
const cell = 'Orders DB, Failover to a standby: ';
/** A long wait: a busy machine is no failure. */
const soon = { timeout: 60_000 };
const sizes = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
] as const;

async function setClock(crew: readonly Member[], at: string): Promise<void> {
  for (const { device } of crew) await holdClock(device.context(), Date.parse(`${at}Z`));
}

async function goTo(page: Page, path: string): Promise<void> {
  await page.goto(`${new URL(page.url()).origin}${path}`);
  await expect(page.locator('h1').first()).toBeAttached(soon);
}

async function expectOnAll(pages: readonly Page[], words: string | RegExp): Promise<void> {
  for (const page of pages) await expect(timeline(page)).toContainText(words, soon);
}

async function expectSavedOnAll(pages: readonly Page[]): Promise<void> {
  for (const page of pages) await expectSaved(page, 'Saved on 2 relays', 90_000);
}

async function expectAccessibleAtBoth(page: Page, name: string): Promise<void> {
  for (const size of sizes) {
    await page.setViewportSize(size);
    await expectAccessible(page, `${name} at ${size.width}`);
  }
  await page.setViewportSize(sizes[0]);
}

/** What the matrix says of the drilled cell, and how ready all of the map is. */
async function expectCoverage(page: Page, state: string, readiness: string): Promise<void> {
  await goTo(page, '/drills/coverage');
  await expect(page.getByRole('button', { name: `${cell}${state}`, exact: true })).toBeVisible(
    soon,
  );
  const figure = page.locator('dl').filter({ has: page.getByText('Readiness', { exact: true }) });
  await expect(figure.locator('dd').first()).toHaveText(new RegExp(`^${readiness} %`));
}

function needs(page: Page): ReturnType<Page['getByRole']> {
  return page.getByRole('region', { name: 'Needs you' });
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
  await goTo(page, '/drills/prove');
  await page.getByRole('button', { name: /^Recompute/ }).click();
  await expect(page.getByRole('region', { name: 'Result' })).toBeVisible(soon);
}

test('a plan reminds, three people hold its drill over a partition, its evidence fades until it is held again, and its log shows what is changed later', async ({
  world,
}) => {
  test.setTimeout(720_000);
  const [a, b] = world.relays;
  if (a === undefined || b === undefined) throw new Error('three are needed');
  await changeMap(a.address, (doc, context) => {
    addComponent(doc, { id: 'orders-db', name: 'Orders DB', tier: '1' }, context);
  });
  for (const device of [0, 1, 2]) {
    for (const relay of [0, 1, 2]) {
      if (relay !== device) await world.setLink({ device }, relay, { kind: 'cut' });
    }
  }
  await withCrew(
    world,
    ['Ana', 'Ben', 'Cleo'],
    async (crew) => {
      const [{ page: ana }, { page: ben }, { page: cleo }] = crew;
      const pages = [ana, ben, cleo];

      await test.step('what nothing has shown is planned', async () => {
        await expectCoverage(ana, 'Never', '0');
        await ana.getByRole('button', { name: `${cell}Never` }).click();
        await ana.getByRole('link', { name: 'Plan this drill' }).click();
        const dialog = ana.getByRole('dialog');
        await dialog.getByLabel('Title').fill(title);
        await dialog.getByLabel('First day').fill('2026-11-20');
        await dialog.getByLabel('How often').fill('monthly');
        await dialog.getByRole('button', { name: 'Make the plan' }).click();
        await ana.getByLabel('Expected recovery time (RTO)').fill('30 min');
        await ana.getByLabel('Who is Drill lead').fill('Ben');
        await ana.getByLabel('Who is Drill lead').press('Enter');
        await expectSaved(ana, 'Saved on 2 relays');
        await goTo(ben, '/');
        await expect(needs(ben)).toContainText('Nothing waits for you.');
      });

      await test.step('on its day it reminds, and is started; the others are in its room', async () => {
        await setClock(crew, '2026-11-20T12:00');
        await goTo(ben, '/');
        const reminder = needs(ben).getByRole('link', { name: title });
        await expect(reminder).toContainText('Drill due today', soon);
        await expect(reminder).toContainText('you are Drill lead');
        await reminder.click();
        await ben.getByRole('button', { name: 'Start this drill now' }).click();
        // The plan's own page has the same heading.
        await expect(ben).toHaveURL(/\/drills\/[a-z0-9]{20,}/, soon);
        for (const page of [ana, cleo]) await goTo(page, pathOf(ben));
        for (const page of pages) {
          await expect(page.getByTitle('This is a drill. Nothing real is down.')).toBeVisible(soon);
          await expect(page).toHaveTitle(new RegExp(`Drill: ${title}`));
        }
      });
      const room = pathOf(ben);

      await test.step('moments, what was seen, a file, a run, a finding and its action', async () => {
        await ana.getByRole('button', { name: 'It starts now' }).click();
        await setClock(crew, '2026-11-20T12:02');
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
        await ana.getByLabel('When “Page the lead” should be done').fill('2026-12-01');
        await expectOnAll(pages, 'action open: Page the lead (Ben, 2026-12-01)');
        await ben.getByRole('link', { name: title, exact: true }).first().click();
        await tickOf(ben, 1).click();
        await ben.getByRole('link', { name: 'Back to the drill' }).click();
        await expectOnAll(pages, 'step 1 done');
        await expectAccessibleAtBoth(ana, 'room');
        await expectSavedOnAll(pages);
        await Promise.all(pages.map((page) => expectAppKept(page)));
      });

      await test.step('apart, two give a verdict; a relay is killed meanwhile', async () => {
        await setPeers(world, 0, 1, 'cut');
        await setPeers(world, 0, 2, 'cut');
        await world.setLink({ device: 2 }, 2, { kind: 'cut' });
        await setClock(crew, '2026-11-20T12:20');
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
          .getByRole('button', { name: /it held/ })
          .click();
        for (const page of pages) await expect(conflicts(page)).toBeHidden(soon);
        await expect(ana.getByText(/Passed, says Ben/)).toBeVisible(soon);
        await expectSavedOnAll(pages);
      });

      await test.step('it is proven, and in the log', async () => {
        await expectCoverage(ana, 'Proven', '50');
        await ana.getByRole('link', { name: 'Report for paper' }).click();
        await expect(ana.getByRole('region', { name: 'Orders DB' })).toContainText(
          `${title}, 2026-11-20, passed, recovery 20 min`,
        );
        await expectAccessibleAtBoth(ana, 'report on readiness');
        await goTo(ana, `${room}/report`);
        await expect(ana.getByRole('region', { name: 'Signatures' })).toBeVisible(soon);
        await expectAccessibleAtBoth(ana, 'report');
        await goTo(ana, '/drills/log');
        const row = ana.getByRole('row').filter({ hasText: title });
        await expect(row).toContainText('20 min of 30 min', soon);
        await expectAccessibleAtBoth(ana, 'log');
        await ana.getByRole('button', { name: 'Report for paper' }).click();
        await expect(ana.getByRole('region', { name: title })).toContainText('it held');
        await expectAccessibleAtBoth(ana, 'report of the log');
      });

      await test.step('as the clock goes on the evidence fades, and it is overdue', async () => {
        await setClock(crew, '2027-01-05T12:00');
        await expectCoverage(ana, 'Fading', '38');
        await goTo(ana, '/drills');
        await expect(ana.getByRole('region', { name: 'Overdue' })).toContainText(title);
        await goTo(ben, '/');
        await expect(needs(ben).getByRole('link', { name: 'Page the lead' })).toContainText(
          'overdue since 2026-12-01',
        );
        const reminder = needs(ben).getByRole('link', { name: new RegExp(`^${title}`) });
        await expect(reminder).toContainText('Drill overdue since Sun 20 Dec');
        await reminder.click();
      });

      await test.step('held again, it is proven again, and nothing is overdue', async () => {
        await ben.getByRole('button', { name: 'Start this drill now' }).click();
        await ben.getByRole('button', { name: 'It starts now' }).click();
        await setClock(crew, '2027-01-05T12:10');
        await post(ben, '/restored');
        await giveVerdict(ben, 'Passed', 'it held again');
        await expectSaved(ben, 'Saved on 2 relays', 90_000);
        await expectCoverage(ana, 'Proven', '50');
        await goTo(ana, '/drills');
        await expect(ana.getByText('Nothing is overdue.')).toBeVisible(soon);
        await recompute(ana);
        await expect(ana.getByText('2 drills are intact')).toBeVisible(soon);
        await expectAccessibleAtBoth(ana, 'proof');
      });

      await test.step('what is changed over the wire shows', async () => {
        const client = createStockClient({
          version: '3.1',
          address: a.address,
          document: `drill:${room.split('/')[2] ?? ''}`,
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
        await goTo(ana, room);
        await expectOnAll([ana], 'Every alert rang');
        client.destroy();
        await recompute(ana);
        await expect(ana.getByText('1 drill was changed after the fact')).toBeVisible(soon);
      });
    },
    (device) => holdClock(device.context(), Date.parse('2026-11-10T12:00Z')),
  );
});
