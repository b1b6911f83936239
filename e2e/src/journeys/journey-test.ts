import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { test as base, expect, type Page } from '@playwright/test';
import { createDevice, type Device } from '../devices.ts';
import { createRelays, type RelaySet } from '../relays.ts';

interface JourneyFixtures {
  readonly device: Device;
  readonly otherDevice: Device;
  /** Two peered relays, as a device links to, or as many as `relayCount` says: running, with the built app. */
  readonly relaySet: RelaySet;
  /** A folder of this test's own. */
  readonly folder: string;
}

interface JourneyOptions {
  /** Each relay is a process, and most journeys are as good on two. */
  readonly relayCount: number;
}

export const test = base.extend<JourneyFixtures & JourneyOptions>({
  relayCount: [2, { option: true }],
  device: async ({ launchOptions, viewport }, use) => {
    const device = await createDevice({ launch: launchOptions, ...(viewport && { viewport }) });
    await use(device);
    await device.dispose();
  },
  otherDevice: async ({ launchOptions }, use) => {
    const device = await createDevice({ launch: launchOptions });
    await use(device);
    await device.dispose();
  },
  relaySet: async ({ relayCount }, use) => {
    const relaySet = await createRelays({ count: relayCount });
    await relaySet.startAll();
    await use(relaySet);
    await relaySet.dispose();
  },
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads the parameter's shape.
  folder: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'holdfast-journey-'));
    await use(folder);
    await rm(folder, { recursive: true, force: true });
  },
});

export { expect };

/** The words at the top that say where this device's edits are. */
function savedState(page: Page): ReturnType<Page['getByRole']> {
  return page.getByRole('link', { name: /, opens Sync$/ });
}

export async function expectSaved(
  page: Page,
  words: string | RegExp,
  timeoutMs = 30_000,
): Promise<void> {
  await expect(savedState(page)).toContainText(words, { timeout: timeoutMs });
}

/** Goes to one of the places that have no room in a phone's bar, on a phone or not. */
export async function goToPlace(page: Page, name: 'Review' | 'Sync' | 'Settings'): Promise<void> {
  const place = page.getByRole('link', { name, exact: true }).filter({ visible: true }).first();
  const more = page.getByRole('link', { name: 'More', exact: true }).filter({ visible: true });
  // A page that is still loading shows neither, which says nothing about the bar it will have.
  await expect(place.or(more).first()).toBeVisible();
  if (await more.isVisible()) await more.click();
  await place.click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
}

/** Gives this device's person a name. */
export async function callMe(page: Page, name: string): Promise<void> {
  await goToPlace(page, 'Settings');
  const field = page.getByLabel('Your name');
  await field.fill(name);
  await field.press('Enter');
  await expect(field).toHaveValue(name);
}

/** The rules of axe that the colours alone decide. */
const rulesOfColour = ['color-contrast', 'link-in-text-block'];

/**
 * Asks axe about the page as it stands, or about what is `within` a selector (what lies behind a
 * dialog is nobody's then), light and dark, once its screen is there and nothing on it moves any more.
 */
export async function expectAccessible(
  page: Page,
  name: string,
  { but = [], within }: { but?: readonly string[]; within?: string } = {},
): Promise<void> {
  // A screen's code may still be on its way; every screen has a heading, and its bare frame none.
  await expect(page.locator('h1').first()).toBeAttached();
  const found: string[] = [];
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.evaluate(atRest);
    const axe = new AxeBuilder({ page })
      .options({ resultTypes: ['violations'] })
      // In the page itself: the other way opens a tab for each question and takes three times as long.
      .setLegacyMode()
      .disableRules([...but]);
    if (within !== undefined) axe.include(within);
    // Every rule once; between the schemes only colours differ.
    if (colorScheme === 'light') axe.withRules(rulesOfColour);
    const { violations } = await axe.analyze();
    for (const { id, nodes } of violations) {
      found.push(`${name}, ${colorScheme}: ${id} at ${nodes[0]?.target.join(' ')}`);
    }
  }
  expect(found).toEqual([]);
}

/**
 * Runs in the page: waits until it has drawn what just changed, and whatever moves in sight has come
 * to its end. What the browser skips drawing does not move, and a page that nobody draws never will:
 * the check itself does not depend on either.
 */
async function atRest(): Promise<void> {
  const moving = () =>
    document.getAnimations().filter(({ effect }) => {
      if (effect?.getComputedTiming().iterations === Infinity) return false;
      const target = effect instanceof KeyframeEffect ? effect.target : null;
      return target?.checkVisibility({ contentVisibilityAuto: true }) ?? true;
    });
  const drawn = new Promise((resolve) => {
    requestAnimationFrame(() => requestAnimationFrame(resolve));
  });
  const rest = drawn.then(() => Promise.allSettled(moving().map(({ finished }) => finished)));
  await Promise.race([rest, new Promise((resolve) => setTimeout(resolve, 2000))]);
}

/**
 * Waits until Sync says that the app itself is on the device: from then on it opens with every relay
 * dead. Diagrams come after that, and may be waited for too.
 */
export async function expectAppKept(page: Page, what: 'app' | 'diagrams' = 'app'): Promise<void> {
  const { origin, searchParams } = new URL(page.url());
  const workspace = searchParams.get('workspace');
  const sync = await page.context().newPage();
  await sync.goto(`${origin}/sync${workspace === null ? '' : `?workspace=${workspace}`}`);
  const words = what === 'app' ? 'The app is kept on this device' : 'Diagrams too.';
  await expect(sync.getByText(words)).toBeVisible({ timeout: 60_000 });
  await sync.close();
}

/** Opens a runbook by its title through the list's search. */
export async function openRunbook(page: Page, title: string): Promise<void> {
  await page.getByRole('link', { name: 'Runbooks' }).first().click();
  await page.getByRole('searchbox').fill(title);
  await page.getByRole('link', { name: title, exact: true }).first().click();
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
}

export async function openEditor(page: Page, title: string): Promise<void> {
  await openRunbook(page, title);
  await page
    .getByRole('link', { name: 'Edit' })
    .or(page.getByRole('button', { name: 'Edit' }))
    .first()
    .click();
  await expect(page.locator('.cm-content')).toBeVisible();
}

/** Looks for text near the end: an editor shows no more of a long text than fits on the screen. */
export async function expectAtEnd(page: Page, text: string): Promise<void> {
  const content = page.locator('.cm-content');
  await expect(async () => {
    await content.press('Control+End');
    await expect(content).toContainText(text, { timeout: 1000 });
  }).toPass({ timeout: 30_000 });
}

/** Puts the caret at the end of the text and types. */
export async function typeAtEnd(page: Page, text: string): Promise<void> {
  await page.locator('.cm-content').click();
  await page.keyboard.press('Control+End');
  await page.keyboard.insertText(text);
}

/** From the list of runbooks: makes one, and writes into it. Its editor is on screen then. */
export async function createRunbook(page: Page, title: string, text: string): Promise<void> {
  await page
    .getByRole('button', { name: /^(?:Create|New)/ })
    .first()
    .click();
  await page.getByRole('dialog').getByRole('textbox').first().fill(title);
  await page.keyboard.press('Enter');
  await expect(page.locator('.cm-content')).toBeVisible();
  await typeAtEnd(page, text);
}
