import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { runHoldfast } from '../command-line.ts';
import { createRelays } from '../relays.ts';
import { expect, test } from './journey-test.ts';

/** A journey with a relay that asks for keys. */
const keyed = test.extend<{ readonly keys: string }>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads the parameter's shape.
  keys: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'holdfast-keys-'));
    await runHoldfast(folder, ['keys', 'create', '--workspace', 'demo', '--dir', folder]);
    await use(folder);
    rmSync(folder, { recursive: true, force: true });
  },
  relaySet: async ({ keys }, use) => {
    const relaySet = await createRelays({
      count: 1,
      environment: () => ({ HOLDFAST_KEYS: keys }),
    });
    await relaySet.startAll();
    await use(relaySet);
    await relaySet.dispose();
  },
});

/** Opens an invitation as whoever got it would, and comes to the app. */
async function acceptOn(page: Page, link: string, device: string, who?: string): Promise<void> {
  await page.goto(link);
  if (who !== undefined) {
    // Nothing is accepted before somebody has said who they are.
    await page.getByRole('button', { name: 'Accept on this device' }).click();
    await expect(page.getByText('Write your name: the invitation does not say it.')).toBeVisible();
    await page.getByLabel('Who are you?').fill(who);
  }
  await page.getByLabel('Name of this device').fill(device);
  await page.getByRole('button', { name: 'Accept on this device' }).click();
  await expect(page).not.toHaveURL(/\/join/u, { timeout: 30_000 });
}

keyed(
  'an admin’s browser lets others in at a relay with keys, and cuts them off',
  async ({ device, otherDevice, relaySet, keys }) => {
    test.slow();
    const [relay] = relaySet.relays;
    if (relay === undefined) throw new Error('no relay');
    const args = ['--workspace', 'demo', '--dir', keys, '--relay', relay.url, '--no-qr'];
    const invited = await runHoldfast(keys, [
      'invite',
      '--role',
      'admin',
      '--name',
      'Ana',
      ...args,
    ]);
    const page = await device.open(`${relay.url}/livez`);
    await acceptOn(page, linkIn(invited), 'Laptop');
    await page.goto(`${relay.url}/access`);
    await expect(page.getByRole('heading', { name: /^Ana/u })).toContainText('You');

    await page.getByRole('link', { name: 'Invitations', exact: true }).click();
    await page.getByRole('button', { name: 'Invite', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name').fill('Ben');
    await dialog.getByRole('button', { name: 'Make the invitation' }).click();
    const link = await page.getByLabel('Link', { exact: true }).inputValue();
    await page.getByRole('button', { name: 'Done', exact: true }).click();

    const other = await otherDevice.open(`${relay.url}/livez`);
    await acceptOn(other, link, 'Ben’s phone');
    await page.getByRole('link', { name: 'People and devices', exact: true }).click();
    const ben = page
      .getByRole('list', { name: 'People and devices' })
      .locator(':scope > li')
      .filter({ has: page.getByRole('heading', { name: 'Ben' }) });
    await expect(ben).toContainText('Ben’s phone', { timeout: 30_000 });
    await expect(ben).toContainText('Has access');
    await other.goto(`${relay.url}/access/roles`);
    await expect(other.getByText('You are responder.')).toBeVisible();
    await expect(other.getByText('For another role: Ask Ana.')).toBeVisible();

    await page.getByRole('button', { name: 'What can be done with Ben', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Cut off this person…' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Cut off' }).click();
    await expect(other.getByText(/taken away|cut off/iu).first()).toBeVisible({ timeout: 30_000 });

    await page.getByRole('link', { name: 'Audit', exact: true }).click();
    await page.getByRole('button', { name: 'Read the log' }).click();
    const log = page.getByRole('table', { name: 'The relay’s log' });
    await expect(log).toContainText('Ben (Responder)');

    const sealed = ['invite', '--break-glass', '--role', 'editor', '--name', 'Break-glass: safe'];
    const printed = await runHoldfast(keys, [...sealed, ...args]);
    await acceptOn(other, linkIn(printed), 'Spare phone', 'Cleo Hart');
    for (const screen of [page, other]) {
      const banner = screen.getByRole('complementary', { name: 'Break-glass access in use' });
      await expect(banner).toContainText(
        'Break-glass: safe is in use by Cleo Hart on Spare phone',
        {
          timeout: 30_000,
        },
      );
    }
  },
);

function linkIn(printed: string): string {
  return /http\S+\/join#\S+/u.exec(printed)?.[0] ?? '';
}
