import { revoke } from '@holdfast/shared/access/workspace-access';
import { goToPlace, expect, expectAccessible, expectSaved, test } from './journey-test.ts';
import { changeWorkspace, register, type Registered } from './registered.ts';

const several: readonly Registered[] = [
  {
    claims: { sub: 'ana', name: 'Ana Ortiz', jti: 'a1', role: 'admin' },
    label: 'Laptop',
    days: 30,
  },
  { claims: { sub: 'ana', name: 'Ana Ortiz', jti: 'a2', role: 'admin' }, label: 'Phone', days: 3 },
  {
    claims: { sub: 'ben', name: 'Ben Achterberg-van der Woude', jti: 'b1' },
    label: 'Firefox on a computer with a name that is far longer than anybody would give it',
    days: 9,
  },
  {
    claims: {
      sub: 'cy',
      name: 'Cy Nakamura',
      jti: 'c1',
      role: 'viewer',
      exp: 1_700_000_000,
      iat: 1_690_000_000,
    },
    label: 'Tablet',
    days: 900,
  },
  { claims: { sub: 'dora', name: 'Dora', jti: 'd1', role: 'editor', docs: ['runbook:01abc'] } },
];

test('an open workspace says that it is open, and shows what is registered all the same', async ({
  device,
  relaySet,
}) => {
  const [relay] = relaySet.relays;
  if (relay === undefined) throw new Error('no relay');
  const page = await device.open(`${relay.url}/runbooks`);
  await goToPlace(page, 'Settings');
  await page.getByRole('link', { name: 'Open Access' }).click();
  await expect(
    page.getByText('This workspace is open to everybody who reaches a relay'),
  ).toBeVisible();
  await expectAccessible(page, 'open');

  await changeWorkspace(relay.address, async (doc) => {
    await register(doc, several);
    revoke(
      doc,
      { person: 'ben' },
      { by: 'Ana Ortiz', reason: 'Left the company', atMs: Date.now() },
    );
  });
  const person = (name: string) => page.getByRole('listitem').filter({ hasText: name }).first();
  await expect(person('Ana Ortiz')).toContainText('Admin');
  await expect(person('Ana Ortiz').getByRole('listitem')).toHaveCount(2);
  await expect(person('Ben Achterberg')).toContainText('Cut off by Ana Ortiz');
  await expect(person('Ben Achterberg')).toContainText('“Left the company”');
  await expect(person('Cy Nakamura')).toContainText('Ran out');
  await expect(person('Dora')).toContainText('Invited, not opened yet');
  // Nothing could be enforced here, so nothing can be done.
  await person('Ana Ortiz')
    .getByRole('button', { name: 'What can be done with Ana Ortiz' })
    .click();
  await expect(page.getByRole('menuitem')).toHaveText(['Copy the id, for the command line']);
  await page.keyboard.press('Escape');

  await page.getByRole('searchbox', { name: 'Search people and devices' }).fill('phone');
  await expect(page.getByText('1 person, 2 devices')).toBeVisible();
  await expect(page).toHaveURL(/\/access\?q=phone$/u);
  await page.getByRole('link', { name: 'Roles', exact: true }).click();
  await expect(
    page.getByRole('region', { name: 'People' }).getByRole('row', { name: /^Invite and cut off/u }),
  ).toContainText('NoNoNoYes');
  await expectAccessible(page, 'roles');
});

for (const viewport of [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
]) {
  test(`five hundred people are listed, ${viewport.width} wide`, async ({ device, relaySet }) => {
    test.slow();
    const [relay] = relaySet.relays;
    if (relay === undefined) throw new Error('no relay');
    const many = Array.from({ length: 500 }, (_, at): Registered => {
      const name = `Person ${String(at).padStart(3, '0')}`;
      const claims = { sub: `p${at}`, name, jti: `t${at}` };
      return at % 7 === 0 ? { claims } : { claims, label: `Device ${at}` };
    });
    await changeWorkspace(relay.address, (doc) => register(doc, [...several, ...many]));
    const page = await device.open(`${relay.url}/access`);
    await page.setViewportSize(viewport);
    await expect(page.getByText('504 people, 432 devices')).toBeVisible();
    await expectSaved(page, 'Saved on 2 relays');
    await expectAccessible(page, 'people');
    const drawn = page.getByRole('list', { name: 'People and devices' }).locator(':scope > li');
    expect(await drawn.count()).toBeLessThan(60);
    await page.getByRole('searchbox').fill('person 499');
    await expect(drawn).toHaveCount(1);
    await expect(drawn.getByRole('heading', { name: 'Person 499' })).toBeVisible();
    await page.getByRole('searchbox').fill('');
    await page.getByLabel('Which').selectOption('Invited');
    await expect(page.getByText('73 people')).toBeVisible();
  });
}
