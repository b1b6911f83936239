import { expect, test } from './journey-test.ts';

test('a page whose relay died before it had sent all of the app says so, and comes back by itself', async ({
  device,
  relaySet,
}) => {
  const page = await device.context().newPage();
  const rest = /\/assets\/index-[^/]+\.js$|\/livez$/;
  await page.route(rest, (route) => route.abort());
  await page.goto(relaySet.relays[0]?.url ?? '');
  await expect(page.getByText('The app has not arrived yet.')).toBeVisible();
  await page.unroute(rest);
  await expect(page.getByRole('link', { name: 'Runbooks' }).first()).toBeVisible();
  await expect(page.getByText('The app has not arrived yet.')).toBeHidden();
});
