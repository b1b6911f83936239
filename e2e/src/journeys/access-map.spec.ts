import { expect, expectAccessible } from './journey-test.ts';
import { test } from './keyed-test.ts';
import { accept, arrivesMs, expectNothingHeld } from './people-of-roles.ts';

/** Commands and relays are processes, and a machine may be busy. */
test.setTimeout(240_000);

test('who may not change the map can look at teams and leaves, and is told why no more', async ({
  keyed,
  device,
}) => {
  await keyed.asAdmin('import', 'demo');
  const { url = '' } = keyed.relays[0] ?? {};
  const page = await accept(
    device,
    (await keyed.invite({ name: 'Vera Lind', role: 'responder' })).link,
  );
  const why =
    'As a responder you may look at all of the map and declare incidents from it, but not change it. Ask Ana.';

  await page.goto(`${url}/map/people`);
  await page.getByRole('button', { name: 'Teams' }).click({ timeout: arrivesMs });
  const teams = page.getByRole('dialog', { name: 'Teams' });
  await expect(teams).toContainText(why);
  await expect(teams.getByRole('listitem').filter({ hasText: 'Platform team' })).toContainText(
    'chat: #platform',
  );
  await expect(teams.getByRole('textbox')).toHaveCount(0);
  await expect(teams.getByRole('button', { name: /^(?:Add|Remove)/u })).toHaveCount(0);
  await expectAccessible(page, 'teams to read', { within: '[role="dialog"]' });
  await teams.getByRole('button', { name: 'Done' }).click();

  await page.goto(`${url}/map/people?view=leave&from=2026-12`);
  await page.getByRole('button', { name: /is away 19 Dec.*Look at it$/u }).click();
  const leave = page.getByRole('dialog', { name: 'Leave', exact: true });
  await expect(leave).toContainText(why);
  await expect(leave.getByLabel('Note')).toHaveValue('Out of the country');
  await expect(leave.getByLabel('Note')).toBeDisabled();
  await expect(leave.getByRole('button', { name: 'Save' })).toBeDisabled();
  await expect(leave.getByRole('button', { name: 'Remove this leave' })).toBeDisabled();
  await expectAccessible(page, 'a leave to read', { within: '[role="dialog"]' });
  await leave.getByRole('button', { name: 'Cancel' }).click();

  await page.goto(`${url}/drills/plans`);
  await expect(page.getByRole('note').first()).toContainText(
    'As a responder you may start drills, write entries and tick steps, but not change plans',
  );
  await expectNothingHeld(page);
});

test('a dialog that is open when the role changes saves nothing that relays would not take', async ({
  keyed,
  device,
}) => {
  await keyed.asAdmin('import', 'demo');
  const { url = '' } = keyed.relays[0] ?? {};
  const page = await accept(
    device,
    (await keyed.invite({ name: 'Ben Okafor', role: 'editor' })).link,
  );
  await page.goto(`${url}/map/people`);
  await page.getByRole('button', { name: 'Add person' }).click({ timeout: arrivesMs });
  const dialog = page.getByRole('dialog', { name: 'Add person' });
  await dialog.getByLabel('Name', { exact: true }).fill('Zoë Ruiz');
  const lower = await keyed.invite({ name: 'Ben Okafor', role: 'responder' });
  const other = await accept(device, lower.link);
  await expect(dialog).toContainText('As a responder you may look at all of the map', {
    timeout: arrivesMs,
  });
  // What was typed stays to be read.
  await expect(dialog.getByLabel('Name', { exact: true })).toHaveValue('Zoë Ruiz');
  await expect(dialog.getByRole('button', { name: 'Add', exact: true })).toBeDisabled();
  await expectNothingHeld(page);
  await other.close();
});
