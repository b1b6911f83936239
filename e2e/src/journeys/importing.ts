import { readFile } from 'node:fs/promises';
import { readZip } from '@holdfast/shared/transfer/zip-read';
import type { Page } from '@playwright/test';
import { expect } from './journey-test.ts';

/** As the browser is told when somebody lets go of files from the desktop. */
export async function drop(page: Page, path: string): Promise<void> {
  const box = await page.getByText('Drop a folder, a zip').boundingBox();
  if (box === null) throw new Error('nowhere to drop');
  const session = await page.context().newCDPSession(page);
  const at = { x: box.x + 5, y: box.y + 5 };
  const data = { items: [], files: [path], dragOperationsMask: 1 };
  const send = (type: 'dragEnter' | 'dragOver' | 'drop') =>
    session.send('Input.dispatchDragEvent', { type, ...at, data });
  await send('dragEnter');
  await expect(page.getByText('Let go to read')).toBeVisible();
  // A drop counts once the browser has heard from the page that it may be.
  await expect(async () => {
    await send('dragOver');
    await send('drop');
    await expect(page.getByText('Let go to read')).toBeHidden({ timeout: 1000 });
  }).toPass({ timeout: 30_000 });
}

export async function goToImport(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Runbooks' }).first().click();
  await page.getByRole('button', { name: 'Import, export, print' }).click();
  await page.getByRole('menuitem', { name: 'Import…' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Import runbooks' })).toBeVisible();
}

/** What “Export all as a zip” gives, by path. */
export async function exportedFiles(page: Page): Promise<ReadonlyMap<string, Buffer>> {
  await page.getByRole('link', { name: 'Runbooks' }).first().click();
  await page.getByRole('button', { name: 'Import, export, print' }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: 'Export all as a zip' }).click();
  const bytes = new Uint8Array(await readFile(await (await download).path()));
  const read = readZip(bytes, () => true);
  if (!read.ok) throw new Error(read.problem);
  return new Map(read.files.map((file) => [file.path, Buffer.from(file.bytes)]));
}
