import { gzipSync } from 'node:zlib';
import { expect, expectAccessible, test } from './journey-test.ts';
import { changeMap, drawShop } from './mapped.ts';

const day = 86_400;
const newest = 1_790_000_000;

/** Ana under two names, a robot, and Ben, whom the map knows under another name. Newest first. */
function logOfShop(): string {
  const commits = [
    { who: ['Ana Ortiz', 'ana@work.example'], files: ['M\tpay.ts', 'M\tcart.ts'] },
    { who: ['aortiz', 'a.ortiz@home.example'], files: ['M\tpay.ts'] },
    { who: ['release[bot]', 'bot@ci.example'], files: ['M\tversion.ts'] },
    { who: ['benny', 'benny@home.example'], files: ['A\tstock.ts', 'A\tversion.ts'] },
    { who: ['Ana Ortiz', 'ana@work.example'], files: ['A\tpay.ts', 'A\tcart.ts'] },
  ];
  return commits
    .map(({ who, files }, at) =>
      [
        `commit\t${'abcdef0123456789'.repeat(2)}0000000${at}\t${who.join('\t')}\t${newest - at * day}`,
        '',
        ...files,
        '',
      ].join('\n'),
    )
    .join('\n');
}

test('people of a git log are corrected, connected with the map, and tell it who knows the code', async ({
  device,
  relaySet,
}) => {
  test.slow();
  const [relay] = relaySet.relays;
  if (relay === undefined) throw new Error('no relay');
  await changeMap(relay.address, drawShop);
  const page = await device.open(`${relay.url}/map/people?view=git`);
  const input = page.locator('input[data-files="git-log"]');
  await expect(input).toBeAttached({ timeout: 60_000 });
  const file = (name: string, buffer: Buffer) => ({ name, mimeType: '', buffer });

  await input.setInputFiles(file('letter.log', Buffer.from('Dear all,\nno log is in here.\n')));
  await expect(page.getByRole('alert')).toContainText('there is no commit in it');
  await input.setInputFiles(file('shop.log.gz', gzipSync(logOfShop())));
  const facts = page.getByRole('status').filter({ hasText: 'shop:' });
  await expect(facts).toContainText('5 commits by 3 people');
  const row = (name: string) =>
    page.getByRole('row').filter({ has: page.getByRole('button', { name, exact: true }) });
  await expect(row('Ana Ortiz')).toContainText('Ana Ortiz, by ');
  await expect(row('release[bot]')).toContainText('A program');
  await expectAccessible(page, 'who is who in a git log');

  // Two are one, by keys alone; taken back, and done again.
  await page.getByRole('checkbox', { name: 'Choose Ana Ortiz' }).focus();
  await page.keyboard.press('Space');
  await page.getByRole('checkbox', { name: 'Choose aortiz' }).check();
  await page.getByRole('button', { name: 'Make these 2 one person' }).press('Enter');
  await expect(row('aortiz')).toHaveCount(0);
  await expect(row('Ana Ortiz')).toContainText('as corrected');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(row('aortiz')).toHaveCount(1);
  await page.getByRole('button', { name: 'Redo' }).click();
  await expect(row('aortiz')).toHaveCount(0);

  await row('benny').getByRole('button').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('On the map').selectOption('Ben Achterberg');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(row('benny')).toContainText('Ben Achterberg, as you said');

  // The file is the command line's, and comes back.
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save who is who' }).click();
  const path = await (await saved).path();
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(row('aortiz')).toHaveCount(1);
  await page.locator('input[data-files="identities"]').setInputFiles(path);
  await expect(row('aortiz')).toHaveCount(0);
  await row('benny').getByRole('button').click();
  await dialog.getByLabel('On the map').selectOption('Ben Achterberg');
  await dialog.getByRole('button', { name: 'Save' }).click();

  await page.getByRole('tab', { name: 'What the map learns' }).click();
  await page.getByLabel('Component that the code belongs to').selectOption('Search');
  const plan = page.getByRole('table', { name: 'What would be written' });
  await expect(plan.getByRole('row').filter({ hasText: 'Ana Ortiz' })).toContainText('Can operate');
  await expect(plan.getByRole('row').filter({ hasText: 'Ben Achterberg' })).toContainText('new');

  // One file is another component's, and one does not count.
  await expect(page.getByText('Search: 4 files count')).toBeVisible();
  await page.getByText('Folders of other components, files to leave out').click();
  await page.getByRole('button', { name: 'Add a folder' }).click();
  const folder = page.getByRole('combobox', { name: 'Folder 1', exact: true });
  await folder.fill('./pay.ts');
  await folder.press('Enter');
  await page.getByLabel('Component of folder 1').selectOption('Payments');
  await expect(page.getByText('Payments: 1 file counts')).toBeVisible();
  await expect(page.getByText('Search: 3 files count')).toBeVisible();
  await page.getByLabel('Files to leave out').fill('version.*');
  await page.getByLabel('Files to leave out').blur();
  await expect(page.getByText('Search: 2 files count')).toBeVisible();
  await expect(plan.getByRole('row').filter({ hasText: 'Payments' })).toContainText('Ana Ortiz');
  await expectAccessible(page, 'what the map learns of several components');
  await page.getByLabel('Files to leave out').fill('');
  await page.getByLabel('Files to leave out').blur();
  await page.getByRole('button', { name: 'Remove folder 1' }).click();
  await expect(page.getByText('Search: 4 files count')).toBeVisible();
  await page.getByRole('button', { name: /^Write \d+ changes into the map/ }).click();
  await expect(page.getByText('The map knows now who knows Search.')).toBeVisible();
  await page.getByRole('button', { name: 'Undo it' }).click();
  await expect(page.getByText('It was undone.')).toBeVisible();
  await page.getByRole('button', { name: 'Another component' }).click();
  await page.getByRole('button', { name: /^Write \d+ changes into the map/ }).click();
  await page.getByRole('link', { name: 'Who knows what' }).first().click();
  const search = page
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader', { name: 'Search' }) });
  await expect(search).toContainText('Operate');
});
