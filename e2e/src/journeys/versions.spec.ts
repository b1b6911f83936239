import type { Page } from '@playwright/test';
import { runHoldfast } from '../command-line.ts';
import {
  callMe,
  expect,
  expectAccessible,
  expectAppKept,
  expectSaved,
  openEditor,
  test,
  typeAtEnd,
} from './journey-test.ts';

const title = 'Restore from backup';

function versions(page: Page) {
  return page.getByRole('navigation', { name: 'Versions, newest first' }).getByRole('link');
}

test(`a text is kept after a pause, compared, named, restored and taken back, with every relay dead`, async ({
  device,
  relaySet,
  folder,
}) => {
  test.setTimeout(240_000);
  const [relay] = relaySet.relays;
  if (relay === undefined) throw new Error('a relay is needed');
  await runHoldfast(folder, ['import', 'demo', '--relay', relay.url, '--workspace', 'demo']);
  const page = await device.open(`${relay.url}/runbooks`);
  await callMe(page, 'Ana');
  await openEditor(page, title);
  await expectSaved(page, 'Saved on 2 relays');
  await expectAppKept(page);
  await relaySet.killAll();

  await typeAtEnd(page, 'Ask the bank first.\n');
  await page.getByRole('link', { name: 'Done' }).click();
  await expect(page.getByRole('article')).toContainText('Ask the bank first.');
  await page.keyboard.press('h');
  await expect(page.getByRole('heading', { level: 1, name: `Versions of ${title}` })).toBeVisible();
  await expect(versions(page)).toHaveCount(2);
  await expect(versions(page).first()).toContainText('Written by Ana');
  await expect(versions(page).last()).toContainText(/^.*Imported/);

  await expect(page.getByText('1 line added, 0 lines removed')).toBeVisible();
  await expect(
    page.locator('.cm-merge-b .cm-changedLine', { hasText: 'Ask the bank' }),
  ).toBeVisible();
  await expectAccessible(page, 'side by side');
  await page.getByText('Inline', { exact: true }).click();
  await expect(page.locator('.cm-changedLine', { hasText: 'Ask the bank' })).toBeVisible();
  await expectAccessible(page, 'inline');
  await page.getByText('Who wrote it', { exact: true }).click();
  const blame = page.getByRole('region', { name: 'Who wrote what' });
  await expect(blame).toContainText('Ana');
  await expectAccessible(page, 'who wrote what');

  await versions(page).last().click();
  await page.getByRole('button', { name: 'Name…' }).click();
  await page.getByLabel('Name', { exact: true }).fill('As it came');
  await page.getByRole('button', { name: 'Save name' }).click();
  await expect(versions(page).last()).toContainText('As it came');

  await page.getByRole('button', { name: 'Restore' }).click();
  await expect(versions(page)).toHaveCount(3);
  await expect(versions(page).first()).toContainText('Restored by Ana');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(versions(page).first()).toContainText('Now');
  await page.getByRole('link', { name: 'Back to the runbook' }).click();
  await expect(page.getByRole('article')).toContainText('Ask the bank first.');

  await page.goBack();
  await versions(page).last().click();
  await page.getByRole('button', { name: 'Restore' }).click();
  await page.getByRole('link', { name: 'Back to the runbook' }).click();
  await expect(page.getByRole('article')).not.toContainText('Ask the bank first.');
  await expectSaved(page, /On this device only/);

  await relaySet.startAll();
  await expectSaved(page, 'Saved on 2 relays', 60_000);
});

test('a phone shows the versions, then what one of them changed', async ({
  device,
  otherDevice,
  relaySet,
  folder,
}) => {
  test.setTimeout(240_000);
  const [relay] = relaySet.relays;
  if (relay === undefined) throw new Error('a relay is needed');
  await runHoldfast(folder, ['import', 'demo', '--relay', relay.url, '--workspace', 'demo']);
  const desk = await device.open(`${relay.url}/runbooks`);
  await callMe(desk, 'Ana');
  await openEditor(desk, title);
  await typeAtEnd(desk, 'Ask the bank first.\n');
  await desk.getByRole('link', { name: 'Done' }).click();
  await expectSaved(desk, 'Saved on 2 relays');

  const phone = await otherDevice.open(desk.url());
  await phone.setViewportSize({ width: 390, height: 844 });
  await expect(phone.getByRole('article')).toContainText('Ask the bank first.');
  await phone.getByRole('button', { name: `Actions for ${title}` }).click();
  await phone.getByRole('menuitem', { name: 'Versions' }).click();
  await expect(phone.locator('.cm-content')).toHaveCount(0);
  await expectAccessible(phone, 'list on a phone');
  await versions(phone).first().click();
  await expect(phone.getByText('1 line added, 0 lines removed')).toBeVisible();
  await expect(phone.getByText('Side by side')).toHaveCount(0);
  await expectAccessible(phone, 'changes on a phone');
  await phone.getByRole('link', { name: 'All versions' }).click();
  await expect(versions(phone)).toHaveCount(2);
});
