import type { Locator, Page } from '@playwright/test';
import { expect, expectSaved, test } from './journey-test.ts';

/** The first code of the map comes when it is first opened; a busy machine is no failure. */
const longMs = 60_000;

/** In the dialog for a component, which is open; it stays open for the next. */
async function addAndNext(page: Page, name: string, layer: string): Promise<void> {
  const dialog = page.getByRole('dialog', { name: 'Add a component' });
  await dialog.getByLabel('Layer').selectOption(layer);
  await dialog.getByRole('textbox', { name: /^Name/ }).fill(name);
  await dialog.getByRole('button', { name: 'Add and next' }).press('Enter');
  await expect(dialog.getByRole('textbox', { name: /^Name/ })).toHaveValue('');
}

/** In the dialog of what a component needs. */
async function addNeed(page: Page, name: string): Promise<void> {
  const dialog = page.getByRole('dialog');
  const field = dialog.getByLabel(/^Component/);
  await field.fill(name);
  await field.press('Enter');
  await expect(dialog.getByRole('listitem').filter({ hasText: name })).toBeVisible();
}

const box = (page: Page, name: string): Locator =>
  page.getByRole('group', { name: new RegExp(`^${name}, `) });

/** In the picture: from the lower edge of a box to the upper edge of another. */
async function drawLine(page: Page, from: string, to: string): Promise<void> {
  const source = box(page, from).locator('.source');
  await box(page, from).hover();
  await source.dragTo(box(page, to).locator('.target'), { force: true });
}

test('a map is drawn from nothing, what two replicas share far below is found, and mended', async ({
  device,
  relaySet,
}) => {
  test.slow();
  const page = await device.open(`${relaySet.relays[0]?.url ?? ''}/map`);
  await expect(page.getByText('Nothing on the map yet')).toBeVisible({ timeout: longMs });
  await expectSaved(page, 'Saved on 2 relays');

  // By keys: a service, and what it stands on, in three layers.
  await page.keyboard.press('c');
  await addAndNext(page, 'Web shop', 'Software');
  await addAndNext(page, 'Host A', 'Hardware');
  await addAndNext(page, 'Host B', 'Hardware');
  await addAndNext(page, 'Internal DNS', 'Network');
  await page.keyboard.press('Escape');
  await page.getByRole('link', { name: 'List', exact: true }).click();
  await page.getByRole('row').getByRole('link', { name: 'Web shop' }).press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Web shop' })).toBeVisible({
    timeout: longMs,
  });
  await page.keyboard.press('n');
  await page.getByRole('button', { name: 'Add a redundancy group' }).press('Enter');
  const group = page.getByRole('dialog', { name: 'Redundancy group: Web shop' });
  const members = group.getByLabel(/^Members/);
  // What can be chosen comes with the first letter.
  await expect(page.getByRole('option', { name: 'Host A' })).toBeHidden();
  await members.pressSequentially('h');
  await expect(page.getByRole('option', { name: 'Host A' })).toBeVisible();
  for (const member of ['Replica A', 'Replica B']) {
    await members.fill(member);
    await members.press('Enter');
  }
  await group.getByRole('button', { name: 'Save' }).press('Enter');
  await expect(group).toBeHidden();
  await expect(page.getByText('Nothing else on the map takes it down alone.')).toBeVisible({
    timeout: longMs,
  });
  const needs = page.getByRole('region', { name: 'What it needs' });
  for (const [replica, host] of [
    ['Replica A', 'Host A'],
    ['Replica B', 'Host B'],
  ] as const) {
    await needs.getByRole('link', { name: replica }).press('Enter');
    await expect(page.getByRole('heading', { level: 1, name: replica })).toBeVisible();
    await page.keyboard.press('n');
    await addNeed(page, host);
    await page.keyboard.press('Escape');
    await page.goBack();
    await expect(page.getByRole('heading', { level: 1, name: 'Web shop' })).toBeVisible();
  }

  // In the picture: both hosts need the same resolver.
  await page.getByRole('link', { name: 'Show in the graph' }).click();
  await expect(box(page, 'Web shop')).toBeVisible({ timeout: longMs });
  await expect(box(page, 'Host B')).toBeInViewport();
  const causes = page.getByRole('complementary', { name: 'Selected component' });
  await expect(causes).toContainText('Nothing else on the map takes it down alone.');
  await drawLine(page, 'Host A', 'Internal DNS');
  await drawLine(page, 'Host B', 'Internal DNS');
  await causes.getByRole('button', { name: 'Show the path to Internal DNS' }).click();
  await expect(page.getByText('on the way')).toHaveCount(4);
  await expect(box(page, 'Internal DNS')).toContainText('on the way');
  await expect(box(page, 'Internal DNS')).toHaveAccessibleName(/hidden/i);

  // The findings say the same, with the way to it for each replica.
  await page.getByRole('link', { name: 'Findings' }).click();
  const cause = page.getByRole('listitem', { name: 'Cause: Internal DNS' });
  await cause.getByRole('button', { name: /^Show / }).press('Enter');
  const finding = page.getByRole('listitem', { name: 'Redundancy with a common cause: Web shop' });
  await expect(finding).toContainText('share Internal DNS: Replica A, Replica B.');
  await finding.getByRole('button', { name: 'How to remove it' }).press('Enter');
  await expect(finding).toContainText('Replica B → Host B → Internal DNS');

  // The second host gets a resolver of its own, and the finding goes.
  await page.getByRole('link', { name: 'Graph', exact: true }).click();
  await box(page, 'Host B').press('Enter');
  await expect(causes.getByRole('heading', { name: 'Host B' })).toBeVisible();
  await page.keyboard.press('n');
  await page.getByRole('button', { name: 'No longer needs Internal DNS' }).press('Enter');
  await addNeed(page, 'Second DNS');
  await page.keyboard.press('Escape');
  await box(page, 'Web shop').press('Enter');
  await expect(causes).toContainText('Nothing else on the map takes it down alone.');
  await page.getByRole('link', { name: 'Findings' }).click();
  await page.getByLabel('Rule').selectOption({ label: 'Any rule' });
  await expect(page.getByRole('listitem', { name: 'No owner', exact: true })).toBeVisible();
  await expect(cause).toBeHidden();

  // What was done last is taken back step by step, and with it the fix.
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  await cause.getByRole('button', { name: /^Show / }).press('Enter');
  await expect(finding).toContainText('share Internal DNS');
  await page.keyboard.press('Control+Shift+z');
  await expect(cause).toBeHidden();
  await expectSaved(page, 'Saved on 2 relays');
});
