import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { runHoldfast } from '../command-line.ts';
import { expect, expectSaved, openEditor, test } from './journey-test.ts';

test('what is set in the fields is in the text, under undo, and in the exported file', async ({
  device,
  relaySet,
  folder,
}) => {
  const [relay] = relaySet.relays;
  if (relay === undefined) throw new Error('a relay is needed');
  await mkdir(join(folder, 'ops'));
  const files = {
    'dns.md': '---\ntitle: DNS failover # shown\ntags:\n  - dns\n---\ntext\n',
    'plain.md': '# Plain\n',
  };
  for (const [name, text] of Object.entries(files))
    await writeFile(join(folder, 'ops', name), text);
  const there = ['--relay', relay.url, '--workspace', 'demo'];
  await runHoldfast(folder, ['import', 'runbooks', join(folder, 'ops'), ...there]);

  const page = await device.open(`${relay.url}/runbooks`);
  await openEditor(page, 'DNS failover');
  await rename(page, 'Zone: loss');
  await expectLines(page, ['title: "Zone: loss" # shown', '  - dns']);
  await page.getByLabel('Tags', { exact: true }).first().fill('net');
  await page.keyboard.press('Enter');
  await expectLines(page, ['  - dns', '  - net']);
  await page.locator('.cm-content').click();
  await page.keyboard.press('Control+z');
  await expect(page.locator('.cm-content')).not.toContainText('net');
  await page.locator('.cm-line', { hasText: '- dns' }).click();
  await page.keyboard.press('End');
  await page.keyboard.insertText('-and-bind');
  await expect(page.getByText('dns-and-bind', { exact: true }).first()).toBeVisible();

  await openEditor(page, 'Plain');
  await rename(page, 'Set beside the text');
  await expectSaved(page, 'Saved on 2 relays');
  await expect(async () => {
    const out = join(folder, 'out');
    await runHoldfast(folder, ['export', '--out', out, ...there]);
    expect(await readFile(join(out, 'ops/dns.md'), 'utf8')).toBe(
      '---\ntitle: "Zone: loss" # shown\ntags:\n  - dns-and-bind\n---\ntext\n',
    );
    expect(await readFile(join(out, 'ops/plain.md'), 'utf8')).toBe(
      '---\ntitle: Set beside the text\n---\n# Plain\n',
    );
  }).toPass({ timeout: 30_000 });
});

async function rename(page: Page, title: string): Promise<void> {
  const field = page.getByLabel('Title', { exact: true });
  await field.fill(title);
  await field.press('Enter');
  await expect(field).toHaveValue(title);
}

async function expectLines(page: Page, lines: readonly string[]): Promise<void> {
  for (const line of lines)
    await expect(page.locator('.cm-line').filter({ hasText: line })).toBeVisible();
}
