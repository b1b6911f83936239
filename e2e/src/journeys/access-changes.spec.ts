import { readFile } from 'node:fs/promises';
import { readInvitationFragment } from '@holdfast/shared/access/invitation';
import { readHandoverFile } from '@holdfast/shared/protocol/handover-file';
import { readHandoverText } from '@holdfast/shared/protocol/handover-text';
import type { Page } from '@playwright/test';
import { expect, expectAppKept, expectSaved, goToPlace, typeAtEnd } from './journey-test.ts';
import { test } from './keyed-test.ts';
import { accept, arrivesMs, readRunbook, writeRunbook } from './people-of-roles.ts';

test.setTimeout(240_000);

/** What a press of a button hands out as a file. */
async function saved(page: Page, button: string | RegExp): Promise<Buffer> {
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: button }).first().click();
  return readFile(await (await download).path());
}

/** What of a link lets somebody in. */
function secretsOf(link: string): readonly string[] {
  const fragment = link.slice(link.indexOf('#') + 1);
  const d = readInvitationFragment(fragment)?.key.d;
  if (d === undefined) throw new Error('no invitation');
  return [d, fragment.slice(0, 60)];
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
  const secrets = [invited.link, link].flatMap(secretsOf);

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

test('what a viewer’s device holds back is handed over without anything that lets somebody in', async ({
  keyed,
  device,
}) => {
  const passphrase = 'four walls and a door';
  const editor = await keyed.invite({ name: 'Ben Okafor', role: 'editor' });
  const viewer = await keyed.invite({ name: 'Ben Okafor', role: 'viewer' });
  const page = await accept(device, editor.link);
  const { url = '' } = keyed.relays[0] ?? {};
  await device.context().grantPermissions(['clipboard-read', 'clipboard-write'], { origin: url });
  await writeRunbook(page, 'Restore the database', 'Stop the writers.\n');
  await expectSaved(page, 'Saved on 2 relays', arrivesMs);
  await expectAppKept(page);
  await goToPlace(page, 'Settings');
  await page.getByRole('button', { name: 'Encrypt and lock…' }).click();
  await page.getByLabel('Passphrase', { exact: true }).fill(passphrase);
  await page.getByLabel('The same once more').fill(passphrase);
  await page.getByRole('button', { name: 'Encrypt this copy' }).click();
  await expect(page.getByRole('button', { name: 'Lock now' })).toBeVisible({ timeout: arrivesMs });
  await keyed.killAll();
  await readRunbook(page, 'Restore the database');
  await page.getByRole('link', { name: 'Edit', exact: true }).click();
  await typeAtEnd(page, 'Only here.\n');
  await expectSaved(page, /On this device only/u);
  const other = await device.open(viewer.link);
  await other.getByRole('button', { name: 'Accept on this device' }).click();
  await keyed.startAll();
  await expect(other.getByText('only on this device.')).toBeVisible({ timeout: arrivesMs });

  const { tokens, mayLeave } = await other.evaluate(whatLetsIn);
  // The key of the device cannot be taken out at all.
  expect(mayLeave).toBe(false);
  expect(tokens.length).toBeGreaterThan(0);
  const secrets = [editor.link, viewer.link].flatMap(secretsOf);
  const raw = secrets.map((secret) => Buffer.from(secret, 'base64url').toString('latin1'));
  const nothingOf = [passphrase, ...secrets, ...raw, ...tokens.flatMap((one) => one.split('.'))];

  await other.getByRole('button', { name: 'What to do…' }).click();
  const held = await saved(other, 'Save as a file');
  await other.keyboard.press('Escape');
  await goToPlace(other, 'Sync');
  const unsent = await saved(other, 'Save these changes');
  await other.getByRole('button', { name: 'Copy them as text' }).click();
  await expect(other.getByText(/^Copied\. Paste all of it/u)).toBeVisible();
  const words = await other.evaluate(() => navigator.clipboard.readText());
  const read = readHandoverText(words);
  const [pasted] = read.ok ? read.files : [];
  if (pasted === undefined) throw new Error('no changes as text');
  for (const [name, file] of Object.entries({ held, unsent, pasted })) {
    expect(readHandoverFile(file).ok, name).toBe(true);
    const text = Buffer.from(file).toString('latin1');
    expect(text, name).toContain('Only here.');
    for (const secret of nothingOf) expect(text, name).not.toContain(secret);
  }
  for (const secret of nothingOf) expect(words).not.toContain(secret);
});

/** Runs in the page: the tokens that this device shows, and whether a script could take its key along. */
async function whatLetsIn(): Promise<{ tokens: string[]; mayLeave: boolean }> {
  const result = <T>(request: IDBRequest<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error ?? new Error('failed'));
    });
  const db = await result(indexedDB.open('holdfast-device/access'));
  const all = db.transaction(['cards', 'keys']);
  const cards: unknown[] = await result(all.objectStore('cards').getAll());
  const keys: { privateKey: CryptoKey }[] = await result(all.objectStore('keys').getAll());
  db.close();
  const shown = JSON.stringify(cards).match(/[\w-]{20,}\.[\w-]{20,}\.[\w-]{20,}/gu) ?? [];
  return { tokens: [...shown], mayLeave: keys.some(({ privateKey }) => privateKey.extractable) };
}
