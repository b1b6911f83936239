import type { Page } from '@playwright/test';
import { runHoldfast } from '../command-line.ts';
import type { RelayProcess } from '../relays.ts';
import { setPeers, test, withCrew } from './crew-test.ts';
import { holdClock } from './held-clock.ts';
import { conflicts, declare, goToLive, post, timeline } from './incident-room.ts';
import { expect, expectAppKept, expectSaved } from './journey-test.ts';
import { importRunbooks, tickOf } from './running.ts';

const outage = 'Checkout fails';
const runbook = 'Fail over the database';
const text = `# ${runbook}\n\n1. Stop the writers.\n2. Promote the replica.\n3. Start the writers.\n`;
const minuteMs = 60_000;
const minutes = [1, 2, 3, 4, 5];

/** A long wait: a busy machine is no failure. */
const soon = { timeout: 60_000 };

async function expectOnAll(pages: readonly Page[], words: string | RegExp): Promise<void> {
  for (const page of pages) await expect(timeline(page)).toContainText(words, soon);
}

const statusOf = (page: Page) => page.getByRole('button', { name: /^Status: / });
const severityOf = (page: Page) => page.getByRole('button', { name: /^Severity: / });

/** The notes that have `word`, from the top. */
async function notesWith(page: Page, word: string): Promise<readonly string[]> {
  const entries = await timeline(page).getByText(word).allTextContents();
  return entries.map((entry) => entry.trim());
}

test('three people on three relays work through a partition, and are one again', async ({
  world,
  folder,
}) => {
  test.setTimeout(420_000);
  await importRunbooks(folder, world.relays[0]?.url ?? '', { 'fail-over.md': text });
  // What people write spans minutes by their clocks, and ends about now.
  const startMs = Date.now() - 10 * minuteMs;
  const everybody = async (ms: number, devices: readonly Page[]): Promise<void> => {
    await Promise.all(devices.map((page) => holdClock(page.context(), startMs + ms)));
  };
  // Each reaches one relay only.
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

      await test.step('declared by one, seen and joined by all, with roles and a run', async () => {
        await declare(ana, outage);
        for (const page of [ben, cleo]) await goToLive(page, outage);
        await post(cleo, '/take commander');
        await post(ben, '/take scribe');
        await post(ana, '/role operations Ana');
        for (const page of pages) {
          await expect(page.getByText('Nobody is in command.')).toBeHidden(soon);
        }
        await expectOnAll(pages, 'became Incident Commander');
        await expectOnAll(pages, 'became Scribe');
        await expectOnAll(pages, 'became Operations Lead');
        await expect(ana.getByText('Also here')).toContainText('Cleo');
        await ben.getByLabel('Write on the timeline').fill(`/run ${runbook.toLowerCase()}`);
        await ben.getByLabel('Write on the timeline').press('Enter');
        await expect(ben.getByRole('heading', { level: 1, name: runbook })).toBeVisible(soon);
        await tickOf(ben, 1).click();
        await ben.goBack();
        await expectOnAll(pages, 'step 1 done');
        for (const page of pages) await expectSaved(page, 'Saved on 2 relays');
        await Promise.all(pages.map((page) => expectAppKept(page)));
      });

      await test.step('Ana and her relay, Ben and two relays, and Cleo alone decide differently', async () => {
        await setPeers(world, 0, 1, 'cut');
        await setPeers(world, 0, 2, 'cut');
        await world.setLink({ device: 2 }, 2, { kind: 'cut' });
        await declare(cleo, 'Nobody can pay', /SEV1/);
        await expectSaved(cleo, /On this device only/);
        for (const minute of minutes) {
          await everybody(minute * minuteMs, pages);
          await post(ana, `minute ${minute} in the north`);
          if (minute === 2) await post(ana, '/sev 1 all customers');
          if (minute === 3) await post(ana, '/take commander');
          await everybody((minute + 0.5) * minuteMs, [ben]);
          await everybody((minute + 0.7) * minuteMs, [cleo]);
          await post(ben, `minute ${minute} in the south`);
          if (minute === 2) await post(ben, '/sev 4 one customer');
          if (minute === 3) await post(ben, '/take commander');
          await post(cleo, `minute ${minute} on the train`);
        }
        await post(ana, '/resolve rolled back');
        await post(ben, '/resolve failed over');
        await expectSaved(ana, 'Saved on 1 of 2 relays');
        await expectSaved(ben, 'Saved on 2 relays');
        await expectSaved(cleo, /On this device only/);
        await expect(conflicts(ana)).toBeHidden();
        await expect(conflicts(ben)).toBeHidden();
      });

      await test.step('healed, all show the same, and what was decided twice', async () => {
        await setPeers(world, 0, 1, 'open');
        await setPeers(world, 0, 2, 'open');
        await world.setLink({ device: 2 }, 2, { kind: 'open' });
        await everybody(7 * minuteMs, pages);
        for (const page of pages) await expectSaved(page, 'Saved on 2 relays', 90_000);
        await goToResolved(cleo);
        for (const page of pages) {
          const chips = conflicts(page);
          await expect(chips.getByText('Two people are Incident Commander')).toBeVisible(soon);
          await expect(chips.getByText('Two severities')).toBeVisible(soon);
          await expect(chips.getByText('Two resolutions')).toBeVisible(soon);
          await page.getByLabel('Search the timeline').fill('minute');
          const inOrder = minutes.flatMap((minute) => [
            `minute ${minute} in the north`,
            `minute ${minute} in the south`,
          ]);
          await expect.poll(() => notesWith(page, 'minute '), soon).toEqual(inOrder);
          await page.getByLabel('Search the timeline').fill('');
          await expect(severityOf(page)).toHaveAccessibleName('Severity: SEV4. Change it');
        }
      });

      await test.step('a click settles each, for all', async () => {
        await conflicts(ana).getByRole('button', { name: 'Keep SEV1 by Ana' }).click();
        await conflicts(ben).getByRole('button', { name: 'Keep Ben by Ben' }).click();
        await conflicts(cleo)
          .getByRole('button', { name: /rolled back/ })
          .click();
        for (const page of pages) {
          await expect(conflicts(page)).toBeHidden(soon);
          await expect(severityOf(page)).toHaveAccessibleName('Severity: SEV1. Change it', soon);
          await expect(statusOf(page)).toHaveAccessibleName('Status: Resolved. Change it');
        }
      });

      await test.step('what Cleo declared alone is the same outage, and is taken apart again', async () => {
        await goToLive(cleo, 'Nobody can pay');
        await cleo.getByRole('button', { name: 'More about this incident' }).click();
        await cleo.getByRole('menuitem', { name: 'It is the same as another…' }).click();
        await cleo.getByRole('radio', { name: new RegExp(outage) }).check();
        await cleo.getByRole('button', { name: 'It is the same', exact: true }).click();
        await ana.getByLabel('Search the timeline').fill('minute');
        const asOne = minutes.flatMap((minute) => [
          `minute ${minute} in the north`,
          ...['in the south', 'on the train'].map((where) => `minute ${minute} ${where}`),
        ]);
        await expect.poll(() => notesWith(ana, 'minute '), soon).toEqual(asOne);
        await expect(ana.getByText('Also declared as “Nobody can pay”.')).toBeVisible(soon);
        await cleo.getByRole('button', { name: 'Take them apart again' }).click();
        await expect(ana.getByText('Also declared as')).toBeHidden(soon);
        await expect(timeline(ana)).not.toContainText('on the train');
        await expect(timeline(cleo)).toContainText('minute 5 on the train');
      });

      await test.step('the post-mortem is written by three', async () => {
        await ben.getByRole('link', { name: 'Post-mortem', exact: true }).click();
        await ben.getByRole('button', { name: 'Fill in from the timeline' }).click();
        await expect(ben.locator('.cm-content')).toContainText('minute 5 in the north');
        // Settling a chip later makes nothing longer.
        await expect(ben.locator('.cm-content')).toContainText('To resolve: 5 min');
        await ana.getByRole('link', { name: 'Post-mortem', exact: true }).click();
        await expect(ana.locator('.cm-content')).toContainText('minute 1 in the south', soon);
      });
    },
    (device) => holdClock(device.context(), startMs),
  );
});

async function goToResolved(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Incidents' }).first().click();
  await page.getByRole('link', { name: 'All', exact: true }).click();
  await page.getByRole('table').getByRole('link', { name: outage }).click();
  await expect(page.getByRole('heading', { level: 1, name: outage })).toBeVisible();
}

test('a relay is killed at every stage, and nothing is lost', async ({ world, folder }) => {
  test.setTimeout(420_000);
  const [a, b, c] = world.relays;
  if (a === undefined || b === undefined || c === undefined) throw new Error('three are needed');
  await importRunbooks(folder, a.url, { 'fail-over.md': text });
  const crew = ['Ana', 'Ben', 'Cleo'] as const;
  await withCrew(world, crew, async ([{ page: ana }, { page: ben }, { page: cleo }]) => {
    const pages = [ana, ben, cleo];

    /** Kills a relay as soon as something is done on a screen, and starts it once the others have it. */
    async function dieAfter(
      relay: RelayProcess,
      act: () => Promise<void>,
      seen: () => Promise<void>,
    ): Promise<void> {
      await act();
      await relay.kill();
      await seen();
      for (const page of pages) await expectSaved(page, 'Saved on 2 relays', 90_000);
      await relay.start();
    }

    await dieAfter(
      a,
      () => declare(ana, outage),
      async () => {
        for (const page of [ben, cleo]) {
          const strip = page.getByRole('navigation', { name: 'Live incidents' });
          await expect(strip.getByRole('link', { name: outage })).toBeVisible(soon);
        }
      },
    );
    for (const page of [ben, cleo]) await goToLive(page, outage);
    await dieAfter(
      b,
      () => post(ben, '/take commander'),
      () => expectOnAll(pages, 'became Incident Commander'),
    );
    await dieAfter(
      c,
      () => post(cleo, 'the pool is exhausted'),
      () => expectOnAll(pages, 'the pool is exhausted'),
    );
    await cleo.getByLabel('Write on the timeline').fill(`/run ${runbook.toLowerCase()}`);
    await cleo.getByLabel('Write on the timeline').press('Enter');
    await expect(cleo.getByRole('heading', { level: 1, name: runbook })).toBeVisible(soon);
    await dieAfter(
      c,
      () => tickOf(cleo, 1).click(),
      () => expectOnAll([ana, ben], 'step 1 done'),
    );
    await dieAfter(
      a,
      () => post(ana, '/resolve promoted the replica'),
      () => expectOnAll([ana, ben], 'set the status to Resolved'),
    );
    await ben.getByRole('link', { name: 'Post-mortem', exact: true }).click();
    await dieAfter(
      b,
      () => ben.getByRole('button', { name: 'Fill in from the timeline' }).click(),
      async () => {
        await ana.getByRole('link', { name: 'Post-mortem', exact: true }).click();
        await expect(ana.locator('.cm-content')).toContainText('the pool is exhausted', soon);
      },
    );
    await cleo.goBack();
    await expect(statusOf(cleo)).toHaveAccessibleName('Status: Resolved. Change it', soon);
    await expectOnAll([cleo], 'the pool is exhausted');

    // Each relay has all of it by itself.
    const incident = new URL(ana.url()).pathname.split('/')[2] ?? '';
    const alone = (relay: RelayProcess) => ['--relay', relay.url, '--workspace', 'demo'];
    for (const relay of world.relays) {
      await expect(async () => {
        const args = ['export', incident, '--out', '-', ...alone(relay)];
        const exported = await runHoldfast(folder, args);
        for (const part of [
          'declared the incident',
          'Incident Commander',
          'the pool is exhausted',
          '1 of 3 steps done',
          'promoted the replica',
          'Why it happened',
        ]) {
          expect(exported).toContain(part);
        }
      }).toPass({ timeout: 90_000 });
    }
  });
});
