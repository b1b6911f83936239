import { expect, saved, test, textOf, type } from './hub-test.ts';

test('two devices edit through relays, outlive all of them, and converge when they are back', async ({
  device,
  otherDevice,
  harness,
  relaySet,
}) => {
  test.setTimeout(120_000);
  const here = await device.open(harness.url);
  const there = await otherDevice.open(harness.url);
  await type(here, 'runbook:a', 'one ');
  await expect.poll(() => saved(here)).toBe('relays 2');
  await expect.poll(() => textOf(there, 'runbook:a')).toBe('one ');
  await type(there, 'runbook:a', 'two ');
  await expect.poll(() => textOf(here, 'runbook:a')).toBe('one two ');
  await expect.poll(() => saved(there)).toBe('relays 2');

  await relaySet.killAll();
  await type(here, 'runbook:a', 'three ');
  await type(there, 'runbook:b', 'four');
  await expect.poll(() => saved(here)).toBe('device 1');
  await expect.poll(() => saved(there)).toBe('device 1');

  const [wiped] = relaySet.relays;
  await wiped?.wipe();
  await relaySet.startAll();
  await expect.poll(() => saved(here), { timeout: 60_000 }).toBe('relays 2');
  await expect.poll(() => saved(there), { timeout: 60_000 }).toBe('relays 2');
  await expect.poll(() => textOf(there, 'runbook:a')).toBe('one two three ');
  await expect.poll(() => textOf(here, 'runbook:b')).toBe('four');
});

test('a device that was away catches up, and finds relays it has only heard of', async ({
  device,
  otherDevice,
  harness,
  relaySet,
}) => {
  const [first, ...others] = relaySet.relays;
  if (first === undefined) throw new Error('no relay');
  harness.relays = [first.address];
  const here = await device.open(harness.url);
  await type(here, 'runbook:a', 'before');
  await expect.poll(() => saved(here)).toBe('relays 2');
  await device.close();

  // The only relay that the page ever named is lost; its peers are known from what it told.
  await first.kill();
  harness.relays = others.map(({ address }) => address);
  const there = await otherDevice.open(harness.url);
  await expect.poll(() => textOf(there, 'runbook:a')).toBe('before');
  await type(there, 'runbook:a', ', meanwhile');
  await expect.poll(() => saved(there)).toBe('relays 2');

  harness.relays = [];
  await device.reopen();
  const again = await device.open(harness.url);
  await expect.poll(() => textOf(again, 'runbook:a')).toBe('before, meanwhile');
});

test('people see one another come, move and go', async ({
  device,
  otherDevice,
  harness,
  relaySet,
}) => {
  expect(relaySet.relays).toHaveLength(3);
  const here = await device.open(harness.url);
  const there = await otherDevice.open(harness.url);
  await there.evaluate(async () => {
    const { hub } = await window.harness;
    await hub.deviceReady;
    hub.setMe({ name: 'Ana', color: 3 });
    hub.announce('/runbooks/1');
  });
  const people = () =>
    here.evaluate(async () =>
      (await window.harness).hub.people
        .get()
        .map(({ name, color, path }) => ({ name, color, path })),
    );
  await expect.poll(people).toEqual([{ name: 'Ana', color: 3, path: '/runbooks/1' }]);
  await there.close();
  await expect.poll(people, { timeout: 60_000 }).toEqual([]);
});

test('a device remembers when it was last equal to a relay, also when none can be reached', async ({
  device,
  harness,
  relaySet,
}) => {
  const page = await device.open(harness.url);
  const sync = (of: typeof page) => of.evaluate(async () => (await window.harness).hub.sync.get());
  await type(page, 'runbook:a', 'text');
  await expect.poll(() => saved(page)).toBe('relays 2');
  await expect.poll(async () => (await sync(page)).lastCaughtUpAtMs).toBeDefined();
  expect((await sync(page)).earlierCaughtUpAtMs).toBeUndefined();
  const lastMs = (await sync(page)).lastCaughtUpAtMs ?? 0;
  await device.close();
  await relaySet.killAll();
  await device.reopen();
  const again = await device.open(harness.url);
  await expect.poll(async () => (await sync(again)).earlierCaughtUpAtMs).toBeGreaterThan(0);
  const { earlierCaughtUpAtMs = 0, lastCaughtUpAtMs } = await sync(again);
  expect(earlierCaughtUpAtMs).toBeLessThanOrEqual(lastMs + 60_000);
  expect(lastCaughtUpAtMs).toBeUndefined();
});
