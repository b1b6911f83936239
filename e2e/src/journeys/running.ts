import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { runHoldfast } from '../command-line.ts';
import { expect, openRunbook } from './journey-test.ts';

/** Writes runbooks into a folder and imports it. */
export async function importRunbooks(
  folder: string,
  relayUrl: string,
  files: Readonly<Record<string, string>>,
): Promise<void> {
  const texts = join(folder, 'texts');
  await mkdir(texts, { recursive: true });
  for (const [name, text] of Object.entries(files)) await writeFile(join(texts, name), text);
  const target = ['--relay', relayUrl, '--workspace', 'demo'];
  await runHoldfast(folder, ['import', 'runbooks', texts, ...target]);
}

/** Opens a runbook and starts a run of which nothing has to be asked. Gives the path of the run. */
export async function startRun(page: Page, title: string): Promise<string> {
  await openRunbook(page, title);
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await expectRun(page, title);
  return pathOf(page);
}

/** Where a page is; the workspace that its address may name left out. */
export function pathOf(page: Page): string {
  return new URL(page.url()).pathname;
}

export async function expectRun(page: Page, title: string): Promise<void> {
  // The steps of a long runbook take a while to read.
  await expect(page).toHaveURL(/\/drills\/[a-z0-9]+/, { timeout: 60_000 });
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
  await expect(page.getByText('Practice run', { exact: true }).first()).toBeVisible();
}

/** The button that ticks a step, by the step's number. */
export function tickOf(page: Page, number: number): Locator {
  return page.locator(`#step-${number}`);
}

/** The whole of a step: what is written, and all that is said of it. */
export function stepOf(page: Page, number: number): Locator {
  return page.locator(`[data-step-place="${number - 1}"]`);
}

export async function expectState(page: Page, number: number, state: string): Promise<void> {
  await expect(stepOf(page, number)).toHaveAttribute('data-state', state);
}

export function progress(page: Page): Locator {
  return page.getByRole('region', { name: 'Progress of the run' });
}
