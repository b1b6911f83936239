import { expect, saved, test, textOf, type } from './hub-test.ts';

test('without shared workers one tab runs the hub, and another takes over when it is closed', async ({
  device,
  harness,
}) => {
  await device.context().addInitScript(() => {
    Reflect.deleteProperty(window, 'SharedWorker');
  });
  const first = await device.open(harness.url);
  await type(first, 'runbook:a', 'first ');
  await expect.poll(() => saved(first)).toBe('device 1');
  const second = await device.open(harness.url);
  await type(second, 'runbook:a', 'second ');
  await expect.poll(() => textOf(first, 'runbook:a')).toBe('first second ');
  const hubOf = async () => second.evaluate(async () => (await window.harness).hub.sync.get().hub);
  expect(await hubOf()).toBe('elected-tab');

  await first.close();
  await type(second, 'runbook:a', 'alone');
  await expect.poll(() => saved(second)).toMatch(/^device/);
  await device.close();
  await device.reopen();
  expect(await textOf(await device.open(harness.url), 'runbook:a')).toBe('first second alone');
});

test('a shared worker that is not the hub sends its tab to the worker that is', async ({
  device,
  harness,
}) => {
  const first = await device.context().newPage();
  await first.addInitScript(() => {
    Reflect.deleteProperty(window, 'SharedWorker');
  });
  await first.goto(harness.url);
  await type(first, 'runbook:a', 'one ');
  await expect.poll(() => saved(first)).toBe('device 1');
  const second = await device.open(harness.url);
  await type(second, 'runbook:a', 'two');
  await expect.poll(() => textOf(first, 'runbook:a')).toBe('one two');
  expect(await second.evaluate(async () => (await window.harness).hub.sync.get().hub)).toBe(
    'elected-tab',
  );
  // The shared worker has waited for its turn.
  await first.close();
  await expect
    .poll(() => second.evaluate(async () => (await window.harness).hub.sync.get().hub))
    .toBe('shared-worker');
  expect(await textOf(second, 'runbook:a')).toBe('one two');
});
