import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator } from '@playwright/test';
import { runHoldfast } from '../command-line.ts';
import { expect, openEditor, test } from './journey-test.ts';

const note =
  'The second command is for the old cluster, the third one needs the approval of the database team, and the picture shows neither of them.';

test('a text can be written where a keyboard takes half of the screen, whatever stands above it', async ({
  device,
  relaySet,
  folder,
}) => {
  const [relay] = relaySet.relays;
  if (relay === undefined) throw new Error('no relay');
  const texts = join(folder, 'texts');
  await mkdir(texts);
  const lines = Array.from({ length: 80 }, (_, at) => `Line ${at + 1}\n\n`).join('');
  await writeFile(
    join(texts, 'phone.md'),
    `---\ntitle: Phone\nowners: [ana]\ntags: [db]\n---\n\n${lines}`,
  );
  const target = ['--relay', relay.url, '--workspace', 'demo'];
  await runHoldfast(folder, ['import', 'runbooks', texts, ...target]);
  const page = await device.open(`${relay.url}/runbooks?workspace=demo`);
  await openEditor(page, 'Phone');
  await page.keyboard.press('Escape');
  await page.getByRole('link', { name: 'Done' }).click();
  await page.keyboard.press('v');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('radio', { name: 'Obsolete' }).check();
  await dialog.getByLabel('Note').fill(note);
  await dialog.getByRole('button', { name: 'Save review' }).click();
  await page.setViewportSize({ width: 390, height: 844 });
  await openEditor(page, 'Phone');
  await expect(page.getByRole('note')).toContainText(note);

  await page.locator('.cm-content').click();
  const screens = [
    { width: 390, height: 470 },
    { width: 844, height: 390 },
  ];
  for (const screen of screens) {
    await page.setViewportSize(screen);
    const name = `${screen.width}x${screen.height}`;
    await expect
      .poll(() => shownHeight(page.locator('.cm-scroller')), { message: name })
      .toBeGreaterThan(200);
    await page.keyboard.press('Control+End');
    await page.keyboard.type(` at ${name}`);
    await expect(page.getByText(`at ${name}`)).toBeInViewport({ ratio: 1 });
  }
});

/** How much of an element stands in view, in px. */
function shownHeight(element: Locator): Promise<number> {
  return element.evaluate((box) => {
    const { top, bottom } = box.getBoundingClientRect();
    const main = document.querySelector('main')?.getBoundingClientRect();
    return Math.min(bottom, main?.bottom ?? 0) - Math.max(top, main?.top ?? 0);
  });
}
