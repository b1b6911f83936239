import { test as base, expect, type Page } from '@playwright/test';
import { createDevice, type Device } from '../devices.ts';
import { createRelays, type RelaySet } from '../relays.ts';
import { type HarnessServer, startHarness } from './harness/server.ts';

interface HubFixtures {
  /** A browser of one person. */
  readonly device: Device;
  /** Another person's. */
  readonly otherDevice: Device;
  /** Three peered relays, running. */
  readonly relaySet: RelaySet;
}

export const test = base.extend<HubFixtures, { readonly harness: HarnessServer }>({
  harness: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the parameter's shape.
    async ({}, use) => {
      const harness = await startHarness();
      await use(harness);
      await harness.close();
    },
    { scope: 'worker' },
  ],
  device: async ({ launchOptions, harness }, use) => {
    const device = await createDevice({ launch: launchOptions });
    await use(device);
    await device.dispose();
    harness.beforeWorker = '';
  },
  otherDevice: async ({ launchOptions }, use) => {
    const device = await createDevice({ launch: launchOptions });
    await use(device);
    await device.dispose();
  },
  relaySet: async ({ harness }, use) => {
    const relaySet = await createRelays({ count: 3, allowedOrigins: [harness.url] });
    await relaySet.startAll();
    harness.relays = relaySet.relays.map(({ address }) => address);
    await use(relaySet);
    harness.relays = [];
    await relaySet.dispose();
  },
});

export { expect };

/** Opens a runbook in this tab, for as long as the tab lives, and types at its end. */
export async function type(page: Page, doc: string, text: string): Promise<void> {
  await page.evaluate(
    async ([name, insert]) => {
      const { hub } = await window.harness;
      const opened = hub.open(name);
      await opened.ready;
      const body = opened.doc.getText('body');
      body.insert(body.length, insert);
    },
    [doc, text] as const,
  );
}

export async function textOf(page: Page, doc: string): Promise<string> {
  return page.evaluate(async (name) => {
    const { hub } = await window.harness;
    const opened = hub.open(name);
    await opened.ready;
    const text = opened.doc.getText('body').toJSON();
    opened.close();
    return text;
  }, doc);
}

/** The saved state in short: `device 3`, `relays 2`, `in-memory 1`, `failed hub-lost`. */
export async function saved(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const state = (await window.harness).hub.saved.get();
    switch (state.kind) {
      case 'relays':
        return `relays ${state.relays}`;
      case 'failed':
        return `failed ${state.fault ?? ''}`;
      case 'opening':
        return 'opening';
      default:
        return `${state.kind} ${state.pending}`;
    }
  });
}

/** Names of the databases that tabs of this device keep for open documents. */
export async function tabCopies(page: Page): Promise<readonly string[]> {
  return page.evaluate(async () => {
    const databases = await indexedDB.databases();
    return databases
      .flatMap(({ name }) => (name?.startsWith('holdfast-tab-') ? [name] : []))
      .sort();
  });
}

/** Kills the hub's shared worker, as a crash would. */
export async function killHub(device: Device): Promise<void> {
  const browser = device.context().browser();
  const page = device.context().pages()[0];
  if (page === undefined) throw new Error('no tab is open');
  const session =
    browser === null
      ? await device.context().newCDPSession(page)
      : await browser.newBrowserCDPSession();
  const { targetInfos } = await session.send('Target.getTargets');
  const workers = targetInfos.filter(({ type: kind }) => kind === 'shared_worker');
  if (workers.length !== 1) throw new Error(`expected one shared worker, found ${workers.length}`);
  for (const { targetId } of workers) await session.send('Target.closeTarget', { targetId });
  await session.detach();
}
