import { expect, test as base, type Page } from '@playwright/test';
import { createDevice, type Device } from '../devices.ts';
import { type HarnessServer, startHarness } from './harness/server.ts';

const test = base.extend<{ device: Device }, { harness: HarnessServer }>({
  harness: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads the parameter's shape.
    async ({}, use) => {
      const harness = await startHarness();
      await use(harness);
      await harness.close();
    },
    { scope: 'worker' },
  ],
  device: async ({ launchOptions }, use) => {
    const device = await createDevice({ launch: launchOptions });
    await use(device);
    await device.dispose();
  },
});

/** Opens a runbook in this tab and types into it. */
async function type(page: Page, doc: string, text: string): Promise<void> {
  await page.evaluate(
    async ([name, insert]) => {
      const { hub } = await window.harness;
      const opened = hub.open(name);
      await opened.ready;
      opened.doc.getText('body').insert(opened.doc.getText('body').length, insert);
    },
    [doc, text] as const,
  );
}

async function textOf(page: Page, doc: string): Promise<string> {
  return page.evaluate(async (name) => {
    const { hub } = await window.harness;
    const opened = hub.open(name);
    await opened.ready;
    const text = opened.doc.getText('body').toString();
    opened.close();
    return text;
  }, doc);
}

async function savedKind(page: Page): Promise<string> {
  return page.evaluate(async () => (await window.harness).hub.saved.get().kind);
}

test('two tabs of a device see one document through one hub, and it is saved on the device', async ({
  device,
  harness,
}) => {
  const one = await device.open(harness.url);
  const two = await device.open(harness.url);
  await type(one, 'runbook:a', 'hello');
  await expect.poll(() => textOf(two, 'runbook:a')).toBe('hello');
  await type(two, 'runbook:a', ' there');
  await expect.poll(() => textOf(one, 'runbook:a')).toBe('hello there');
  await expect.poll(() => savedKind(one)).toBe('device');
  expect(await one.evaluate(async () => (await window.harness).hub.sync.get().hub)).toBe(
    'shared-worker',
  );
});

test('what was typed is there after the browser was closed', async ({ device, harness }) => {
  const page = await device.open(harness.url);
  await type(page, 'runbook:a', 'kept');
  await expect.poll(() => savedKind(page)).toBe('device');
  await device.close();
  await device.reopen();
  expect(await textOf(await device.open(harness.url), 'runbook:a')).toBe('kept');
});
