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
