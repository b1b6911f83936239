import type { Locator, Page } from '@playwright/test';
import { expect } from './journey-test.ts';

/** A long wait: a busy machine is no failure. */
const soon = { timeout: 60_000 };

/** Declares an incident from the list of incidents, and is in its room then. */
export async function declare(page: Page, title: string, severity = /SEV2/): Promise<void> {
  await page.getByRole('link', { name: 'Incidents' }).first().click();
  await page.getByRole('button', { name: 'Declare incident' }).click();
  await page.getByLabel('What is wrong?').fill(title);
  await page.getByRole('radio', { name: severity }).click();
  await page.getByRole('button', { name: 'Declare', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible(soon);
}

/** Writes a line into the composer, also one with a verb, and waits until it is taken. */
export async function post(page: Page, text: string): Promise<void> {
  const field = page.getByLabel('Write on the timeline');
  await field.fill(text);
  await field.press('Enter');
  await expect(field).toHaveValue('', soon);
}

export function timeline(page: Page): Locator {
  return page.getByRole('log', { name: 'Timeline' });
}

export function conflicts(page: Page): Locator {
  return page.getByRole('region', { name: 'Decided differently while apart' });
}

/** From any screen into the live incident of this title. */
export async function goToLive(page: Page, title: string): Promise<void> {
  const strip = page.getByRole('navigation', { name: 'Live incidents' });
  await strip.getByRole('link', { name: title }).click();
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible(soon);
}
