import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { builtApp, entryOf, everything, makeNextBuild, startAppServer } from '../app-builds.ts';
import { expect, expectAppKept, expectSaved, openRunbook, test } from './journey-test.ts';

test.describe.configure({ timeout: 180_000 });

const diagram = 'Diagram: How orders flow';
const text = '# Orders\n\n```mermaid\nflowchart LR\n  accTitle: How orders flow\n  A --> B\n```\n';

/** The browser forgets what draws diagrams, as one that is short of room may. */
async function forgetDiagrams(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.clearBrowserCache');
  await session.detach();
  await page.evaluate(async () => {
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) {
        if (/\/draw-diagram-/u.test(request.url)) await cache.delete(request);
      }
    }
  });
}

test('the first visit keeps the app, then diagrams; Sync says how far it is, and it goes on by itself', async ({
  device,
  relaySet,
}) => {
  const [relay] = relaySet.relays;
  if (relay === undefined) throw new Error('no relay');
  const page = await device.open(`${relay.url}/runbooks`);
  await expectAppKept(page, 'diagrams');
  await page.getByRole('button', { name: 'New runbook' }).first().click();
  await page.getByRole('dialog').getByLabel('Title').fill('Orders');
  await page.keyboard.press('Enter');
  await page.locator('.cm-content').click();
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText(text);
  await expectSaved(page, 'Saved on 2 relays');

  await relaySet.killAll();
  await forgetDiagrams(page);
  await page.goto(`${relay.url}/runbooks`);
  await openRunbook(page, 'Orders');
  const draw = page.getByRole('button', { name: 'Draw diagram' });
  await draw.click();
  await expect(
    page.getByText(/is not on this device yet, and no relay gives it now/),
  ).toBeVisible();
  await page.getByRole('link', { name: 'Sync' }).first().click();
  await expect(
    page.getByText(/it opens with every relay dead\. What draws diagrams/),
  ).toBeVisible();
  await expect(page.getByText(/What draws diagrams is not all here yet/)).toBeVisible();

  await relaySet.startAll();
  await expect(page.getByText('Diagrams too.')).toBeVisible({ timeout: 60_000 });
  await relaySet.killAll();
  await page.goto(`${relay.url}/runbooks`);
  await openRunbook(page, 'Orders');
  await draw.click();
  await expect(page.getByRole('img', { name: diagram })).toBeVisible();
});

const patienceMs = 30_000;

/** Asks for an update that cannot come whole, and waits until it is given up. False: it was not even begun. */
function updateInVain(page: Page): Promise<boolean> {
  return page.evaluate(async (longestMs) => {
    const registration = await navigator.serviceWorker.ready;
    // Listened for before it is asked for: an update that gets nothing fails at once.
    const givenUp = new Promise<boolean>((resolve) => {
      registration.addEventListener('updatefound', () => {
        const worker = registration.installing;
        worker?.addEventListener('statechange', () => {
          if (worker.state === 'redundant') resolve(true);
        });
      });
    });
    const tooLong = new Promise<boolean>((resolve) => {
      setTimeout(() => resolve(false), longestMs);
    });
    return Promise.race([registration.update().then(() => givenUp), tooLong]);
  }, patienceMs);
}

test('a new version comes whole or not at all, and leaves other tabs in peace', async ({
  device,
  folder,
}) => {
  const next = join(folder, 'next');
  await makeNextBuild(next);
  const server = await startAppServer(builtApp);
  const entry = (page: Page) =>
    page.evaluate(
      () =>
        new URL(document.querySelector<HTMLScriptElement>('script[src*="/index-"]')?.src ?? '')
          .pathname,
    );
  const newVersion = (page: Page) => page.getByRole('button', { name: 'New version' });
  try {
    let page = await device.open(`${server.url}/runbooks`);
    await expectAppKept(page);

    server.serve(next);
    server.givesOnly(/^\/sw\.js$/u);
    if (!(await updateInVain(page))) {
      // A new worker may be left waiting for the debugger that drives this browser, and everything
      // behind it in the queue; no person's browser has one. Started again, it begins anew.
      await device.kill();
      await device.reopen();
      page = await device.open(`${server.url}/runbooks`);
      expect(await updateInVain(page)).toBe(true);
    }
    await page.reload();
    expect(await entry(page)).toBe(await entryOf(builtApp));
    await expect(newVersion(page)).toBeHidden();
    const other = await device.open(`${server.url}/runbooks`);
    expect(await entry(other)).toBe(await entryOf(builtApp));

    server.givesOnly(everything);
    await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
    await newVersion(page).click();
    await expect(async () => {
      expect(await entry(page)).toBe(await entryOf(next));
    }).toPass();
    await expectAppKept(page);

    server.givesOnly(/^$/u);
    expect(await entry(other)).toBe(await entryOf(builtApp));
    await other.getByRole('link', { name: 'Settings' }).first().click();
    await expect(other.getByRole('heading', { name: 'Settings' })).toBeVisible();
    await other.getByRole('link', { name: 'Sync' }).first().click();
    await expect(other.getByText('Another version of the app is kept')).toBeVisible();
    await newVersion(other).click();
    await expect(async () => {
      expect(await entry(other)).toBe(await entryOf(next));
    }).toPass();
  } finally {
    await server.close();
  }
});
