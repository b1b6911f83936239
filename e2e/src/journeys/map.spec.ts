import { expect, expectAccessible, test } from './journey-test.ts';
import { writeMap, writeShop } from './map-drawing.ts';

/** The first code of the map comes when it is first opened; a busy machine is no failure. */
const longMs = 60_000;

// Also for what is started before a test.
test.describe.configure({ timeout: 300_000 });

test('the picture lights the path to a hidden cause, and picture and table are accessible', async ({
  device,
  relaySet,
}) => {
  const [relay] = relaySet.relays;
  if (relay === undefined) throw new Error('no relay');
  const gone = writeMap(relay, writeShop);
  const page = await device.open(`${relay.url}/map?at=web`);
  await page.setViewportSize({ width: 1440, height: 900 });
  await expect(page.getByRole('complementary', { name: 'Selected component' })).toBeVisible({
    timeout: longMs,
  });
  gone();
  await page.getByRole('button', { name: 'Show the path to Internal DNS' }).click();
  await expect(page.getByText('on the way').first()).toBeVisible();
  await expectAccessible(page, 'graph');
  await page.getByRole('link', { name: 'List', exact: true }).click();
  await expect(page.getByRole('row').filter({ hasText: 'Internal DNS' })).toBeVisible({
    timeout: longMs,
  });
  await expectAccessible(page, 'table');
});
