import { addComponent, connect } from '@holdfast/shared/model/map-commands';
import { layers } from '@holdfast/shared/model/map-value';
import { expect, expectAccessible, test } from './journey-test.ts';
import { changeMap } from './mapped.ts';

/** The first code of the map comes when it is first opened; a busy machine is no failure. */
const longMs = 60_000;
const count = 1000;

test('a thousand components open collapsed, are found, and are moved through from afar and near', async ({
  device,
  relaySet,
}) => {
  test.slow();
  const [relay] = relaySet.relays;
  if (relay === undefined) throw new Error('no relay');
  await changeMap(relay.address, (doc, context) => {
    for (let at = 0; at < count; at += 1) {
      const layer = at % 10 < 7 ? 'software' : (layers[at % layers.length] ?? 'software');
      const system = `System ${Math.floor(at / 20)}`;
      addComponent(doc, { id: `c${at}`, name: `Service ${at}`, layer, system }, context);
    }
    for (let at = 1; at < count; at += 1) {
      connect(doc, `c${Math.floor(at / 3)}`, `c${at}`, {}, context);
      if (at % 5 === 0) connect(doc, `c${at}`, `c${count - 1 - (at % 7)}`, {}, context);
    }
  });
  const page = await device.open(`${relay.url}/map`);
  const boxes = page.locator('.react-flow__node');
  await expect(boxes).toHaveCount(50, { timeout: longMs });

  // One system is opened and closed again.
  await page.getByRole('button', { name: 'Open System 3', exact: true }).press('Enter');
  await expect(page.getByRole('group', { name: /^Service 77, / })).toBeVisible();
  await page.getByRole('button', { name: 'Collapse again' }).click();
  await expect(boxes).toHaveCount(50);

  // What is looked for is never hidden in a box.
  await page.keyboard.press('/');
  await page.keyboard.type('Service 777');
  await expect(page.getByRole('group', { name: /^Service 777, / })).toBeVisible();
  await page.getByRole('searchbox').fill('');
  await expect(boxes).toHaveCount(50);

  // All of them at once: drawn from afar, one is chosen there, and near they are boxes again.
  await page.getByLabel('Collapse', { exact: true }).selectOption('Every component');
  await page.getByRole('button', { name: 'Show all' }).click();
  const afar = page.getByRole('img', { name: /^1,000 boxes from afar/ });
  await expect(afar).toBeVisible();
  await expect(boxes).toHaveCount(0);
  await expectAccessible(page, 'a thousand components from afar');
  await expect(async () => {
    await page.getByRole('button', { name: 'Zoom in' }).click();
    await expect(afar).toBeHidden({ timeout: 1000 });
  }).toPass();
  await expect(boxes.first()).toBeVisible();
  await page.getByRole('link', { name: 'List', exact: true }).click();
  await expect(page.getByRole('table', { name: 'Components' })).toHaveAttribute(
    'aria-rowcount',
    String(count + 1),
  );
});
