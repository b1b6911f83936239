import { expect, test } from './journey-test.ts';

test('a page whose relay died before it had sent all of the app says so, and comes back by itself', async ({
  device,
  relaySet,
}) => {
  const page = await device.context().newPage();
  const rest = /\/assets\/index-[^/]+\.js$|\/livez$/;
  await page.route(rest, (route) => route.abort());
  await page.goto(`${relaySet.relays[0]?.url ?? ''}/runbooks`);
  await expect(page.getByText('The app has not arrived yet.')).toBeVisible();
  await page.unroute(rest);
  await expect(page.getByRole('link', { name: 'Runbooks' }).first()).toBeVisible();
  await expect(page.getByText('The app has not arrived yet.')).toBeHidden();
});

for (const part of ['js', 'css']) {
  test(`a screen whose ${part} a dead relay had not sent yet says so, and comes by itself`, async ({
    device,
    relaySet,
  }) => {
    const page = await device.context().newPage();
    // Without the copy of the app that it keeps, as on a first visit before that is complete.
    await page.addInitScript(() => Reflect.deleteProperty(Navigator.prototype, 'serviceWorker'));
    const rest = new RegExp(`/assets/edit-page-[^/]+\\.${part}$`, 'u');
    await page.route(rest, (route) => route.abort());
    await page.goto(`${relaySet.relays[0]?.url ?? ''}/runbooks`);
    await page
      .getByRole('button', { name: /^(?:Create|New)/ })
      .first()
      .click();
    await page.getByRole('dialog').getByRole('textbox').first().fill('Rotate the keys');
    await page.keyboard.press('Enter');
    await expect(page.getByText('This part of the app has not arrived yet.')).toBeVisible();
    await page.unroute(rest);
    await expect(page.locator('.cm-content')).toBeVisible();
    const styles = await page.evaluate(() => [...document.styleSheets].map(({ href }) => href));
    expect(styles).toContainEqual(expect.stringMatching(/\/edit-page-[^/]+\.css$/u));
  });
}
