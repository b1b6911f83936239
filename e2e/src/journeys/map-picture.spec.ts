import type { Locator, Page } from '@playwright/test';
import { expect, expectAccessible, test } from './journey-test.ts';
import { writeMap, writeShop } from './map-drawing.ts';

/** The first code of the map comes when it is first opened; a busy machine is no failure. */
const longMs = 60_000;

const boxes = (page: Page): Locator => page.locator('.react-flow__node');
const boxOf = (page: Page, name: string): Locator =>
  page.getByRole('group', { name: new RegExp(`^${name}, `) });
const panelOf = (page: Page): Locator =>
  page.getByRole('complementary', { name: 'Selected component' });

/** Stands all of it within the picture, and how far is it enlarged? */
async function standing(page: Page, shown: Locator) {
  const [picture, all] = await Promise.all([
    page.locator('.react-flow').boundingBox(),
    shown.evaluateAll((elements) => elements.map((one) => one.getBoundingClientRect().toJSON())),
  ]);
  if (picture === null || all.length === 0) return { isInside: false, zoom: 0 };
  const isInside = all.every(
    ({ x, y, width, height }) =>
      x >= picture.x - 1 &&
      y >= picture.y - 1 &&
      x + width <= picture.x + picture.width + 1 &&
      y + height <= picture.y + picture.height + 1,
  );
  return { isInside, zoom: all[0].width / 200 };
}

async function expectFitted(page: Page, count: number): Promise<void> {
  await expect(boxes(page)).toHaveCount(count);
  await expect.poll(() => standing(page, boxes(page))).toMatchObject({ isInside: true });
  expect((await standing(page, boxes(page))).zoom).toBeLessThan(1.26);
}

test('the picture shows all of a map that grows, until somebody moves it', async ({
  device,
  relaySet,
}) => {
  test.slow();
  const page = await device.open(`${relaySet.relays[0]?.url ?? ''}/map`);
  await page.setViewportSize({ width: 1440, height: 900 });
  await expect(page.getByText('Nothing on the map yet')).toBeVisible({ timeout: longMs });
  await page.keyboard.press('c');
  const dialog = page.getByRole('dialog', { name: 'Add a component' });
  const name = dialog.getByRole('textbox', { name: /^Name/ });
  async function add(text: string, layer: string): Promise<void> {
    await dialog.getByLabel('Layer').selectOption(layer);
    await name.fill(text);
    await dialog.getByRole('button', { name: 'Add and next' }).press('Enter');
    await expect(name).toHaveValue('');
  }
  for (const [text, layer] of [
    ['Shop', 'Software'],
    ['API 1', 'Software'],
    ['API 2', 'Software'],
    ['Resolver', 'Network'],
    ['Mail', 'Vendor'],
  ] as const)
    await add(text, layer);
  await page.keyboard.press('Escape');
  await expectFitted(page, 5);

  // What tells of a box takes its room from the picture; the box stays under the pointer.
  const middle = async (): Promise<readonly number[]> => {
    const at = await boxOf(page, 'Resolver').boundingBox();
    return at === null ? [] : [at.x + at.width / 2, at.y + at.height / 2];
  };
  const chosen = await middle();
  await boxOf(page, 'Resolver').click();
  await expect(panelOf(page)).toBeVisible();
  await expectFitted(page, 5);
  const still = await middle();
  for (const [at, place] of chosen.entries())
    expect(Math.abs((still[at] ?? 0) - place)).toBeLessThan(2);
  await page.getByLabel('Group by').selectOption('domains');
  await expect(page.getByText('In no failure domain', { exact: true })).toBeVisible();
  await expectFitted(page, 5);
  await page.getByLabel('Group by').selectOption('layers');
  await panelOf(page).getByRole('button', { name: 'Close' }).click();
  await expectFitted(page, 5);

  // Moved by hand, it stays where it is; asked for, all is shown again.
  const before = await boxOf(page, 'Shop').boundingBox();
  await page.getByRole('button', { name: 'Zoom in' }).click();
  await expect
    .poll(async () => (await boxOf(page, 'Shop').boundingBox())?.width)
    .toBeGreaterThan((before?.width ?? 0) * 1.1);
  await expect
    .poll(async () => {
      const [one, other] = [
        await boxOf(page, 'Shop').boundingBox(),
        await boxOf(page, 'Shop').boundingBox(),
      ];
      return JSON.stringify(one) === JSON.stringify(other);
    })
    .toBe(true);
  const moved = await boxOf(page, 'Shop').boundingBox();
  await page.keyboard.press('c');
  await add('Cache', 'Hardware');
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(page.getByText('Hardware', { exact: true }).first()).toBeAttached();
  expect((await boxOf(page, 'Shop').boundingBox())?.width).toBeCloseTo(moved?.width ?? 0, 0);
  await page.getByRole('button', { name: 'Show all' }).click();
  await expectFitted(page, 6);

  // A menu that was opened with the mouse is left by Escape.
  const more = page.getByRole('button', { name: 'More', exact: true });
  await more.click();
  await expect(page.getByRole('menu')).toBeVisible();
  await expect(page.getByRole('menu').locator(':focus')).toHaveCount(1);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('menu')).toBeHidden();
  await expect(more).toBeFocused();
});

test('the picture shows what falls together and for what nobody is left, and a line ends anywhere on a box', async ({
  device,
  relaySet,
}) => {
  test.slow();
  const [relay] = relaySet.relays;
  if (relay === undefined) throw new Error('no relay');
  const gone = writeMap(relay, writeShop);
  const page = await device.open(`${relay.url}/map?at=web`);
  await page.setViewportSize({ width: 1440, height: 900 });
  await expect(panelOf(page)).toBeVisible({ timeout: longMs });
  gone();
  const pressed = panelOf(page).locator('[aria-pressed="true"]');
  await page.getByRole('button', { name: 'Show the path to Secret store' }).click();
  await expect(boxOf(page, 'Secret store')).toContainText('on the way');
  await page.getByRole('button', { name: 'Show the path to Internal DNS' }).click();
  await expect(pressed).toHaveCount(1);
  await expect(pressed).toHaveAccessibleName(/Internal DNS/);
  for (const member of ['Orders database 1', 'Orders database 2'])
    await expect(boxOf(page, member)).toContainText(/on the way|goes down/);
  await expect(boxOf(page, 'Acquiring bank')).not.toContainText(/on the way|goes down/);
  await panelOf(page).getByRole('button', { name: 'Close' }).click();

  // Dropped in the middle of a box, far from its dots.
  const from = boxOf(page, 'Load balancer');
  await from.hover();
  const [dot, target] = [
    await from.locator('.react-flow__handle.source').boundingBox(),
    await boxOf(page, 'Acquiring bank').boundingBox(),
  ];
  if (dot === null || target === null) throw new Error('not drawn');
  await page.mouse.move(dot.x + dot.width / 2, dot.y + dot.height / 2);
  await page.mouse.down();
  await page.mouse.move(target.x + target.width / 3, target.y + target.height / 2, { steps: 5 });
  await page.mouse.up();
  await expect(
    page.getByRole('img', { name: 'Load balancer needs Acquiring bank' }),
  ).toBeAttached();

  const bar = page.getByRole('region', { name: 'What if', exact: true });
  await page.getByRole('button', { name: 'What if…' }).click();
  const search = bar.getByLabel(/^Search people/);
  await search.fill('Ana');
  await search.press('Enter');
  await expect(bar.getByRole('status')).toContainText('nobody left to lead 1 component');
  await expect(boxOf(page, 'Orders database 1')).toHaveAccessibleName(/nobody left$/);
  await expect(boxOf(page, 'Orders database 1')).toContainText('nobody left');
  await expect(page.getByText('nobody left to lead it', { exact: true })).toBeVisible();
});

for (const viewport of [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
]) {
  test(`what falls is seen in the picture, ${viewport.width} wide`, async ({
    device,
    relaySet,
  }) => {
    test.slow();
    const [relay] = relaySet.relays;
    if (relay === undefined) throw new Error('no relay');
    const gone = writeMap(relay, writeShop);
    const page = await device.open(`${relay.url}/map`);
    await page.setViewportSize(viewport);
    await expect(boxOf(page, 'On-call rota')).toBeVisible({ timeout: longMs });
    gone();
    const bar = page.getByRole('region', { name: 'What if', exact: true });
    await page.getByRole('button', { name: 'What if…' }).click();
    const search = bar.getByLabel(/^Search people/);
    await search.fill('Internal DNS');
    await search.press('Enter');

    // What was chosen is one line; what takes nothing away any more is folded.
    await expect(search).toBeHidden();
    await expect(bar.getByRole('button', { name: 'Take away…' })).toBeFocused();
    await expect(bar.getByRole('list', { name: 'Taken away' })).toContainText('Internal DNS');
    await expect(bar.getByRole('status')).toContainText('fall');
    await expect(boxOf(page, 'Internal DNS')).toHaveAccessibleName(/taken away$/);
    await expect(boxOf(page, 'Web shop')).toHaveAccessibleName(/goes down$/);
    await expect(boxOf(page, 'Load balancer')).not.toHaveAccessibleName(/down$|away$|degraded$/);
    await expectAccessible(page, 'what if');

    // The words stand beside the picture, which is still there.
    await bar.getByRole('button', { name: 'Show what falls' }).click();
    const list = page.getByRole('complementary', { name: 'What falls, and why' });
    await expect(list).toBeVisible();
    await expect
      .poll(async () => {
        const [picture, words] = [
          await page.locator('.react-flow').boundingBox(),
          await list.boundingBox(),
        ];
        if (picture === null || words === null) return false;
        const isBeside = picture.x + picture.width <= words.x + 1;
        const isAbove = picture.y + picture.height <= words.y + 1;
        return (isBeside || isAbove) && picture.height > 150 && picture.width > 300;
      })
      .toBe(true);
    await expectAccessible(page, 'what falls');

    // What is chosen in the picture takes the place of the list.
    await boxOf(page, 'Web shop').click();
    await expect(panelOf(page)).toBeVisible();
    await expect(list).toBeHidden();
    await page.keyboard.press('Escape');
    await expect(bar).toBeHidden();
  });
}
