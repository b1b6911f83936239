import { expect, expectAccessible, test } from './journey-test.ts';

test('an example is taken and taken away; domains are frames, and a tree that says the same', async ({
  device,
  relaySet,
}) => {
  test.slow();
  const page = await device.open(`${relaySet.relays[0]?.url ?? ''}/map`);
  const example = page.getByRole('button', { name: 'Look at an example' });
  await example.click();
  await page.getByRole('button', { name: 'Take it away' }).click();
  await expect(example).toBeVisible();
  await example.click();

  await page.getByLabel('Group by').selectOption('domains');
  await expect(page).toHaveURL(/arrange=domains/);
  await page.getByLabel('Collapse', { exact: true }).selectOption('domain');
  await page.getByRole('button', { name: 'Open Zone eu-west-1a' }).click();
  await expect(
    page.getByRole('group', { name: /^Internal resolver.*in Zone eu-west-1a \(Zone\)/ }),
  ).toBeVisible();
  await expectAccessible(page, 'the map in frames');
  await page.getByRole('button', { name: 'Collapse Zone eu-west-1a' }).click();
  await expect(page.getByRole('button', { name: 'Open Zone eu-west-1a' })).toBeVisible();

  await page.getByRole('link', { name: 'List', exact: true }).click();
  await page.getByText('By domain', { exact: true }).click();
  const tree = page.getByRole('tree', { name: 'Components by failure domain' });
  const zone = tree.getByRole('treeitem', { name: /^Zone eu-west-1a/ });
  await expect(zone).toHaveAttribute('aria-level', '3');
  await expectAccessible(page, 'components by domain');
  await zone.focus();
  await page.keyboard.press('ArrowLeft');
  await expect(tree.getByRole('treeitem', { name: /^Internal resolver/ })).toBeHidden();

  await page.getByText('Table', { exact: true }).click();
  await page.getByRole('link', { name: 'Orders database', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Orders database' })).toBeVisible();
  const importance = page.getByRole('region', { name: 'What matters most for it' });
  await expect(importance.getByRole('table')).toBeVisible();
  await expectAccessible(page, 'a component');
});
