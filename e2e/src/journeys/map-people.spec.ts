import type { Page } from '@playwright/test';
import { expect, expectAccessible, expectAppKept, expectSaved, test } from './journey-test.ts';
import { changeMap, dayFromNow, drawShop } from './mapped.ts';

/** Opens a screen of the map over a shop that somebody drew. */
async function openShop(
  device: { open(url: string): Promise<Page> },
  relay: { readonly url: string; readonly address: string } | undefined,
  path: string,
): Promise<Page> {
  if (relay === undefined) throw new Error('no relay');
  await changeMap(relay.address, drawShop);
  const page = await device.open(`${relay.url}${path}`);
  // Opening takes what the machine gives.
  await expect(page.locator('h1').first()).toBeVisible({ timeout: 60_000 });
  return page;
}

const rowOf = (page: Page, component: string) =>
  page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: component }) });

test('who knows what is said by keys alone, also with every relay dead', async ({
  device,
  relaySet,
}) => {
  test.slow();
  const page = await openShop(device, relaySet.relays[0], '/map/people');
  await expect(page.getByRole('row').filter({ hasText: 'Ana Ortiz' })).toContainText('1 alone');
  await expectSaved(page, 'Saved on 2 relays');
  await page.getByRole('link', { name: 'Who knows what' }).click();
  await expect(rowOf(page, 'Payments')).toContainText('1 person');
  await expect(rowOf(page, 'Search')).toContainText('Nobody');
  await expect(page.getByText(/2 people leaving \(Ana Ortiz/)).toBeVisible();

  // The last person first: to Payments by arrows, to Ben, and he leads it.
  await page.getByRole('grid').focus();
  const cell = page.getByRole('gridcell', { selected: true });
  await expect(cell).toHaveCount(1);
  const payments = page.getByRole('region', { name: 'Ben Achterberg, Payments' });
  await page.keyboard.press('ArrowRight');
  for (let down = 0; down < 6 && !(await payments.isVisible()); down += 1)
    await page.keyboard.press('ArrowDown');
  await expect(payments).toContainText('Can operate, said 3 months ago');
  await expectAppKept(page);
  await relaySet.killAll();
  await page.keyboard.press('3');
  await expect(payments).toContainText('Can lead, said today');
  await expect(rowOf(page, 'Payments')).toContainText('2 people');
  // The cell is followed to where its row went.
  await expect(cell).toContainText('Lead');
  await page.keyboard.press('Control+z');
  await expect(payments).toContainText('Can operate, said 3 months ago');
  await payments.getByRole('button', { name: 'Can lead' }).click();
  await expect(rowOf(page, 'Payments')).toContainText('2 people');
  await expectSaved(page, /On this device only/);
});

test('a leave that leaves nobody is told before it is planned, and after', async ({
  device,
  relaySet,
}) => {
  test.slow();
  const page = await openShop(device, relaySet.relays[0], '/map/people?view=leave');
  const warnings = page.getByRole('region', { name: 'When nobody is there' });
  await expect(warnings).toContainText('nobody can lead Payments');
  await expect(warnings).toContainText('nobody can lead Storefront');
  const from = dayFromNow(20);
  await page.getByRole('button', { name: 'Plan leave' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Person').selectOption('Ana Ortiz');
  await dialog.getByLabel('First day away').fill(from);
  await dialog.getByLabel('Last day away').fill(dayFromNow(19));
  await expect(dialog).toContainText('The last day is before the first.');
  await expect(dialog.getByRole('button', { name: 'Save' })).toBeDisabled();
  await dialog.getByLabel('Last day away').fill(dayFromNow(22));
  await expect(dialog.getByRole('status')).toContainText('nobody can lead Payments');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toBeHidden();
  await page.getByLabel('Who counts').selectOption('Who can operate');
  await expect(warnings).not.toContainText('nobody can operate Storefront, Payments');
  await page.getByLabel('Who counts').selectOption('Who can lead');
  await page
    .getByRole('button', { name: /^Ana Ortiz is away/ })
    .last()
    .click();
  await dialog.getByRole('button', { name: 'Remove this leave' }).click();
  await expect(page.getByRole('button', { name: /^Ana Ortiz is away/ })).toHaveCount(1);
});

test('what somebody would leave behind becomes action items', async ({ device, relaySet }) => {
  test.slow();
  const page = await openShop(device, relaySet.relays[0], '/map/people');
  await page.getByRole('link', { name: 'Ana Ortiz' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Ana Ortiz' })).toBeVisible();
  await expect(page.getByText('1 component is left with nobody, 2 with one person.')).toBeVisible();
  const payments = page.getByRole('row').filter({ hasText: 'Payments' });
  await expect(payments).toContainText('Nobody');
  await expect(payments).toContainText('Ben Achterberg (can operate)');
  await page.getByLabel('Train Ben Achterberg on Payments').check();
  await page.getByLabel('Write a runbook for Payments').check();
  await page.getByLabel('Owner').fill('Ben Achterberg');
  await page.getByLabel('Due', { exact: true }).fill(dayFromNow(14));
  await page.getByRole('button', { name: 'Make 2 action items' }).click();
  await expect(page.getByText('Action item of Ben Achterberg')).toHaveCount(2);
  await page.getByRole('button', { name: 'Show' }).click();
  const open = page.getByRole('list', { name: 'Open' });
  await expect(open.getByRole('listitem')).toHaveCount(2);
  // It goes to another list at once: there is nothing left to look at whether it is checked.
  await open.getByLabel('Train Ben Achterberg on Payments', { exact: true }).click();
  await expect(open.getByRole('listitem')).toHaveCount(1);
  await expect(
    page.getByRole('list', { name: 'Done and dropped' }).getByRole('listitem'),
  ).toContainText('Train Ben Achterberg on Payments');
});

test('what falls if a region or a person is gone is shown on every screen, and shared', async ({
  device,
  otherDevice,
  relaySet,
}) => {
  test.slow();
  const page = await openShop(device, relaySet.relays[0], '/map/people?view=matrix');
  const bar = page.getByRole('region', { name: 'What if', exact: true });
  await page.getByRole('button', { name: 'What if…' }).click();
  await bar.getByLabel(/^Search people/).fill('eu-west');
  await bar.getByLabel(/^Search people/).press('Enter');
  // Both zones lie in it: the replicas, the ledger, payments and the shop.
  await expect(bar.getByRole('status')).toContainText('5 components fall');
  await bar.getByRole('button', { name: 'Show what falls' }).click();
  const list = page.getByRole('complementary', { name: 'What falls, and why' });
  await expect(list.getByText('because of', { exact: false }).last()).toContainText('eu-west');
  await expect(page).toHaveURL(/without=d\.eu-west/);
  const away = await otherDevice.open(page.url());
  const awayBar = away.getByRole('region', { name: 'What if', exact: true });
  await expect(awayBar.getByRole('status')).toContainText('5 components fall');
  await expect(awayBar.getByRole('list', { name: 'Taken away' })).toContainText('eu-west');
  await away.close();
  await bar.getByRole('button', { name: 'Give eu-west back' }).click();
  await expect(bar.getByRole('status')).toContainText('Nothing is taken away yet');
  await bar.getByLabel(/^Search people/).fill('Ana');
  await bar.getByLabel(/^Search people/).press('Enter');
  await expect(bar.getByRole('status')).toContainText('nobody left to lead 1 component');
  await expect(rowOf(page, 'Payments')).toContainText('Nobody');

  // It stays on from screen to screen, and the address opens it elsewhere.
  await page.getByRole('link', { name: 'List', exact: true }).first().click();
  await expect(bar.getByRole('status')).toContainText('nobody left to lead 1 component');
  await expect(page).toHaveURL(/without=p\.ana/);
  const other = await otherDevice.open(page.url());
  await expect(
    other.getByRole('region', { name: 'What if', exact: true }).getByRole('status'),
  ).toContainText('nobody left to lead 1 component');
  await page.keyboard.press('Escape');
  await expect(bar).toBeHidden();
  await expect(page).not.toHaveURL(/without/);
});

test('a finding is accepted until a day with a reason, and an objective is held against the map', async ({
  device,
  relaySet,
}) => {
  test.slow();
  const page = await openShop(device, relaySet.relays[0], '/map/findings');
  // Both replicas lie in one region: the redundancy does not help when that fails.
  await page
    .getByRole('listitem', { name: 'Cause: eu-west', exact: true })
    .getByRole('button', { name: /^Show / })
    .click();
  const shared = page
    .getByRole('listitem', { name: 'Redundancy with a common cause: Ledger database' })
    .filter({ hasText: 'eu-west' });
  await expect(shared).toContainText('Ledger replica a, Ledger replica b');
  await shared.getByRole('button', { name: 'How to remove it' }).click();
  await expect(shared).toContainText('Failover');

  await page.getByLabel('Rule').selectOption({ label: 'One person or nobody (1)' });
  const payments = page.getByRole('listitem', { name: 'One person or nobody: Payments' });
  await expect(payments).toContainText('Only Ana Ortiz can lead it.');
  await payments.getByRole('button', { name: 'Accept…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Accept' }).click();
  await expect(dialog).toContainText('Say why it is accepted.');
  await dialog.getByLabel('Why').fill('Ben is being trained');
  await dialog.getByRole('button', { name: 'Accept' }).click();
  await expect(payments).toBeHidden();
  await page.getByRole('link', { name: 'Accepted' }).click();
  await expect(payments).toContainText('Ben is being trained');
  await payments.getByRole('button', { name: 'Take back' }).click();
  await expect(page.getByText('Nothing is accepted now.')).toBeVisible();

  await page.getByRole('link', { name: 'Service objectives' }).click();
  const row = page.getByRole('row').filter({ hasText: 'Payments' });
  await expect(row).toContainText('99.99 %');
  await expect(row).toContainText('Not met');
  await expect(row).toContainText('Several regions, active in each');
  await expect(row).toContainText('eu-west alone takes it down');
});

test('files become components after their plan was seen, and the import can be undone', async ({
  device,
  relaySet,
}) => {
  test.slow();
  const page = await openShop(device, relaySet.relays[0], '/map/import');
  const yaml = [
    'services:',
    '  web:',
    '    image: nginx',
    '    depends_on: [cache, queue]',
    '  cache:',
    '    image: redis',
  ].join('\n');
  const files = page.locator('input[data-files="map"]');
  await files.setInputFiles([
    { name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('hello') },
  ]);
  await expect(page.getByRole('alert')).toContainText('There is nothing for the map');
  await files.setInputFiles([
    { name: 'docker-compose.yml', mimeType: 'text/yaml', buffer: Buffer.from(yaml) },
  ]);
  const fresh = page.getByRole('region', { name: 'Components: New' });
  await expect(fresh).toContainText('web');
  await fresh.getByLabel('Take cache').uncheck();
  await fresh.getByLabel('Take cache').check();
  await page.getByRole('button', { name: '1 refers to what no file has' }).click();
  const missing = page.getByRole('region', { name: 'Refers to what no file has' });
  await expect(missing.getByRole('heading')).toBeFocused();
  await expect(missing).toContainText('queue');
  await page.getByRole('button', { name: /^Take \d+ items into the map$/ }).click();
  await expect(page.getByText(/^Took \d+ items into the map/)).toContainText(
    '1 connection is kept aside',
  );
  await expect(missing).toContainText('queue');
  await page.getByRole('link', { name: 'To the map' }).click();
  await expect(page.getByRole('link', { name: 'cache', exact: true })).toBeVisible();
  await page.getByRole('link', { name: 'Import', exact: true }).click();
  await files.setInputFiles([
    { name: 'docker-compose.yml', mimeType: 'text/yaml', buffer: Buffer.from(yaml) },
  ]);
  await expect(page.getByText('The map has all of it already.')).toBeVisible();
  const more = `${yaml}\n  worker:\n    image: worker\n`;
  await page.getByRole('button', { name: 'Choose other files' }).click();
  await files.setInputFiles([
    { name: 'docker-compose.yml', mimeType: 'text/yaml', buffer: Buffer.from(more) },
  ]);
  await page.getByRole('button', { name: 'Take 1 item into the map' }).click();
  await page.getByRole('button', { name: 'Undo the import' }).click();
  await expect(page.getByText('The import was undone.', { exact: false })).toBeVisible();
  await page.getByRole('link', { name: 'To the map' }).click();
  await expect(page.getByRole('link', { name: 'cache', exact: true })).toBeVisible();
  await expect(page.getByRole('link', { name: 'worker', exact: true })).toBeHidden();
});

for (const viewport of [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
]) {
  test(`screens of people are accessible, ${viewport.width} wide`, async ({ device, relaySet }) => {
    test.setTimeout(180_000);
    const page = await openShop(device, relaySet.relays[0], '/map/people');
    await page.setViewportSize(viewport);
    await expect(page.getByRole('link', { name: 'Ana Ortiz' })).toBeVisible();
    await expectAccessible(page, 'people');
    await page.getByRole('link', { name: 'Who knows what' }).click();
    await expect(page.getByText('For the whole:')).toBeVisible();
    await expectAccessible(page, 'who knows what');
    await page.getByRole('link', { name: 'Leave', exact: true }).click();
    await expect(page.getByRole('region', { name: 'When nobody is there' })).toBeVisible();
    await expectAccessible(page, 'leave');
    await page.goto(new URL('/map/people/ana?without=p.ana,d.eu-west', page.url()).href);
    await expect(page.getByRole('region', { name: 'What if', exact: true })).toContainText(
      '5 components fall',
    );
    await page.getByRole('button', { name: 'Show what falls' }).click();
    await expectAccessible(page, 'if Ana leaves');
    await page.goto(new URL('/map/findings', page.url()).href);
    await page.getByRole('button', { name: 'How to remove it' }).first().click();
    await expectAccessible(page, 'findings');
    await page.getByRole('link', { name: 'Service objectives' }).click();
    await expect(page.getByRole('table', { name: 'Service objectives' })).toBeVisible();
    await expectAccessible(page, 'objectives');
    await page.getByRole('link', { name: 'Import', exact: true }).click();
    await expect(page.getByRole('button', { name: 'Choose files' })).toBeVisible();
    await expectAccessible(page, 'import');
  });
}
