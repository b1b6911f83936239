import { addComponent, connect } from '@holdfast/shared/model/map-commands';
import { addTeam } from '@holdfast/shared/model/map-people-commands';
import type { Page } from '@playwright/test';
import { runHoldfast } from '../command-line.ts';
import { holdClock } from './held-clock.ts';
import { callMe, expect, expectAccessible, expectSaved, goToPlace, test } from './journey-test.ts';
import { changeMap, dayFromNow } from './mapped.ts';

const dayMs = 24 * 60 * 60 * 1000;

function finding(page: Page, name: string | RegExp): ReturnType<Page['getByRole']> {
  return page.getByRole('listitem', { name });
}

test('what the review finds goes by its own action, or is accepted and comes back on its day', async ({
  device,
  relaySet,
}) => {
  test.slow();
  const [relay] = relaySet.relays;
  if (relay === undefined) throw new Error('no relay');
  await changeMap(relay.address, (doc, context) => {
    addTeam(doc, { id: 'shop-team', name: 'Shop team' }, context);
    addComponent(doc, { id: 'shop', name: 'Shop', tier: '1', ownerTeams: ['shop-team'] }, context);
    addComponent(doc, { id: 'db', name: 'Orders DB', ownerTeams: ['shop-team'] }, context);
    connect(doc, 'shop', 'db', {}, context);
  });
  const page = await device.open(`${relay.url}/runbooks`);
  await callMe(page, 'Ana');
  await goToPlace(page, 'Review');
  const single = finding(page, 'Single point of failure: Orders DB: Shop');
  await expect(single).toBeVisible();
  await expect(single).toContainText('When it fails, 2 components are down');

  await test.step('a runbook is written from the finding, and it goes', async () => {
    await page.getByRole('button', { name: 'Write a runbook for Orders DB' }).click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/\/runbooks\/[^/]+\/edit$/u);
    await goToPlace(page, 'Review');
    await expect(finding(page, 'No runbook: Shop')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Write a runbook for Orders DB' })).toBeHidden();
  });

  await test.step('one is accepted until a day, and undone', async () => {
    await single.getByRole('button', { name: 'Accept until…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Until').fill(dayFromNow(10));
    await dialog.getByLabel(/^Why|^Reason/u).fill('The second one comes in spring');
    await dialog.getByRole('button', { name: /^Accept/u }).click();
    await expect(single).toBeHidden();
    await page.getByRole('link', { name: 'Accepted' }).click();
    await expect(single).toContainText('The second one comes in spring');
    await single.getByRole('button', { name: 'Take it back' }).click();
    await expect(page.getByText('Nothing is accepted')).toBeVisible();
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(single).toBeVisible();
    await expectSaved(page, 'Saved on 2 relays');
  });

  await test.step('on the day after it is back', async () => {
    await holdClock(device.context(), Date.now() + 9 * dayMs);
    await page.goto(`${relay.url}/review`);
    await expect(finding(page, 'No runbook: Shop')).toBeVisible();
    await expect(single).toBeHidden();
    await holdClock(device.context(), Date.now() + 12 * dayMs);
    await page.reload();
    await expect(single).toBeVisible();
  });

  await test.step('with a second one it goes for good', async () => {
    await single.getByRole('button', { name: 'Give Shop a second beside Orders DB' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Members', { exact: true }).fill('Orders DB 2');
    await page.keyboard.press('Enter');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect(dialog).toBeHidden();
    await expect(single).toBeHidden();
  });
});

for (const viewport of [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
]) {
  test(`the review of the demo is accessible, ${viewport.width} wide`, async ({
    device,
    relaySet,
    folder,
  }) => {
    test.slow();
    const [relay] = relaySet.relays;
    if (relay === undefined) throw new Error('no relay');
    await runHoldfast(folder, ['import', 'demo', '--relay', relay.url, '--workspace', 'demo']);
    const page = await device.open(`${relay.url}/review`);
    await page.setViewportSize(viewport);
    await expect(
      finding(page, /^Hidden single point of failure: Internal resolver/u),
    ).toBeVisible();
    await expectSaved(page, 'Saved on 2 relays');
    await expectAccessible(page, 'review');
    await page.getByRole('link', { name: 'Report' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Resilience review' })).toBeVisible();
    await expect(page.getByText(/findings open: \d+ critical/u)).toBeVisible();
    await expectAccessible(page, 'report');
    await page.getByRole('link', { name: 'Home', exact: true }).first().click();
    await expect(page.getByRole('region', { name: 'The review’s top' })).toContainText('Critical');
    await expectAccessible(page, 'home');
  });
}
