import { runHoldfast } from '../command-line.ts';
import {
  expect,
  expectAccessible,
  expectSaved,
  goToPlace,
  openEditor,
  openRunbook,
  test,
} from './journey-test.ts';

const title = 'PostgreSQL failover with Patroni';

for (const viewport of [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
]) {
  test(`every screen is accessible, ${viewport.width} wide`, async ({
    device,
    relaySet,
    folder,
  }) => {
    test.setTimeout(240_000);
    const [relay] = relaySet.relays;
    if (relay === undefined) throw new Error('no relay');
    await runHoldfast(folder, ['import', 'demo', '--relay', relay.url, '--workspace', 'demo']);
    const page = await device.open(`${relay.url}/runbooks`);
    await page.setViewportSize(viewport);
    await expect(page.getByRole('row').filter({ hasText: title })).toBeVisible();
    await expectSaved(page, 'Saved on 2 relays');
    await expectAccessible(page, 'list');
    await openRunbook(page, title);
    await expectAccessible(page, 'runbook');
    await openEditor(page, title);
    await expectAccessible(page, 'editor');
    await page.getByRole('link', { name: 'Home', exact: true }).first().click();
    await expect(page.getByRole('heading', { level: 1, name: 'Home' })).toBeVisible();
    await expectAccessible(page, 'home');
    await goToPlace(page, 'Sync');
    await expectAccessible(page, 'sync');
    await goToPlace(page, 'Settings');
    await expectAccessible(page, 'settings');
    await page.keyboard.press('?');
    await expect(page.getByRole('dialog')).toBeVisible();
    await expectAccessible(page, 'keys');
  });
}
