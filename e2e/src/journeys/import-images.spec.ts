import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { runHoldfast } from '../command-line.ts';
import { drop, exportedFiles, goToImport } from './importing.ts';
import {
  callMe,
  expect,
  expectAccessible,
  expectSaved,
  openRunbook,
  test,
} from './journey-test.ts';
import { startRun } from './running.ts';

/** A pixel, and another. */
const pixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const large = Buffer.concat([pixel, Buffer.alloc(300_000)]);

const files: Readonly<Record<string, string | Buffer>> = {
  'team/a.md': '# Lag\n\n1. Look at ![the lag](images/lag.png)\n2. Compare ![all](large.png)\n',
  'team/deep/b.md': '# Deep\n\n![the same](../images/lag.png)\n',
  'team/images/lag.png': pixel,
  'team/large.png': large,
};

async function write(folder: string, all: typeof files): Promise<void> {
  for (const [path, content] of Object.entries(all)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
}

async function expectDrawn(image: Locator): Promise<void> {
  await expect(image).toBeVisible();
  await expect
    .poll(() =>
      image.evaluate((element) => element instanceof HTMLImageElement && element.naturalWidth),
    )
    .toBe(1);
}

function row(page: Page, path: string): Locator {
  return page.getByRole('listitem').filter({ hasText: path });
}

test('images come along with a dropped folder, show wherever the text does, and go out byte for byte', async ({
  device,
  relaySet,
  folder,
}) => {
  test.setTimeout(120_000);
  const [relay] = relaySet.relays;
  if (relay === undefined) throw new Error('no relay');
  await write(folder, files);
  const page = await device.open(`${relay.url}/runbooks`);
  await goToImport(page);
  await drop(page, join(folder, 'team'));
  await expect(page.getByRole('button', { name: '2 new' })).toBeVisible();
  await expect(row(page, 'team/a.md')).toContainText('1 image comes along.');
  await expect(row(page, 'team/a.md')).toContainText('large.png is larger than the 200 kB');
  await expectAccessible(page, 'plan with images');
  await page.getByRole('button', { name: 'Import 2 files' }).click();
  await expect(page.getByText('2 runbooks made, 0 changed.')).toBeVisible();
  await expectSaved(page, 'Saved on 2 relays');

  await openRunbook(page, 'Deep');
  await expectDrawn(page.getByRole('img', { name: 'the same' }));
  await startRun(page, 'Lag');
  await expectDrawn(page.getByRole('img', { name: 'the lag' }));
  await expect(page.getByText('all (')).toBeVisible();
  await expectAccessible(page, 'run with an image');

  await page.getByRole('link', { name: 'Runbooks' }).first().click();
  await page.getByRole('button', { name: 'Import, export, print' }).click();
  await page.getByRole('menuitem', { name: 'Print all' }).click();
  await expectDrawn(page.getByRole('article').getByRole('img', { name: 'the lag' }));
  await expectDrawn(page.getByRole('article').getByRole('img', { name: 'the same' }));

  const { 'team/large.png': _, ...small } = files;
  expect(await exportedFiles(page)).toEqual(
    new Map(Object.entries(small).map(([path, content]) => [path, Buffer.from(content)])),
  );
  // Relays have them, too: the command line writes the same.
  const target = ['--relay', relay.url, '--workspace', 'demo'];
  await runHoldfast(folder, ['export', '--out', 'out', ...target]);
  const again = await runHoldfast(folder, ['import', 'runbooks', 'out/team', ...target]);
  expect(again).toContain('0 runbooks created, 0 changed, 2 unchanged');
});

test('a text that is approved and locked is kept aside until it is unlocked', async ({
  device,
  relaySet,
  folder,
}) => {
  test.setTimeout(120_000);
  const [relay] = relaySet.relays;
  if (relay === undefined) throw new Error('no relay');
  await write(folder, { 'team/a.md': '# Lag\n\nfirst\n', 'team/b.md': '# Other\n' });
  await runHoldfast(folder, [
    ...['import', 'runbooks', 'team', '--relay', relay.url, '--workspace', 'demo'],
  ]);
  const page = await device.open(`${relay.url}/runbooks`);
  await callMe(page, 'Ana');
  await openRunbook(page, 'Lag');
  await page.keyboard.press('v');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('radio', { name: 'Works' }).check();
  await dialog.getByRole('checkbox', { name: /^Lock the text/ }).check();
  await dialog.getByRole('button', { name: 'Save review' }).click();
  await expect(dialog).toBeHidden();

  await write(folder, { 'team/a.md': '# Lag\n\nnews\n', 'team/b.md': '# Other\n\nnews\n' });
  await goToImport(page);
  await drop(page, join(folder, 'team'));
  await expect(page.getByRole('button', { name: '1 locked' })).toBeVisible();
  await expect(row(page, 'team/a.md')).toContainText('Ana approved this text and locked it.');
  await expectAccessible(page, 'plan with a locked text');
  await page.getByRole('button', { name: 'Import 1 file' }).click();
  await expect(page.getByText('0 runbooks made, 1 changed.')).toBeVisible();
  await expect(page.getByText('1 file is kept aside')).toBeVisible();
  await expectAccessible(page, 'done with a locked text');

  await page.getByRole('link', { name: 'team/a.md' }).click();
  await expect(page.getByText('first', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Unlock to edit' }).click();
  await goToImport(page);
  await drop(page, join(folder, 'team'));
  await page.getByRole('button', { name: 'Import 1 file' }).click();
  await expect(page.getByText('0 runbooks made, 1 changed.')).toBeVisible();
  await openRunbook(page, 'Lag');
  await expect(page.getByText('news', { exact: true })).toBeVisible();
  // The review kept what this one was; of the other the import did.
  await openRunbook(page, 'Other');
  await page.keyboard.press('h');
  await expect(page.getByText('kept before an import')).toBeVisible();
});
