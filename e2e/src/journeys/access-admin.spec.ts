import type { Page } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import { becomeAdmin } from './admins-device.ts';
import { expect, expectAccessible, expectSaved, test } from './journey-test.ts';
import { changeWorkspace, register, type Registered } from './registered.ts';

const others: readonly Registered[] = [
  { claims: { sub: 'ben', name: 'Ben', jti: 'b1' }, label: 'Phone' },
  { claims: { sub: 'dora', name: 'Dora', jti: 'd1', role: 'editor' } },
];
const sealedInUse: Registered = {
  claims: {
    sub: 's1',
    name: 'Break-glass: Safe',
    jti: 's1',
    kind: 'break-glass',
    role: 'editor',
    life: 3600,
  },
  label: 'Somebody’s phone',
  days: 0,
};

function person(page: Page, name: string): ReturnType<Page['getByRole']> {
  return page
    .getByRole('list', { name: 'People and devices' })
    .locator(':scope > li')
    .filter({ has: page.getByRole('heading', { name }) });
}

for (const viewport of [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
]) {
  test(`an admin invites, seals, cuts off and restricts, ${viewport.width} wide`, async ({
    device,
    otherDevice,
    relaySet,
  }) => {
    test.slow();
    const [relay] = relaySet.relays;
    if (relay === undefined) throw new Error('no relay');
    const page = await device.open(`${relay.url}/livez`);
    await page.setViewportSize(viewport);
    await becomeAdmin(page, relay);
    await changeWorkspace(relay.address, (doc) => register(doc, others));
    await page.goto(`${relay.url}/access`);

    await test.step('oneself and one’s device are marked', async () => {
      await expect(person(page, 'Ana Ortiz')).toContainText('You');
      await expect(person(page, 'Ana Ortiz').getByRole('listitem')).toContainText('This device');
      await expect(page.getByText('3 people, 2 devices')).toBeVisible();
    });

    await test.step('people are narrowed to how they stand, and the address says so', async () => {
      const which = page.getByLabel('Which', { exact: true });
      await which.selectOption('Invited');
      await expect(page.getByText('1 person, 0 devices')).toBeVisible();
      await expect(person(page, 'Dora')).toBeVisible();
      await page.reload();
      await expect(which.locator('option:checked')).toHaveText('Invited');
      await which.selectOption('With access now');
      await expect(page.getByText('2 people, 2 devices')).toBeVisible();
      await expect(person(page, 'Dora')).toHaveCount(0);
      await which.selectOption('Cut off or run out');
      await expect(page.getByText('Nobody fits what is asked for above.')).toBeVisible();
      await which.selectOption('Everybody');
      await expect(page.getByText('3 people, 2 devices')).toBeVisible();
    });

    await test.step('a device is cut off with the reason, and given access back', async () => {
      await page.getByRole('button', { name: 'What can be done with Phone' }).click();
      await page.getByRole('menuitem', { name: 'Cut off this device…' }).click();
      const dialog = page.getByRole('dialog', { name: 'Cut off Phone of Ben?' });
      await expect(dialog).toContainText('Relays hear of it as of any edit');
      await expectAccessible(page, 'cut off', { within: '[role="dialog"]' });
      await dialog.getByLabel('Why').fill('Lost in a train');
      await dialog.getByRole('button', { name: 'Cut off' }).click();
      await expect(person(page, 'Ben')).toContainText('Cut off by Ana Ortiz');
      await expect(person(page, 'Ben')).toContainText('“Lost in a train”');
      await page.getByRole('button', { name: 'Undo' }).click();
      await expect(person(page, 'Ben')).toContainText('Has access');
    });

    await test.step('whoever cuts off the last admin is told so', async () => {
      await page.getByRole('button', { name: 'What can be done with Ana Ortiz' }).click();
      await page.getByRole('menuitem', { name: 'Cut off this person…' }).click();
      await expect(page.getByText('Nobody else administers the workspace.')).toBeVisible();
      await expect(page.getByText('This is the device that you are using.')).toBeVisible();
      await page.getByRole('button', { name: 'Cancel' }).click();
    });

    await page.getByRole('link', { name: 'Invitations', exact: true }).click();
    await test.step('an invitation is shown once, opens elsewhere, and is withdrawn', async () => {
      await page.getByRole('button', { name: 'Invite', exact: true }).click();
      const dialog = page.getByRole('dialog', { name: 'Invite somebody' });
      await dialog.getByLabel('Name').fill('Zoë Ruiz');
      await dialog.getByLabel('Role').selectOption({ value: 'viewer' });
      await expectAccessible(page, 'invite', { within: '[role="dialog"]' });
      await dialog.getByRole('button', { name: 'Make the invitation' }).click();
      const made = page.getByRole('dialog', { name: 'The invitation for Zoë Ruiz' });
      await expect(made.getByRole('img', { name: /^QR code/u })).toBeVisible();
      await expectAccessible(page, 'made', { within: '[role="dialog"]' });
      const link = await made.getByLabel('Link').inputValue();
      await made.getByRole('button', { name: 'Done', exact: true }).click();
      await expect(page.getByRole('list', { name: 'Open invitations' })).toContainText('Zoë Ruiz');
      const joining = await otherDevice.open(link);
      await expect(joining.getByText('Ana Ortiz invites Zoë Ruiz.')).toBeVisible();
      await page.getByRole('button', { name: 'What can be done with Zoë Ruiz' }).click();
      await page.getByRole('menuitem', { name: 'Withdraw this invitation…' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Withdraw' }).click();
      await page.getByText('1 earlier one: withdrawn or run out').click();
      await expect(page.getByText('Cut off by Ana Ortiz, today')).toBeVisible();
    });

    await test.step('sealed access is made to be printed', async () => {
      await page.getByRole('button', { name: 'Make sealed access' }).click();
      const dialog = page.getByRole('dialog', { name: 'Make sealed access' });
      await dialog.getByLabel('Where it is kept, or for whom').fill('Room');
      await expectAccessible(page, 'seal', { within: '[role="dialog"]' });
      await page.evaluate(failToMakeSecondKey);
      await dialog.getByRole('button', { name: 'Make them' }).click();
      await expect(dialog.getByRole('alert')).toContainText('could not be made');
      await expect(dialog.getByRole('status')).toContainText('1 of 2 sheets is made and good.');
      await expect(dialog.getByLabel('How many sheets')).toBeDisabled();
      await expectAccessible(page, 'some sealed', { within: '[role="dialog"]' });
      await dialog.getByRole('button', { name: 'Make the missing one' }).click();
      await expect(page.getByRole('article')).toHaveCount(2);
      await expectAccessible(page, 'sheets');
      await page.getByRole('button', { name: 'Done, they are printed' }).click();
      const sealed = page.getByRole('list', { name: 'Break-glass access' });
      await expect(sealed.getByRole('listitem')).toHaveText([
        /Break-glass: Room \(1 of 2\)Sealed/u,
        /Break-glass: Room \(2 of 2\)Sealed/u,
      ]);
      await expectAccessible(page, 'invitations');
    });

    await test.step('of sheets that cannot all be made, those that are can be had', async () => {
      await page.getByRole('button', { name: 'Make sealed access' }).click();
      const dialog = page.getByRole('dialog', { name: 'Make sealed access' });
      await dialog.getByLabel('Where it is kept, or for whom').fill('Attic');
      await page.evaluate(failToMakeSecondKey);
      await dialog.getByRole('button', { name: 'Make them' }).click();
      await dialog.getByRole('button', { name: 'Go on with one' }).click();
      await expect(page.getByRole('article')).toHaveCount(1);
      await expect(page.getByText('Of 2 wanted, only 1 could be made')).toBeVisible();
      await page.getByRole('button', { name: 'Done, they are printed' }).click();
      await expect(page.getByText('Break-glass: Attic (1 of 2)')).toBeVisible();
    });

    await test.step('who may see a runbook is said over the runbook', async () => {
      await page.goto(`${relay.url}/runbooks`);
      await page.getByRole('button', { name: 'New runbook' }).first().click();
      await page.getByRole('dialog').getByRole('textbox').first().fill('Rotate the root key');
      await page.keyboard.press('Enter');
      await expect(page).toHaveURL(/\/edit$/u);
      await page.goto(page.url().replace(/\/edit$/u, ''));
      await page.getByRole('button', { name: 'Actions for Rotate the root key' }).click();
      await page.getByRole('menuitem', { name: 'Who may see this…' }).click();
      const dialog = page.getByRole('dialog', { name: 'Who may see “Rotate the root key”' });
      await dialog.getByLabel('Only these people').check();
      await expectAccessible(page, 'who may see', { within: '[role="dialog"]' });
      await dialog.getByRole('button', { name: 'Save' }).click();
      await page.goto(`${relay.url}/access/documents`);
      await expect(page.getByRole('list', { name: 'Restricted documents' })).toContainText(
        /Rotate the root keyAna Ortizby Ana Ortiz/u,
      );
      await expectAccessible(page, 'documents');
    });

    await test.step('all of it is recorded, and can be taken along', async () => {
      await page.getByRole('link', { name: 'Audit', exact: true }).click();
      const record = page.getByRole('list', { name: 'In the workspace' });
      await expect(record).toContainText(
        'Ana Ortiz restricted “Rotate the root key” to: Ana Ortiz',
      );
      await expect(record).toContainText('Ana Ortiz cut off Zoë Ruiz.');
      await page.getByLabel('What', { exact: true }).selectOption('Sealed access made');
      await expect(record.getByRole('listitem')).toHaveCount(3);
      await expectAccessible(page, 'audit');
      const download = page.waitForEvent('download');
      await page.getByRole('button', { name: 'Save as CSV' }).first().click();
      const csv = await readFile(await (await download).path(), 'utf8');
      expect(csv).toMatch(/^at,what,by,about,aboutId,detail\r\n.*,sealed,Ana Ortiz,/u);
      expect(csv.split('\r\n')).toHaveLength(5);
    });

    await test.step('everybody sees on every screen that sealed access is in use', async () => {
      await changeWorkspace(relay.address, (doc) => register(doc, [sealedInUse]));
      const elsewhere = await otherDevice.open(`${relay.url}/runbooks`);
      for (const screen of [page, elsewhere]) {
        const banner = screen.getByRole('complementary', { name: 'Break-glass access in use' });
        await expect(banner).toContainText('Break-glass: Safe is in use on Somebody’s phone');
      }
      await expectAccessible(elsewhere, 'banner');
      await expectSaved(page, 'Saved on 2 relays');
    });
  });
}

/** Runs in the page: the browser gives one new key, then none once, then goes on as ever. */
function failToMakeSecondKey(): void {
  const { prototype } = SubtleCrypto;
  let asked = 0;
  prototype.generateKey = new Proxy(prototype.generateKey, {
    apply(generate, subtle, args) {
      asked += 1;
      if (asked === 2) return Promise.reject(new Error('no key now'));
      return Reflect.apply(generate, subtle, args);
    },
  });
}
