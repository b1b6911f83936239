import { expect, killHub, saved, tabCopies, test, textOf, type } from './hub-test.ts';

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
  await expect.poll(() => saved(one)).toMatch(/^device [12]$/);
  expect(await one.evaluate(async () => (await window.harness).hub.sync.get().hub)).toBe(
    'shared-worker',
  );
});

test('what was typed is there after the browser was closed', async ({ device, harness }) => {
  const page = await device.open(harness.url);
  await type(page, 'runbook:a', 'kept');
  await expect.poll(() => saved(page)).toBe('device 1');
  await device.close();
  await device.reopen();
  expect(await textOf(await device.open(harness.url), 'runbook:a')).toBe('kept');
});

test('a tab keeps a copy of what it has open, and removes it once the hub has all of it', async ({
  device,
  harness,
}) => {
  const page = await device.open(harness.url);
  await page.evaluate(async () => {
    const { hub } = await window.harness;
    const opened = hub.open('runbook:a');
    await opened.ready;
    opened.doc.getText('body').insert(0, 'text');
    Object.assign(window, { opened });
  });
  await expect
    .poll(() => tabCopies(page))
    .toEqual(['holdfast-tab-demo/runbook:a', 'holdfast-tab-demo/workspace']);
  await page.evaluate(() => {
    (window as unknown as { opened: { close(): void } }).opened.close();
  });
  await expect.poll(() => tabCopies(page)).toEqual(['holdfast-tab-demo/workspace']);
  expect(await textOf(page, 'runbook:a')).toBe('text');
});

test('a hub that was killed is started anew, and nothing typed meanwhile is lost', async ({
  device,
  harness,
}) => {
  const page = await device.open(harness.url);
  await type(page, 'runbook:a', 'before ');
  await expect.poll(() => saved(page)).toBe('device 1');
  await killHub(device);
  await type(page, 'runbook:a', 'while it was gone ');
  await expect.poll(() => saved(page)).toMatch(/^device/);
  await type(page, 'runbook:a', 'after');
  await expect.poll(() => saved(page)).toMatch(/^device/);
  await device.close();
  await device.reopen();
  expect(await textOf(await device.open(harness.url), 'runbook:a')).toBe(
    'before while it was gone after',
  );
});

test('with no hub to be had, typing goes on, is said to be unsafe, and survives closing the tab', async ({
  device,
  harness,
}) => {
  const page = await device.open(harness.url);
  await type(page, 'runbook:a', 'with a hub, ');
  await expect.poll(() => saved(page)).toBe('device 1');
  // From now on no worker can be loaded: the hub cannot come back.
  await device.context().route('**/hub-worker.ts', (route) => route.abort());
  await killHub(device);
  await type(page, 'runbook:a', 'and without');
  await expect.poll(() => saved(page)).toBe('failed hub-lost');
  await page.close();
  await device.close();
  await device.reopen();
  const again = await device.open(harness.url);
  await expect.poll(() => textOf(again, 'runbook:a')).toBe('with a hub, and without');
  await expect.poll(() => tabCopies(again)).toEqual(['holdfast-tab-demo/workspace']);
  await expect.poll(() => saved(again)).toMatch(/^device/);
});
