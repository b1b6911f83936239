import type { Page } from '@playwright/test';
import { expect, expectAccessible, expectSaved, test } from './journey-test.ts';

/** The workspace's name in the side bar. */
function workspaceOf(page: Page): ReturnType<Page['locator']> {
  return page.getByRole('navigation').locator('[title]').first();
}

async function writeRunbook(page: Page, title: string): Promise<void> {
  await page
    .getByRole('button', { name: /^(?:Create|New)/ })
    .first()
    .click();
  await page.getByRole('dialog').getByRole('textbox').first().fill(title);
  await page.keyboard.press('Enter');
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
  await writeRunbook(page, 'Rotate the keys');
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

test('another workspace of the device is found, and opened, without knowing how addresses are made', async ({
  device,
  relaySet,
}) => {
  const [relay] = relaySet.relays;
  const url = relay?.url ?? '';
  const page = await device.open(`${url}/runbooks?workspace=ops`);
  await writeRunbook(page, 'Rotate the keys');
  await expectSaved(page, 'Saved on 2 relays');

  // On a phone the name stands at the top where it is not the usual workspace.
  await page.setViewportSize({ width: 390, height: 844 });
  await expect(page.getByRole('banner').getByText('ops', { exact: true })).toBeVisible();
  await page.setViewportSize({ width: 1440, height: 900 });

  // By the palette to the list; a name that cannot be one is refused.
  await page.getByRole('button', { name: /^Go to or do/ }).click();
  await page.getByRole('dialog').getByRole('textbox').fill('workspace');
  await page.getByText('Open another workspace', { exact: true }).click();
  const part = page.getByRole('region', { name: 'Workspaces on this device' });
  await expect(part.getByRole('listitem').filter({ hasText: 'open now' })).toContainText('ops');
  const field = part.getByLabel('Open another by its name');
  await field.fill('no such/name');
  await field.press('Enter');
  await expect(part).toContainText('A name has 1 to 63 small letters');
  await field.fill('demo');
  await field.press('Enter');
  await expect(workspaceOf(page)).toHaveText('demo');

  // And back, by what the device remembers of it.
  await page.getByRole('link', { name: 'Settings', exact: true }).first().click();
  const ops = part.getByRole('listitem').filter({ hasText: 'ops' });
  await expect(ops).toContainText('document');
  await expect(ops).toContainText('last opened');
  await expectAccessible(page, 'workspaces');
  await ops.getByRole('link', { name: 'Open ops' }).click();
  await expect(workspaceOf(page)).toHaveText('ops');
  await page.getByRole('link', { name: 'Runbooks', exact: true }).first().click();
  await expect(page.getByRole('row').filter({ hasText: 'Rotate the keys' })).toBeVisible();
});
