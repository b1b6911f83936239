import type { Page } from '@playwright/test';
import { expect, test } from './journey-test.ts';
import { writeMap, writeShop } from './map-drawing.ts';

/** The first code of the map comes when it is first opened; a busy machine is no failure. */
const longMs = 60_000;

test.use({ viewport: { width: 390, height: 844 } });

const panelOf = (page: Page) => page.getByRole('complementary', { name: 'Selected component' });
const boxOf = (page: Page, name: string) =>
  page.getByRole('group', { name: new RegExp(`^${name}, `) });

/** Is all of a box in sight between the top of the picture and the panel? */
async function standsAbovePanel(page: Page, name: string): Promise<boolean> {
  const [picture, box, panel] = await Promise.all([
    page.locator('.react-flow').boundingBox(),
    boxOf(page, name).boundingBox(),
    panelOf(page).boundingBox(),
  ]);
  if (picture === null || box === null || panel === null) return false;
  return box.y >= picture.y - 1 && box.y + box.height <= panel.y + 1;
}

for (const reducedMotion of ['no-preference', 'reduce'] as const) {
  test(`on a phone a selected box is never behind its details, motion: ${reducedMotion}`, async ({
    device,
    relaySet,
  }) => {
    const [relay] = relaySet.relays;
    if (relay === undefined) throw new Error('no relay');
    const gone = writeMap(relay, writeShop);
    const page = await device.open(`${relay.url}/map`);
    await page.emulateMedia({ reducedMotion });
    await expect(boxOf(page, 'On-call rota')).toBeVisible({ timeout: longMs });
    gone();

    await boxOf(page, 'Web shop').click();
    await expect(panelOf(page).getByText('What takes it down alone')).toBeVisible();
    await expect.poll(() => standsAbovePanel(page, 'Web shop')).toBe(true);
    await panelOf(page).getByRole('button', { name: 'Close' }).click();
    await expect(panelOf(page)).toBeHidden();

    // One at the bottom would lie behind the panel that it opens.
    await boxOf(page, 'On-call rota').click();
    await expect(panelOf(page)).toContainText('On-call rota');
    await expect.poll(() => standsAbovePanel(page, 'On-call rota')).toBe(true);

    // Chosen by the address, it is shown above the panel from the start.
    await page.goto(`${relay.url}/map?at=rota`);
    await expect(panelOf(page)).toContainText('On-call rota', { timeout: longMs });
    await expect.poll(() => standsAbovePanel(page, 'On-call rota')).toBe(true);
  });
}
