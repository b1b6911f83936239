import type { Page } from '@playwright/test';
import { declare, post, timeline } from './incident-room.ts';
import { expect, expectAccessible, expectSaved, typeAtEnd } from './journey-test.ts';
import {
  arrivesMs,
  expectNothingHeld,
  readRunbook,
  test,
  writeRunbook,
} from './people-of-roles.ts';

const runbook = 'Rotate the root key';
const secret = 'underneaththemat';
const later = 'movedtothesafe';
const incident = 'Breach of the vault';
const forOthers =
  'Only for named people, and you are not one of them: relays take nothing of it from you, and give you nothing new. Ask Ana Ortiz.';

/** Restricts what is on screen to oneself and to somebody else. */
async function restrict(page: Page, title: string, to: string): Promise<void> {
  await page.getByRole('menuitem', { name: 'Who may see this…' }).click();
  const dialog = page.getByRole('dialog', { name: `Who may see “${title}”` });
  await dialog.getByLabel('Only these people').check();
  await dialog
    .getByRole('textbox', { name: 'People' })
    .or(dialog.getByRole('combobox', { name: 'People' }))
    .first()
    .fill(to);
  await page.getByRole('option', { name: new RegExp(`^${to}`, 'u') }).click();
  await page.keyboard.press('Escape');
  if (!(await dialog.isVisible())) throw new Error('the dialog is gone');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toHaveCount(0);
}

/** Whether words stand anywhere in what this browser stores of the page's origin. */
async function stores(page: Page, words: string): Promise<boolean> {
  return page.evaluate(async (sought) => {
    const text = new TextDecoder('latin1');
    const holds = (value: unknown): boolean => {
      if (value instanceof ArrayBuffer) return text.decode(value).includes(sought);
      if (ArrayBuffer.isView(value)) return text.decode(value).includes(sought);
      if (typeof value === 'string') return value.includes(sought);
      if (value instanceof Map) return [...value].flat().some(holds);
      if (value instanceof Set) return [...value].some(holds);
      if (typeof value === 'object' && value !== null) return Object.values(value).some(holds);
      return false;
    };
    const all = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(new Error(String(request.error)));
      });
    for (const { name = '' } of await indexedDB.databases()) {
      const database = await all(indexedDB.open(name));
      for (const store of database.objectStoreNames) {
        const rows = database.transaction(store).objectStore(store);
        const found = [await all(rows.getAll()), await all(rows.getAllKeys())];
        if (holds(found)) return true;
      }
      database.close();
    }
    return holds(Object.entries(localStorage));
  }, words);
}

/** Relays, commands and browsers are processes, and a machine may be busy. */
test.setTimeout(480_000);

test('a restricted document goes to the devices of whom it names, and everybody else is told plainly', async ({
  fleet,
}) => {
  const ana = await fleet.letIn('Ana Ortiz', 'admin', 0);
  const [ben, cy] = await Promise.all([
    fleet.letIn('Ben Okafor', 'editor', 1),
    fleet.letIn('Cy Nakamura', 'editor', 2),
  ]);
  await writeRunbook(ana.page, runbook, `The key lies ${secret}.\n`);
  const path = new URL(ana.page.url()).pathname;
  await expectSaved(ana.page, 'Saved on 2 relays', arrivesMs);
  await readRunbook(cy.page, runbook);
  await expect(cy.page.getByText(secret)).toBeVisible({ timeout: arrivesMs });

  await test.step('an admin restricts it', async () => {
    await ana.page.getByRole('button', { name: `Actions for ${runbook}` }).click();
    await restrict(ana.page, runbook, 'Ben Okafor');
    await expectSaved(ana.page, 'Saved on 2 relays', arrivesMs);
  });

  await test.step('whom it names reads and changes it', async () => {
    await readRunbook(ben.page, runbook);
    await expect(ben.page.getByText(secret)).toBeVisible();
    await ben.page.getByRole('link', { name: 'Edit', exact: true }).click();
    await typeAtEnd(ben.page, `\nIt was ${later}.\n`);
    await expectSaved(ben.page, 'Saved on 2 relays', arrivesMs);
    await expectNothingHeld(ben.page);
    await expect(ana.page.getByText(later)).toBeVisible({ timeout: arrivesMs });
    expect(await stores(ben.page, later)).toBe(true);
  });

  await test.step('who had it keeps what they had, gets nothing new, and is told so', async () => {
    const { page } = cy;
    await expect(page.getByRole('note').first()).toContainText(forOthers, { timeout: arrivesMs });
    await expect(page.getByText(secret)).toBeVisible();
    await expect(page.getByText(later)).toHaveCount(0);
    const edit = page.getByRole('button', { name: /^Edit/u });
    await expect(edit).toHaveAccessibleDescription(forOthers);
    await expectAccessible(page, 'restricted runbook of somebody who had it');
    expect(await stores(page, secret)).toBe(true);
    expect(await stores(page, later)).toBe(false);
    await expectNothingHeld(page);
  });

  await test.step('so is an incident that an admin declared', async () => {
    await declare(ana.page, incident);
    const strip = cy.page.getByRole('navigation', { name: 'Live incidents' });
    await expect(strip).toContainText(incident, { timeout: arrivesMs });
    await ana.page.getByRole('button', { name: 'More about this incident' }).click();
    await restrict(ana.page, incident, 'Ben Okafor');
    await post(ana.page, 'They came by the mail server');
    await expect(strip).toContainText('Restricted: old here', { timeout: arrivesMs });
    await expect(strip).not.toContainText('Investigating');
    await ben.page.getByRole('link', { name: 'Incidents' }).first().click();
    await ben.page.getByRole('link', { name: incident }).first().click({ timeout: arrivesMs });
    await expect(timeline(ben.page)).toContainText('They came by the mail server', {
      timeout: arrivesMs,
    });
    await post(ben.page, 'The mail server is off');
    await expect(timeline(ana.page)).toContainText('The mail server is off', {
      timeout: arrivesMs,
    });
  });

  await test.step('a device that never had them gets nothing of them', async () => {
    const { page, url } = await fleet.letIn('Dora Lind', 'editor', 2);
    await writeRunbook(page, 'Something else', 'For everybody.\n');
    await expectSaved(page, 'Saved on 2 relays', arrivesMs);
    await page.getByRole('link', { name: 'Runbooks' }).first().click();
    await expect(page.getByRole('link', { name: 'Something else' })).toBeVisible();
    await expect(page.getByRole('link', { name: runbook })).toHaveCount(0);
    await page.getByRole('searchbox').fill(secret);
    await expect(page.getByText('No runbook matches')).toBeVisible();
    await page.getByRole('link', { name: 'Incidents' }).first().click();
    await expect(page.getByRole('link', { name: incident })).toHaveCount(0);
    await page.goto(`${url}${path}`);
    await expect(page.getByRole('main')).toContainText('Only for named people', {
      timeout: arrivesMs,
    });
    await expect(page.getByRole('main')).toContainText('Ask Ana Ortiz.');
    await expectAccessible(page, 'restricted runbook of somebody who never had it');
    for (const words of [runbook, secret, later, 'vault', 'mail server'])
      expect(await stores(page, words), words).toBe(false);
  });
});
