import { expect, test } from './journey-test.ts';

test.use({ relayCount: 3 });

test('a relay that was removed by mistake comes back with one press', async ({
  device,
  relaySet,
}) => {
  const [relay] = relaySet.relays;
  if (relay === undefined) throw new Error('no relay');
  const page = await device.open(`${relay.url}/sync?workspace=demo`);
  const remove = page.getByRole('button', { name: /^Remove .* from this device/ });
  await expect(remove).toHaveCount(3);

  await remove.first().click();
  await expect(remove).toHaveCount(2);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(remove).toHaveCount(3);
  await expect(page.getByRole('button', { name: 'Undo' })).toHaveCount(0);
  for (const { port } of relaySet.relays) {
    await expect(page.getByRole('main')).toContainText(`:${port}`);
  }
});
