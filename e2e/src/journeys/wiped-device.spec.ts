import { expect, expectAccessible, expectSaved, test } from './journey-test.ts';
import { createKeyOfWorkspace, overTheWire } from './signing.ts';
import { keepCard, keyedRelay, orderTo } from './wipe-orders.ts';

// Of more, the one that turns the device away would only stand by.
test.use({ relayCount: 1 });

test('a device that was cut off deletes its copy on an admin’s order, and on nobody else’s', async ({
  device,
  relaySet,
}) => {
  const [relay] = relaySet.relays;
  if (relay === undefined) throw new Error('a relay is needed');
  const key = await createKeyOfWorkspace('demo');
  const stranger = await createKeyOfWorkspace('demo');
  let asked = 0;
  // First a relay that makes up an order, then the one that an admin signed.
  let by = stranger;
  const keeper = await keyedRelay(key, (jkt) => {
    asked += 1;
    return orderTo(jkt, by);
  });
  const runbook = await overTheWire(relay.address, 'runbook:secret');
  runbook.doc.getMap('meta').set('title', 'Where the keys lie');
  runbook.doc.getText('body').insert(0, 'Under the mat.\n');

  let page = await device.open(`${relay.url}/runbooks/secret`);
  await expect(page.getByRole('article')).toContainText('Under the mat');
  await expectSaved(page, 'Saved on');
  const token = await key.issue({ sub: 'ana', name: 'Ana', role: 'editor', jti: 'lost' });
  await page.evaluate(keepCard, token);
  await page.goto(`${relay.url}/sync`);
  await page.getByLabel('Address of a relay').fill(keeper.address);
  await page.getByLabel('Address of a relay').press('Enter');
  await expect(page.getByRole('main')).toContainText(new URL(keeper.address).host);
  await device.close();
  await device.reopen();

  // What only a relay ordered is not obeyed.
  page = await device.open(`${relay.url}/runbooks/secret`);
  await expect.poll(() => asked).toBeGreaterThan(0);
  await expect(page.getByRole('article')).toContainText('Under the mat');
  await page.goto(`${relay.url}/sync`);
  const tryAll = page.getByRole('button', { name: 'Try all now' });
  await expect(tryAll).toBeVisible();
  by = key;
  const deleted = page.getByRole('heading', {
    name: 'The copy of “demo” on this device was deleted',
  });
  // It may ask by itself meanwhile, and leave before anybody can press anything.
  await Promise.race([tryAll.click(), deleted.waitFor()]);
  await expect(deleted).toBeVisible();
  await expect(page.getByRole('status')).toContainText('Root ordered it');
  await expectAccessible(page, 'what a wiped device says');
  const left = await page.evaluate(async () => ({
    databases: (await indexedDB.databases()).map(({ name }) => name),
    local: Object.keys(localStorage),
  }));
  expect(left).toEqual({ databases: [], local: [] });
  await page.reload();
  await expect(page.getByRole('status')).toContainText('Root ordered it');
  runbook.close();
  await keeper.close();
});

test('the address of that page alone deletes nothing', async ({ device, relaySet }) => {
  const [relay] = relaySet.relays;
  if (relay === undefined) throw new Error('a relay is needed');
  const page = await device.open(`${relay.url}/runbooks`);
  await expectSaved(page, 'Saved on');
  await page.goto(`${relay.url}/wiped.html?workspace=demo`);
  await expect(page.getByRole('heading', { name: 'Nothing was deleted' })).toBeVisible();
  const kept = await page.evaluate(async () =>
    (await indexedDB.databases()).map(({ name }) => name),
  );
  expect(kept).toContain('holdfast-demo');
});
