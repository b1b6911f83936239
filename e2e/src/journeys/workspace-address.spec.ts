import type { Page } from '@playwright/test';
import { expect, expectSaved, test } from './journey-test.ts';

/** The workspace's name in the side bar. */
function workspaceOf(page: Page): ReturnType<Page['locator']> {
  return page.getByRole('navigation').locator('[title]').first();
}

test('a mistyped workspace does not stick to the device', async ({ device, relaySet }) => {
  const [relay] = relaySet.relays;
  const url = relay?.url ?? '';
  const page = await device.open(`${url}/?workspace=dmeo`);
  await expect(workspaceOf(page)).toHaveText('dmeo');
  await page.getByRole('link', { name: 'Settings' }).first().click();
  await expect(page).toHaveURL(`${url}/settings?workspace=dmeo`);
  await page.goto(url);
  await expect(workspaceOf(page)).toHaveText('demo');
  await expect(page).toHaveURL(`${url}/`);
});

test('links carry a workspace that is not the relay’s own, and one without it leads back', async ({
  device,
  otherDevice,
  relaySet,
}) => {
  const [relay] = relaySet.relays;
  const url = relay?.url ?? '';
  const page = await device.open(`${url}/runbooks?workspace=ops`);
  await page
    .getByRole('button', { name: /^(?:Create|New)/ })
    .first()
    .click();
  await page.getByRole('dialog').getByRole('textbox').first().fill('Rotate the keys');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/runbooks\/[^/]+\/edit\?workspace=ops$/);
  await expectSaved(page, 'Saved on 2 relays');
  const editor = new URL(page.url());
  const runbook = editor.pathname.replace(/\/edit$/, '');

  const other = await otherDevice.open(`${url}${runbook}?workspace=ops`);
  await expect(other.getByRole('heading', { level: 1, name: 'Rotate the keys' })).toBeVisible();

  // It holds something by now: this device comes back to it.
  await page.goto(url);
  await expect(workspaceOf(page)).toHaveText('ops');
  await page.goto(`${url}${runbook}`);
  await expect(page.getByText('This runbook is not on this device')).toBeVisible();
  await page.getByRole('link', { name: 'Look for it in ops' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Rotate the keys' })).toBeVisible();
});
