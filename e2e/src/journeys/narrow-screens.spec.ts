import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { runHoldfast } from '../command-line.ts';
import { expect, goToPlace, openEditor, openRunbook, test } from './journey-test.ts';

const longTitle =
  'Restore the replica of the orders database from the nightly backup of the other region when both zones of this one are away';
const sentence =
  'The quokka dashboard shows how far the replica is behind, and whether the archive of the write-ahead log has a gap that the restore would stop at.';

/** Boxes that people would have to push sideways; those made for wide content (code, tables) may. */
async function sidewaysScrollers(page: Page): Promise<readonly string[]> {
  return await page.evaluate(() =>
    [...document.querySelectorAll('*')]
      .filter((element) => {
        const { overflowX } = getComputedStyle(element);
        const scrolls = overflowX === 'auto' || overflowX === 'scroll';
        if (!scrolls && element !== document.documentElement) return false;
        if (element.matches('pre, [role="group"]') || element.querySelector(':scope > table')) {
          return false;
        }
        return element.scrollWidth > element.clientWidth + 1;
      })
      .map((element) => `${element.tagName} ${element.className}: ${element.scrollWidth} px`),
  );
}

test('no screen scrolls sideways on a phone, whatever titles and texts are like', async ({
  device,
  relaySet,
  folder,
}) => {
  const [relay] = relaySet.relays;
  if (relay === undefined) throw new Error('no relay');
  const texts = join(folder, 'texts');
  await mkdir(texts);
  const owners = 'the-team-that-looks-after-every-database-of-the-shop';
  const files = {
    'long.md': `---\ntitle: ${longTitle}\nowners: [${owners}]\n---\n\n${sentence}\n`,
    'short.md': `# Short\n\n${sentence}\n`,
  };
  for (const [name, text] of Object.entries(files)) await writeFile(join(texts, name), text);
  const target = ['--relay', relay.url, '--workspace', 'demo'];
  await runHoldfast(folder, ['import', 'demo', ...target]);
  await runHoldfast(folder, ['import', 'runbooks', texts, ...target]);
  const page = await device.open(`${relay.url}/runbooks`);
  await page.setViewportSize({ width: 390, height: 844 });

  const row = page.getByRole('row').filter({ hasText: longTitle });
  await expect(row).toBeVisible();
  await expect(row.getByRole('time')).toBeInViewport({ ratio: 1 });
  expect(await sidewaysScrollers(page), 'list').toEqual([]);

  await page.getByRole('searchbox').fill('quokka');
  await expect(page.locator('mark').first()).toBeVisible();
  expect(await sidewaysScrollers(page), 'search').toEqual([]);

  await openRunbook(page, longTitle);
  expect(await sidewaysScrollers(page), 'runbook').toEqual([]);
  await openEditor(page, longTitle);
  expect(await sidewaysScrollers(page), 'editor').toEqual([]);
  for (const name of ['Sync', 'Settings'] as const) {
    await goToPlace(page, name);
    expect(await sidewaysScrollers(page), name).toEqual([]);
  }
  await page.getByRole('button', { name: 'Go to anything, do anything' }).click();
  await page.getByRole('dialog').getByRole('textbox').fill('restore');
  await expect(page.getByRole('dialog')).toContainText(longTitle);
  expect(await sidewaysScrollers(page), 'palette').toEqual([]);
});
