import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { writeZip } from '@holdfast/shared/transfer/zip-write';
import type { Page } from '@playwright/test';
import { runHoldfast } from '../command-line.ts';
import { drop, exportedFiles, goToImport } from './importing.ts';
import {
  expectAppKept,
  expect,
  expectAccessible,
  expectAtEnd,
  expectSaved,
  openEditor,
  openRunbook,
  test,
  typeAtEnd,
} from './journey-test.ts';

const files: Readonly<Record<string, string>> = {
  'team/dns.md': '---\ntitle: DNS loss\nowner: net\n---\n\n# DNS loss\n\nSee [clocks](clock/).\n',
  'team/clock/_index.md': '# Clocks\r\n\r\n{{< hint info >}}\r\nwith CRLF\r\n{{< /hint >}}\r\n',
  'team/last.md': '# Last\n\none\n\ntwo\n\nthree',
};

async function write(folder: string, all = files): Promise<void> {
  for (const [path, text] of Object.entries(all)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
}

async function exported(page: Page): Promise<ReadonlyMap<string, string>> {
  const all = await exportedFiles(page);
  return new Map([...all].map(([path, bytes]) => [path, bytes.toString()]));
}

const last = (element: Page): ReturnType<Page['getByRole']> =>
  element.getByRole('listitem').filter({ hasText: 'team/last.md' });

test('a dropped folder comes in as on the command line, again with what changed, and goes out byte for byte', async ({
  device,
  relaySet,
  folder,
}) => {
  test.setTimeout(120_000);
  const [relay] = relaySet.relays;
  if (relay === undefined) throw new Error('no relay');
  await write(folder);
  await writeFile(join(folder, 'team/picture.png'), 'x');
  const page = await device.open(`${relay.url}/runbooks`);
  await goToImport(page);
  await expectAccessible(page, 'before anything is dropped');
  await drop(page, join(folder, 'team'));
  await expect(page.getByRole('button', { name: '3 new' })).toBeVisible();
  await expect(page.getByRole('button', { name: '1 skipped' })).toBeVisible();
  await expectAccessible(page, 'plan');
  await page.getByRole('button', { name: 'Import 3 files' }).click();
  await expect(page.getByText('3 runbooks made, 0 changed.')).toBeVisible();
  await expectAccessible(page, 'imported');
  await expectSaved(page, 'Saved on 2 relays');
  expect(await exported(page)).toEqual(new Map(Object.entries(files)));

  // The command line means the same documents.
  const told = await runHoldfast(folder, [
    ...['import', 'runbooks', 'team', '--relay', relay.url, '--workspace', 'demo'],
  ]);
  expect(told).toContain('0 runbooks created, 0 changed, 3 unchanged');

  await openRunbook(page, 'DNS loss');
  await page.getByRole('link', { name: 'clocks', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Clocks' })).toBeVisible();
  await expect(page.getByText('{{< hint info >}}')).toBeVisible();

  await openEditor(page, 'Last');
  await typeAtEnd(page, ', edited here');
  await expectAtEnd(page, 'three, edited here');
  await expectSaved(page, 'Saved on 2 relays');
  await write(folder, { 'team/last.md': '# Last\n\none\n\ntwo\n\nthree, edited there' });
  await write(folder, { 'team/dns.md': `${files['team/dns.md']}\nmore\n` });
  await goToImport(page);
  await drop(page, join(folder, 'team'));
  await expect(page.getByRole('button', { name: '1 conflict' })).toBeVisible();
  await expect(page.getByRole('button', { name: '1 changed' })).toBeVisible();
  await expectAccessible(page, 'plan with a conflict');
  await last(page).getByRole('button', { name: 'Compare' }).click();
  await expect(page.getByRole('dialog')).toContainText('three, edited there');
  await expectAccessible(page, 'compare');
  await page.keyboard.press('Escape');
  await last(page).getByRole('combobox').selectOption('both');
  await page.getByRole('button', { name: 'Import 2 files' }).click();
  await expect(page.getByText('1 runbook made, 1 changed.')).toBeVisible();
  const all = await exported(page);
  expect(all.get('team/last.md')).toBe(`${files['team/last.md']}, edited here`);
  expect([...all.values()]).toContainEqual(expect.stringContaining('three, edited there'));
  expect(all.get('team/dns.md')).toBe(`${files['team/dns.md']}\nmore\n`);
});

test('a zip comes in with no relay to be reached, and can be undone', async ({
  device,
  relaySet,
  folder,
}) => {
  const [relay] = relaySet.relays;
  if (relay === undefined) throw new Error('no relay');
  const bytes = Object.entries(files).map(([path, text]) => ({ path, bytes: Buffer.from(text) }));
  await writeFile(join(folder, 'team.zip'), writeZip(bytes, Date.now()));
  await writeFile(join(folder, 'broken.zip'), 'no zip');
  const page = await device.open(`${relay.url}/runbooks`);
  // Once the app is kept on the device, it needs no relay.
  await expectAppKept(page);
  await page.reload();
  await relaySet.killAll();
  await goToImport(page);
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: 'Choose a zip or files…' }).click(),
  ]);
  await chooser.setFiles(join(folder, 'broken.zip'));
  await expect(page.getByRole('alert').filter({ hasText: 'not a zip archive' })).toBeVisible();
  await drop(page, join(folder, 'team.zip'));
  await page.getByRole('button', { name: 'Import 3 files' }).click();
  await expect(page.getByText('3 runbooks made, 0 changed.')).toBeVisible();
  await expectSaved(page, 'On this device only');
  await page.getByRole('button', { name: 'Undo this import' }).click();
  await expect(page.getByText('Undone:')).toBeVisible();
  await page.getByRole('link', { name: 'Go to runbooks' }).click();
  await expect(page.getByRole('link', { name: 'Archived (3)' })).toBeVisible();
});

test('all runbooks are made ready for paper', async ({ device, relaySet, folder }) => {
  const [relay] = relaySet.relays;
  if (relay === undefined) throw new Error('no relay');
  await write(folder);
  await runHoldfast(folder, [
    'import',
    'runbooks',
    'team',
    '--relay',
    relay.url,
    '--workspace',
    'demo',
  ]);
  const page = await device.open(`${relay.url}/runbooks`);
  await expect(page.getByRole('row').filter({ hasText: 'DNS loss' })).toBeVisible();
  await page.getByRole('button', { name: 'Import, export, print' }).click();
  await page.getByRole('menuitem', { name: 'Print all' }).click();
  await expect(page.getByRole('button', { name: 'Print, or save as PDF' })).toBeEnabled();
  await expect(page.getByRole('article')).toHaveCount(3);
  await expectAccessible(page, 'print');
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByRole('button', { name: 'Print, or save as PDF' })).toBeHidden();
  await expect(page.getByRole('heading', { level: 2, name: 'Clocks' })).toBeVisible();
});

test('an import goes on when its page is left, and says so when it is through', async ({
  device,
  relaySet,
  folder,
}) => {
  test.setTimeout(120_000);
  const many = Array.from({ length: 600 }, (_, at) => [`many/${at}.md`, `# Runbook ${at}\n`]);
  await write(folder, Object.fromEntries(many));
  const page = await device.open(`${relaySet.relays[0]?.url ?? ''}/runbooks`);
  const broken: string[] = [];
  page.on('pageerror', (error) => broken.push(error.message));
  await goToImport(page);
  await drop(page, join(folder, 'many'));
  await page.getByRole('button', { name: 'Import 600 files' }).click();
  await page.getByRole('link', { name: 'Drills' }).first().click();
  await expect(page.getByRole('heading', { level: 1, name: 'Drills' })).toBeVisible();
  await expect(page.getByText('600 runbooks made')).toBeVisible({ timeout: 60_000 });
  await goToImport(page);
  await expect(page.getByRole('button', { name: 'Undo this import' })).toBeVisible();
  expect(broken).toEqual([]);
});
