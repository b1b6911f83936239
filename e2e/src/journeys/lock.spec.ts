import type { Page } from '@playwright/test';
import { declare } from './incident-room.ts';
import {
  createRunbook,
  expect,
  expectAccessible,
  expectAppKept,
  expectSaved,
  goToPlace,
  openEditor,
  openRunbook,
  test,
  typeAtEnd,
} from './journey-test.ts';
import { whereIs } from './raw-storage.ts';

test.use({ relayCount: 1 });

const passphrase = 'four walls and a door';
const secret = 'the spare key lies under the third stone';
const title = 'Where the keys lie';

async function turnOn(page: Page): Promise<void> {
  await goToPlace(page, 'Settings');
  await page.getByRole('button', { name: 'Encrypt and lock…' }).click();
  await page.getByLabel('Passphrase', { exact: true }).fill(passphrase);
  await page.getByLabel('The same once more').fill(passphrase);
  await page.getByRole('button', { name: 'Encrypt this copy' }).click();
  await expectOn(page);
}

/** Longer than others: every row is written anew, and a busy machine is no failure. */
async function expectOn(page: Page): Promise<void> {
  await expect(page.getByRole('button', { name: 'Lock now' })).toBeVisible({ timeout: 60_000 });
}

async function unlock(page: Page, by = passphrase): Promise<void> {
  await page.getByLabel('Passphrase', { exact: true }).fill(by);
  await page.getByRole('button', { name: 'Unlock', exact: true }).click();
}

const lockedTitle = (page: Page) =>
  page.getByRole('heading', { level: 1, name: 'This copy is locked' });

test('a copy is encrypted with a passphrase, and opened with it offline', async ({
  device,
  relaySet,
}) => {
  test.setTimeout(180_000);
  const [relay] = relaySet.relays;
  if (relay === undefined) throw new Error('a relay is needed');
  let page = await device.open(`${relay.url}/runbooks`);
  await createRunbook(page, title, secret);
  await expectSaved(page, 'Saved on');
  await expect.poll(() => page.evaluate(whereIs, [secret, title])).not.toEqual([]);
  await expectAppKept(page);

  await goToPlace(page, 'Settings');
  await page.getByRole('button', { name: 'Encrypt and lock…' }).click();
  await page.getByLabel('Passphrase', { exact: true }).fill('too short');
  await page.getByRole('button', { name: 'Encrypt this copy' }).click();
  await expect(page.getByText('At least 12 characters.', { exact: true })).toBeVisible();
  await page.getByLabel('Passphrase', { exact: true }).fill(passphrase);
  await page.getByRole('button', { name: 'Encrypt this copy' }).click();
  await expect(page.getByText('The two are not the same.')).toBeVisible();
  await expectAccessible(page, 'turning the lock on');
  await page.getByLabel('The same once more').fill(passphrase);
  await page.getByRole('button', { name: 'Encrypt this copy' }).click();
  await expectOn(page);
  await expectAccessible(page, 'settings of a locked copy');

  await test.step('nothing of it can be read on the disk any more, and work goes on', async () => {
    await openEditor(page, title);
    await typeAtEnd(page, '\nand the alarm is off on Mondays');
    await expectSaved(page, 'Saved on');
    await expect
      .poll(() => page.evaluate(whereIs, [secret, title, 'alarm is off']), { timeout: 30_000 })
      .toEqual([]);
  });

  await test.step('typed with every relay dead, and closed at once', async () => {
    await relay.kill();
    await typeAtEnd(page, '\nwritten in the dark');
    await expectSaved(page, 'On this device');
    await device.close();
    await device.reopen();
  });

  await test.step('it opens with the passphrase alone, offline', async () => {
    page = await device.open(`${relay.url}/runbooks`);
    await expect(lockedTitle(page)).toBeVisible();
    await expect(page).toHaveTitle('This copy is locked · Holdfast');
    await expect(page.getByText(title)).toHaveCount(0);
    await expectAccessible(page, 'the lock');
    await expect(page.getByLabel('Passphrase', { exact: true })).toBeFocused();
    await unlock(page, 'four walls and a roof');
    await expect(page.getByRole('alert')).toContainText('not the passphrase of this copy');
    await page.getByLabel('Passphrase', { exact: true }).fill(passphrase);
    await page.keyboard.press('Enter');
    await openRunbook(page, title);
    await expect(page.getByRole('article')).toContainText('written in the dark');
    await expect(page.getByRole('article')).toContainText(secret);
  });

  await test.step('turned off it lies there in plain text again, whole', async () => {
    await goToPlace(page, 'Settings');
    await page.getByRole('button', { name: 'Turn off…' }).click();
    await page.getByRole('button', { name: 'Decrypt this copy' }).click();
    await expect(page.getByRole('button', { name: 'Encrypt and lock…' })).toBeVisible({
      timeout: 60_000,
    });
    expect(await page.evaluate(whereIs, [secret])).not.toEqual([]);
    await page.reload();
    await openRunbook(page, title);
    await expect(page.getByRole('article')).toContainText('written in the dark');
  });
});

test('locked in one tab, no tab shows anything any more; what was being typed is kept', async ({
  device,
  relaySet,
}) => {
  test.setTimeout(180_000);
  const [relay] = relaySet.relays;
  if (relay === undefined) throw new Error('a relay is needed');
  const one = await device.open(`${relay.url}/runbooks`);
  await createRunbook(one, title, secret);
  await expectSaved(one, 'Saved on');
  const two = await device.open(`${relay.url}/runbooks`);
  const palette = two.getByRole('dialog', { name: 'Go to anything, do anything' });
  const lockNow = palette.getByRole('button', { name: 'Lock now' });
  const lookForLock = async (): Promise<void> => {
    await two.locator('body').press('Control+k');
    await palette.getByRole('textbox').fill('lock now');
  };
  await lookForLock();
  await expect(palette).toContainText('No runbook and no command matches');
  await two.keyboard.press('Escape');
  await turnOn(two);
  await typeAtEnd(one, '\nthe last word');
  await lookForLock();
  await expect(lockNow).toBeVisible();
  await two.keyboard.press('Enter');
  for (const page of [one, two]) {
    await expect(lockedTitle(page)).toBeVisible();
    await expect(page.getByText(title)).toHaveCount(0);
    await expect(page.locator('.cm-content')).toHaveCount(0);
  }
  expect(await one.evaluate(whereIs, [secret, 'last word'])).toEqual([]);
  // Unlocked in one tab it is so in both: the key is with the worker of both.
  await unlock(two);
  await expectOn(two);
  await expect(one.locator('.cm-content')).toContainText('the last word');
});

test('a note that nobody sent is encrypted with the copy, and there again when that is opened', async ({
  device,
  relaySet,
}) => {
  test.setTimeout(180_000);
  const [relay] = relaySet.relays;
  if (relay === undefined) throw new Error('a relay is needed');
  const typed = 'the failover hangs at the second step';
  const page = await device.open(`${relay.url}/incidents`);
  const note = page.getByLabel('Write on the timeline');
  await declare(page, 'Checkout is slow');
  await note.fill(typed);
  await expect.poll(() => page.evaluate(whereIs, [typed])).not.toEqual([]);
  const incident = page.url();
  await turnOn(page);
  await expect.poll(() => page.evaluate(whereIs, [typed])).toEqual([]);

  await page.goto(incident);
  await unlock(page);
  await expect(note).toHaveValue(typed);
  await note.fill(`${typed}, as in May`);
  await goToPlace(page, 'Settings');
  await page.getByRole('button', { name: 'Lock now' }).click();
  await expect(lockedTitle(page)).toBeVisible();
  expect(await page.evaluate(whereIs, [typed])).toEqual([]);
  await page.goto(incident);
  await unlock(page);
  await expect(note).toHaveValue(`${typed}, as in May`);

  await goToPlace(page, 'Settings');
  await page.getByRole('button', { name: 'Turn off…' }).click();
  await page.getByRole('button', { name: 'Decrypt this copy' }).click();
  await expect(page.getByRole('button', { name: 'Encrypt and lock…' })).toBeVisible({
    timeout: 60_000,
  });
  await page.goto(incident);
  await expect(note).toHaveValue(`${typed}, as in May`);
});

/** A device with a fingerprint sensor, whose owner touches it whenever it asks. */
async function addAuthenticator(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('WebAuthn.enable');
  await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      ...{ protocol: 'ctap2', ctap2Version: 'ctap2_1', transport: 'internal' },
      ...{ hasResidentKey: true, hasUserVerification: true, isUserVerified: true, hasPrf: true },
      automaticPresenceSimulation: true,
    },
  });
}

test('a passkey opens the copy as well, offline, until it is removed', async ({
  device,
  relaySet,
}) => {
  test.setTimeout(180_000);
  const [relay] = relaySet.relays;
  if (relay === undefined) throw new Error('a relay is needed');
  // Passkeys belong to names, not to addresses.
  const page = await device.open(`${relay.url.replace('127.0.0.1', 'localhost')}/runbooks`);
  await addAuthenticator(page);
  await createRunbook(page, title, secret);
  await expectSaved(page, 'Saved on');
  await expectAppKept(page);
  await turnOn(page);
  await page.getByRole('button', { name: 'Add a passkey…' }).click();
  await page.getByLabel('Passphrase now').fill('four walls and a roof');
  await page.getByLabel('Name of the passkey').fill('Thumb');
  await page.getByRole('button', { name: 'Make a passkey' }).click();
  await expect(page.getByRole('alert')).toContainText('not the passphrase of this copy');
  await page.getByLabel('Passphrase now').fill(passphrase);
  await page.getByRole('button', { name: 'Make a passkey' }).click();
  const remove = page.getByRole('button', { name: 'Remove the passkey “Thumb”' });
  await expect(remove).toBeVisible();
  await expectAccessible(page, 'settings with a passkey');

  await page.getByRole('button', { name: 'Lock now' }).click();
  await expect(lockedTitle(page)).toBeVisible();
  await relay.kill();
  await expectAccessible(page, 'a lock with a passkey');
  await page.getByRole('button', { name: 'I forgot the passphrase' }).click();
  await expect(page.getByText('A passkey opens this copy without the passphrase')).toBeVisible();
  await expect(page.getByText('A copy without its passphrase cannot be read')).toHaveCount(0);
  await page.getByRole('button', { name: 'Keep it' }).click();
  await page.getByRole('button', { name: 'Unlock with a passkey' }).click();
  await expect(remove).toBeVisible();
  expect(await page.evaluate(whereIs, [secret, title])).toEqual([]);

  await remove.click();
  await expect(remove).toHaveCount(0);
  await page.getByRole('button', { name: 'Lock now' }).click();
  await expect(page.getByRole('button', { name: 'Unlock', exact: true })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Unlock with a passkey' })).toHaveCount(0);
  await unlock(page);
  await openRunbook(page, title);
  await expect(page.getByRole('article')).toContainText(secret);
});

test('whose passphrase is forgotten deletes the copy and fetches it anew', async ({
  device,
  relaySet,
}) => {
  test.setTimeout(180_000);
  const [relay] = relaySet.relays;
  if (relay === undefined) throw new Error('a relay is needed');
  let page = await device.open(`${relay.url}/runbooks`);
  await createRunbook(page, title, secret);
  await expectSaved(page, 'Saved on');
  await turnOn(page);
  await device.close();
  await device.reopen();
  page = await device.open(`${relay.url}/runbooks`);
  await page.getByRole('button', { name: 'I forgot the passphrase' }).click();
  await expect(page.getByText('is not known while it is locked')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Keep it' })).toBeFocused();
  await expectAccessible(page, 'what to do without the passphrase');
  await page.getByRole('button', { name: 'Delete this copy' }).click();
  await openRunbook(page, title);
  await expect(page.getByRole('article')).toContainText(secret);
  await goToPlace(page, 'Settings');
  await expect(page.getByRole('button', { name: 'Encrypt and lock…' })).toBeVisible();
});
