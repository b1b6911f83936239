import type { Page } from '@playwright/test';
import { runHoldfast } from '../command-line.ts';
import { holdClock } from './held-clock.ts';
import { callMe, expect, expectAccessible, expectSaved, test } from './journey-test.ts';

const noonOn = (day: string): number => Date.parse(`${day}T12:00:00Z`);
const title = 'Lose eu-west-1a';

async function goTo(page: Page, path: string): Promise<void> {
  const url = new URL(page.url());
  await page.goto(`${url.origin}${path}`);
  await expect(page.locator('h1').first()).toBeAttached();
}

test('a plan from a ready scenario is due, overdue, and archived; two tabs write it together', async ({
  device,
  relaySet,
}) => {
  test.setTimeout(240_000);
  const [relay] = relaySet.relays;
  if (relay === undefined) throw new Error('no relay');
  await holdClock(device.context(), noonOn('2026-11-10'));
  const page = await device.open(`${relay.url}/drills`);
  await expect(page.getByRole('heading', { name: 'Try it before it happens' })).toBeVisible();
  await expectAccessible(page, 'nothing planned');
  await callMe(page, 'Ana Ortiz');

  await test.step('a scenario is planned, and how often is read back', async () => {
    await goTo(page, '/drills');
    await page.getByRole('link', { name: 'Plan it: Loss of a zone' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Title').fill(title);
    await dialog.getByLabel('First day').fill('2026-11-20');
    await dialog.getByLabel('How often').fill('now and then');
    await expect(dialog).toContainText('does not say how often');
    await expect(dialog.getByRole('button', { name: 'Make the plan' })).toBeDisabled();
    await dialog.getByLabel('How often').fill('monthly');
    await expect(dialog).toContainText(
      'Next: Friday 20 November 2026; then Sunday 20 December 2026',
    );
    await dialog.getByRole('button', { name: 'Make the plan' }).click();
    await expect(page).toHaveURL(/\/drills\/plans\/[a-z0-9]+$/);
    await expect(page.getByRole('textbox', { name: 'Title' })).toHaveValue(title);
    await expect(page.getByRole('textbox', { name: 'Hypothesis' })).toHaveValue(/one zone gone/);
    await page.getByRole('combobox', { name: 'Owner' }).fill('Ana Ortiz');
    await expectAccessible(page, 'plan');
  });

  await test.step('what one tab writes, the other shows', async () => {
    const other = await device.open(page.url());
    const theirs = other.getByRole('textbox', { name: 'Hypothesis' });
    await expect(theirs).toHaveValue(/one zone gone/, { timeout: 30_000 });
    await page.getByRole('textbox', { name: 'Hypothesis' }).fill('Nobody notices.');
    await expect(theirs).toHaveValue('Nobody notices.');
    await other.getByRole('textbox', { name: 'When to stop' }).fill('Somebody notices.');
    await expect(page.getByRole('textbox', { name: 'When to stop' })).toHaveValue(
      'Somebody notices.',
    );
    await other.getByRole('textbox', { name: /Expected recovery time/ }).fill('soon');
    await expect(other.getByText('Write a time such as 30 min')).toBeVisible();
    await other.getByRole('textbox', { name: /Expected recovery time/ }).fill('1,5 h');
    await expect(page.getByRole('textbox', { name: /Expected recovery time/ })).toHaveValue(
      '1 h 30 min',
    );
    await other.close();
    // What the other tab did is not this one's to take back.
    await page.getByLabel('Undo', { exact: true }).click();
    await expect(page.getByRole('textbox', { name: 'Hypothesis' })).toHaveValue(/one zone gone/);
    await expect(page.getByRole('textbox', { name: 'When to stop' })).toHaveValue(
      'Somebody notices.',
    );
  });
  const plan = new URL(page.url()).pathname;

  await test.step('it stands in the calendar, which keys walk through', async () => {
    await goTo(page, '/drills/calendar');
    const grid = page.getByRole('grid', { name: 'Drills in November 2026' });
    const day = grid.getByRole('gridcell', { name: /Friday 20 November 2026/ });
    await expect(day.getByRole('link', { name: title })).toContainText('Planned');
    await grid.getByRole('gridcell', { selected: true }).focus();
    await page.keyboard.press('PageDown');
    await expect(page).toHaveURL(/month=2026-12/);
    const december = page.getByRole('grid', { name: 'Drills in December 2026' });
    await expect(december.getByRole('gridcell', { selected: true })).toBeFocused();
    await expect(december.getByRole('gridcell', { selected: true })).toContainText(
      'Thursday 10 December 2026',
    );
    await expectAccessible(page, 'calendar');
  });

  await test.step('as the clock goes on, it is overdue', async () => {
    await expectSaved(page, 'Saved on 2 relays');
    await holdClock(device.context(), noonOn('2026-11-25'));
    await goTo(page, '/');
    await expect(page.getByRole('region', { name: 'Drills' })).toContainText('yours');
    await goTo(page, '/drills');
    await expect(page.getByRole('region', { name: 'Overdue' })).toContainText('5 days ago');
    await goTo(page, '/drills/calendar');
    await expect(page.getByRole('link', { name: title })).toContainText('Overdue');
  });

  await test.step('archived, it waits for nobody, and comes back', async () => {
    await goTo(page, plan);
    await page.getByRole('button', { name: 'Archive', exact: true }).click();
    await expect(page.getByText('This plan is archived')).toBeVisible();
    await page.getByRole('link', { name: 'Plans', exact: true }).click();
    await expect(page.getByText('No plans yet')).toBeVisible();
    await page.getByRole('link', { name: 'Archived (1)' }).click();
    await page.getByRole('link', { name: title }).click();
    await page.getByRole('button', { name: 'Bring back' }).click();
    await page.getByRole('link', { name: 'Next', exact: true }).click();
    await expect(page.getByRole('region', { name: 'Overdue' })).toContainText(title);
  });
});

for (const viewport of [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
]) {
  test(`what is planned is accessible, ${viewport.width} wide`, async ({
    device,
    relaySet,
    folder,
  }) => {
    test.setTimeout(240_000);
    const [relay] = relaySet.relays;
    if (relay === undefined) throw new Error('no relay');
    await runHoldfast(folder, ['import', 'demo', '--relay', relay.url, '--workspace', 'demo']);
    const page = await device.open(`${relay.url}/drills`);
    await page.setViewportSize(viewport);
    await expect(page.getByRole('button', { name: /^Plan it: / }).first()).toBeVisible({
      timeout: 60_000,
    });
    await expectFit(page, 'next');
    await page
      .getByRole('button', { name: /^Plan it: / })
      .first()
      .click();
    await expect(page.getByRole('dialog').getByLabel('How often')).not.toHaveValue('');
    await expectFit(page, 'a suggestion, planned');
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
    const suggested = page.getByRole('button', { name: /^Not now: / });
    const first = await suggested.first().getAttribute('aria-label');
    await suggested.first().click();
    await expect(page.getByRole('button', { name: first ?? '', exact: true })).toBeHidden();
    await goTo(page, '/drills/plans');
    await expect(page.getByRole('row').nth(1)).toBeVisible();
    await expectFit(page, 'plans');
    await page.getByRole('row').nth(1).getByRole('link').click();
    await expect(page.getByRole('button', { name: 'Start this drill now' })).toBeVisible();
    await expect(page.getByRole('combobox', { name: 'Components' })).toBeVisible();
    await expectFit(page, 'plan');
    for (const view of ['month', 'list']) {
      await goTo(page, `/drills/calendar?view=${view}`);
      await expect(
        page.getByRole('link', { name: /Planned|Passed|Overdue/ }).first(),
      ).toBeVisible();
      await expectFit(page, `calendar, ${view}`);
    }
    await page.getByRole('button', { name: 'Add to my calendar' }).click();
    await expect(page.getByRole('button', { name: 'Download as a file (.ics)' })).toBeVisible();
    await expectFit(page, 'add to calendar');
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download as a file (.ics)' }).click();
    expect((await download).suggestedFilename()).toBe('demo-drills.ics');
  });
}

/** Accessible, and no wider than the screen. */
async function expectFit(page: Page, name: string): Promise<void> {
  await expectAccessible(page, name);
  const over = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(over, name).toBeLessThanOrEqual(0);
}
