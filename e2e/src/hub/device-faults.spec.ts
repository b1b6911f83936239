import type { Page } from '@playwright/test';
import { expect, saved, test, textOf, type } from './hub-test.ts';

async function storageFault(page: Page): Promise<string | undefined> {
  return page.evaluate(async () => (await window.harness).hub.sync.get().storage.fault);
}

test('a database deleted while in use is begun anew from what tabs have open, and said', async ({
  device,
  harness,
}) => {
  const page = await device.open(harness.url);
  await type(page, 'runbook:a', 'open in a tab');
  await expect.poll(() => saved(page)).toBe('device 1');
  await page.evaluate(
    () =>
      new Promise((resolve, reject) => {
        const request = indexedDB.deleteDatabase('holdfast-demo');
        request.onsuccess = resolve;
        request.onerror = reject;
      }),
  );
  await type(page, 'runbook:a', ', and after');
  await expect.poll(() => storageFault(page)).toBe('gone');
  await expect.poll(() => saved(page)).toMatch(/^device/);
  await device.close();
  await device.reopen();
  const again = await device.open(harness.url);
  expect(await textOf(again, 'runbook:a')).toBe('open in a tab, and after');
  expect(await storageFault(again)).toBeUndefined();
});

test('a full disk is said at once, and edits are saved when there is room again', async ({
  device,
  harness,
}) => {
  const page = await device.open(harness.url);
  await type(page, 'runbook:a', 'there is room');
  await expect.poll(() => saved(page)).toBe('device 1');
  const session = await device.context().newCDPSession(page);
  const origin = new URL(harness.url).origin;
  await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 });
  const typeOn = async (): Promise<string> => {
    await type(page, 'runbook:a', ', now there is none'.repeat(1000));
    return saved(page);
  };
  // The browser looks at its quota only now and then.
  await expect.poll(typeOn, { timeout: 40_000, intervals: [500] }).toBe('failed full');
  await session.send('Storage.overrideQuotaForOrigin', { origin });
  await expect.poll(() => saved(page), { timeout: 40_000 }).toMatch(/^device/);
});

test('where the browser refuses storage, edits still reach relays, and nothing claims that the device keeps them', async ({
  device,
  otherDevice,
  harness,
  relaySet,
}) => {
  expect(relaySet.relays).toHaveLength(3);
  harness.beforeWorker = `IDBFactory.prototype.open = () => { throw new DOMException('denied', 'SecurityError'); };`;
  const page = await device.open(harness.url);
  await type(page, 'runbook:a', 'kept by relays');
  await expect.poll(() => saved(page)).toBe('failed refused');
  expect(await storageFault(page)).toBe('refused');
  harness.beforeWorker = '';
  const other = await otherDevice.open(harness.url);
  await expect.poll(() => textOf(other, 'runbook:a')).toBe('kept by relays');
});

test('a damaged record is set aside, counted, and fetched again from relays', async ({
  device,
  harness,
  relaySet,
}) => {
  expect(relaySet.relays).toHaveLength(3);
  const page = await device.open(harness.url);
  for (const doc of ['runbook:a', 'runbook:b', 'runbook:c'])
    await type(page, doc, `text of ${doc}`);
  await expect.poll(() => saved(page)).toBe('relays 2');
  await device.close();
  await device.reopen();

  // A page of this origin without the hub flips one bit in every piece of the log.
  const bare = await device.open(`${harness.url}/bootstrap.json`);
  const flipped = await bare.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open('holdfast-demo');
      request.onsuccess = () => resolve(request.result);
      request.onerror = reject;
    });
    const rows = database.transaction('rows', 'readwrite').objectStore('rows');
    let count = 0;
    await new Promise<void>((resolve) => {
      rows.openCursor(IDBKeyRange.bound('c/', 'c0')).onsuccess = (event) => {
        const cursor = (event.target as IDBRequest<IDBCursorWithValue | null>).result;
        if (cursor === null) {
          resolve();
          return;
        }
        const value = new Uint8Array(cursor.value);
        value[value.length - 3] = (value[value.length - 3] ?? 0) ^ 1;
        cursor.update(value);
        count += 1;
        cursor.continue();
      };
    });
    database.close();
    return count;
  });
  expect(flipped).toBeGreaterThan(0);
  await bare.close();

  const again = await device.open(harness.url);
  await expect.poll(() => textOf(again, 'runbook:b')).toBe('text of runbook:b');
  const quarantined = await again.evaluate(
    async () => (await window.harness).hub.sync.get().quarantined,
  );
  expect(quarantined).toBeGreaterThan(0);
  await expect.poll(() => saved(again)).toBe('relays 2');
});
