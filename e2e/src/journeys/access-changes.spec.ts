import { readFile } from 'node:fs/promises';
import { readInvitationFragment } from '@holdfast/shared/access/invitation';
import type { Page } from '@playwright/test';
import { expect, expectSaved, goToPlace } from './journey-test.ts';
import { test } from './keyed-test.ts';
import { accept, arrivesMs, readRunbook, writeRunbook } from './people-of-roles.ts';

test.setTimeout(240_000);

/** What a press of a button hands out as a file. */
async function saved(page: Page, button: string | RegExp): Promise<Buffer> {
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: button }).first().click();
  return readFile(await (await download).path());
}

test('a card that is accepted in one tab changes what the others may do, by itself', async ({
  keyed,
  device,
}) => {
  const editor = await keyed.invite({ name: 'Ben Okafor', role: 'editor' });
  const viewer = await keyed.invite({ name: 'Vera Lind', role: 'viewer' });
  const page = await accept(device, editor.link);
  await writeRunbook(page, 'Restore the database', 'Stop the writers.\n');
  await expect(page.getByRole('link', { name: 'Edit', exact: true })).toBeVisible();
  await expectSaved(page, 'Saved on 2 relays', arrivesMs);

  const other = await accept(device, viewer.link);
  const edit = page.getByRole('button', { name: /^Edit/u });
  await expect(edit).toHaveAccessibleDescription(/^Read only: your role is viewer\./u, {
    timeout: arrivesMs,
  });
  await expect(page.getByText('Stop the writers.')).toBeVisible();
  const dialog = page.getByRole('dialog');
  await page.locator('body').press('Control+k');
  await page.getByPlaceholder(/./u).last().fill('archive');
  await expect(dialog).toContainText('Read only: your role is viewer.');
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await page.locator('body').press('e');
  await expect(dialog).toContainText('Read only: your role is viewer.');
  await other.close();
});

test('nothing that lets somebody in leaves a browser in a file', async ({ keyed, device }) => {
  const invited = await keyed.invite({ name: 'Ana Ortiz', role: 'admin' });
  const page = await accept(device, invited.link);
  const { url = '' } = keyed.relays[0] ?? {};
  await page.goto(`${url}/access/invitations`);
  await page.getByRole('button', { name: 'Invite', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('Ben');
  await dialog.getByRole('button', { name: 'Make the invitation' }).click();
  const link = await page.getByLabel('Link', { exact: true }).inputValue();
  await page.getByRole('button', { name: 'Done', exact: true }).click();
  await writeRunbook(page, 'Restore the database', 'Stop the writers.\n');
  await expectSaved(page, 'Saved on 2 relays', arrivesMs);
  const secrets = [invited.link, link].flatMap((one) => {
    const fragment = one.slice(one.indexOf('#') + 1);
    const d = readInvitationFragment(fragment)?.key.d;
    if (d === undefined) throw new Error('no invitation');
    return [d, fragment.slice(0, 60)];
  });

  await goToPlace(page, 'Sync');
  const everything = await saved(page, /everything|whole/iu);
  const bundle = await saved(page, /emergency|bundle/iu);
  await readRunbook(page, 'Restore the database');
  await page.getByRole('button', { name: 'Actions for Restore the database' }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: /Export/u }).click();
  const exported = await readFile(await (await download).path());
  // What is looked through holds the text, so a secret in it would be seen as well.
  for (const [name, file] of Object.entries({ everything, bundle, exported })) {
    const text = file.toString('latin1');
    expect(text, name).toContain('Stop the writers.');
    for (const secret of secrets) expect(text, name).not.toContain(secret);
  }
});
