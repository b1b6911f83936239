import type { Locator, Page } from '@playwright/test';
import { callMe, expect, expectAppKept, expectSaved, test } from './journey-test.ts';
import { changeMap, drawShop } from './mapped.ts';

/** The first code of the map comes when it is first opened; a busy machine is no failure. */
const longMs = 60_000;

const rowOf = (page: Page, name: string): Locator =>
  page.getByRole('row').filter({ has: page.getByRole('link', { name, exact: true }) });

const box = (page: Page, name: string): Locator =>
  page.getByRole('group', { name: new RegExp(`^${name}, `) });

async function addComponent(page: Page, name: string): Promise<void> {
  await page.keyboard.press('c');
  const dialog = page.getByRole('dialog', { name: 'Add a component' });
  await dialog.getByRole('textbox', { name: /^Name/ }).fill(name);
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
}

async function goTo(page: Page, screen: 'Graph' | 'List'): Promise<void> {
  await page.getByRole('link', { name: screen, exact: true }).click();
}

test('two people draw at once, see each other, and lose nothing to a cut', async ({
  device,
  otherDevice,
  relaySet,
}) => {
  test.slow();
  const [first, second] = relaySet.relays;
  if (first === undefined || second === undefined) throw new Error('no relays');
  await changeMap(first.address, drawShop);
  const ana = await device.open(`${first.url}/map`);
  const ben = await otherDevice.open(`${second.url}/map`);
  for (const [page, name] of [
    [ana, 'Ana'],
    [ben, 'Ben'],
  ] as const) {
    await callMe(page, name);
    await page.getByRole('link', { name: 'Map', exact: true }).first().click();
    await expect(box(page, 'Payments')).toBeVisible({ timeout: longMs });
  }

  // What the other has selected, and where they point.
  await box(ben, 'Payments').click();
  await expect(box(ana, 'Payments')).toContainText('Ben');
  await expect(ana.getByText('Ben', { exact: true })).toHaveCount(2);
  await box(ana, 'Ledger database').press('Enter');
  await expect(box(ben, 'Ledger database')).toContainText('Ana');

  // Both add; each takes back only what is their own.
  await goTo(ana, 'List');
  await goTo(ben, 'List');
  await addComponent(ana, 'Cache');
  await expect(rowOf(ben, 'Cache')).toBeVisible();
  await addComponent(ben, 'Queue');
  await expect(rowOf(ana, 'Queue')).toBeVisible();
  await ana.keyboard.press('Control+z');
  await expect(rowOf(ana, 'Cache')).toBeHidden();
  await expect(rowOf(ben, 'Cache')).toBeHidden();
  await expect(rowOf(ben, 'Queue')).toBeVisible();
  await ana.keyboard.press('Control+z');
  await expect(rowOf(ana, 'Queue')).toBeVisible();

  // Cut off, one connects what the other deletes.
  await expectAppKept(ana);
  await expectAppKept(ben);
  await relaySet.killAll();
  await expectSaved(ana, /no relay reachable/);
  await rowOf(ana, 'Search').getByRole('link').press('Enter');
  await expect(ana.getByRole('heading', { level: 1, name: 'Search' })).toBeVisible();
  await ana.keyboard.press('n');
  const needs = ana.getByRole('dialog', { name: 'What Search needs' });
  await needs.getByLabel(/^Component/).fill('Mail provider');
  await needs.getByLabel(/^Component/).press('Enter');
  await expect(needs.getByRole('listitem').filter({ hasText: 'Mail provider' })).toBeVisible();
  await ana.keyboard.press('Escape');
  await rowOf(ben, 'Mail provider').getByRole('link').press('Enter');
  await expect(ben.getByRole('heading', { level: 1, name: 'Mail provider' })).toBeVisible();
  await ben.getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(ben.getByText('1 connection kept aside')).toBeVisible();

  // Together again, both connections are kept aside on both devices, and come back with it.
  await relaySet.startAll();
  await ana.getByRole('link', { name: 'All components' }).click();
  for (const page of [ana, ben]) {
    await page.getByText('2 connections kept aside').click({ timeout: longMs });
    await expect(page.getByText('Search → Mail provider', { exact: false })).toBeVisible();
    await expect(rowOf(page, 'Mail provider')).toBeHidden();
  }
  await ana
    .getByRole('listitem')
    .filter({ hasText: 'Search → Mail provider' })
    .getByRole('button', { name: 'Bring back Mail provider' })
    .click();
  for (const page of [ana, ben]) {
    await expect(rowOf(page, 'Mail provider')).toContainText('2');
    await expect(page.getByText('kept aside')).toBeHidden();
  }
  await rowOf(ben, 'Mail provider').getByRole('link').press('Enter');
  const neededBy = ben.getByRole('region', { name: 'What needs it' });
  await expect(neededBy.getByRole('link', { name: 'Search' })).toBeVisible();
  await expect(neededBy.getByRole('link', { name: 'Payments' })).toBeVisible();
});
