import type { Page } from '@playwright/test';
import type { Device } from '../devices.ts';
import type { Invited } from '../keyed-relays.ts';
import { expect, expectAccessible, expectAppKept, expectSaved, typeAtEnd } from './journey-test.ts';
import { test } from './keyed-test.ts';

/** Commands and relays are processes, and a machine may be busy. */
test.setTimeout(180_000);
const arrivesMs = 60_000;

async function openInvitation(device: Device, { link }: Invited): Promise<Page> {
  const page = await device.open(link);
  await expect(page.getByRole('heading', { level: 1, name: 'Join demo' })).toBeVisible();
  return page;
}

async function accept(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Accept on this device' }).click();
}

/** Accepts and waits for the app. */
async function join(device: Device, invited: Invited): Promise<Page> {
  const page = await openInvitation(device, invited);
  await accept(page);
  await expect(page.getByRole('link', { name: 'Runbooks' }).first()).toBeVisible({
    timeout: arrivesMs,
  });
  return page;
}

async function createRunbook(page: Page, title: string): Promise<void> {
  await page.getByRole('link', { name: 'Runbooks' }).first().click();
  await page.getByRole('button', { name: 'New runbook' }).first().click();
  await page.getByRole('dialog').getByLabel('Title').fill(title);
  await page.getByRole('dialog').getByRole('button', { name: 'Create' }).click();
  await expect(page.locator('.cm-content')).toBeVisible();
}

test('a link lets one device in, leaves no trace of itself, and lets no second one in', async ({
  keyed,
  device,
  otherDevice,
}) => {
  const outside = await device.open(keyed.relays[0]?.url ?? '');
  await expect(
    outside.getByRole('heading', { level: 1, name: 'This workspace needs an invitation' }),
  ).toBeVisible({ timeout: arrivesMs });
  await expectAccessible(outside, 'stop page');
  await expectSaved(outside, /^Nothing on this device.*relays do not let this device in/u);

  const invited = await keyed.invite({ name: 'Ben Okafor', role: 'editor' });
  const secret = invited.link.slice(invited.link.indexOf('#') + 1);
  const asked: string[] = [];
  device.context().on('request', (request) => asked.push(request.url()));
  const page = await openInvitation(device, invited);
  expect(page.url()).not.toContain('#');
  await expect(page.getByText('Editor: you read and write everything')).toBeVisible();
  await expect(page.getByLabel('Name of this device')).toHaveValue('Chrome on Linux');
  await expectAccessible(page, 'invitation');
  await accept(page);
  await expect(page.getByRole('link', { name: 'Runbooks' }).first()).toBeVisible({
    timeout: arrivesMs,
  });
  await createRunbook(page, 'Restore the database');
  await expectSaved(page, 'Saved on 2 relays', arrivesMs);
  // What was behind the `#` went nowhere: not to a relay, not into what is kept of addresses.
  expect(asked.filter((url) => url.includes(secret.slice(0, 40)))).toEqual([]);
  for (const relay of keyed.relays) expect(relay.log()).not.toContain(secret.slice(0, 40));

  const second = await openInvitation(otherDevice, invited);
  await accept(second);
  await expect(second.getByText('Another device has used it already.')).toBeVisible({
    timeout: arrivesMs,
  });
  await expectAccessible(second, 'invitation refused');
  // The page that waited outside is in, too: it is the same device.
  await expect(outside.getByRole('heading', { level: 1, name: 'Home' })).toBeVisible({
    timeout: arrivesMs,
  });
});

test('a viewer reads and is told what is not theirs to do; one who is cut off keeps their copy', async ({
  keyed,
  device,
  otherDevice,
}) => {
  const writer = await join(device, await keyed.invite({ name: 'Ben Okafor', role: 'editor' }));
  await createRunbook(writer, 'Restore the database');
  await typeAtEnd(writer, '\nStop the writers.\n');
  await expectSaved(writer, 'Saved on 2 relays', arrivesMs);

  const invited = await keyed.invite({ name: 'Vera Lindt', role: 'viewer' });
  const viewer = await join(otherDevice, invited);
  await viewer.getByRole('link', { name: 'Runbooks' }).first().click();
  await viewer.getByRole('link', { name: 'Restore the database' }).first().click();
  await expect(viewer.getByText('Stop the writers.')).toBeVisible({ timeout: arrivesMs });
  await expect(viewer.getByRole('link', { name: 'Edit', exact: true })).toHaveCount(0);
  const edit = viewer.getByRole('button', { name: /^Edit/ });
  await expect(edit).toHaveAccessibleDescription(/^Read only: your role is viewer\. Ask /);
  // Also for whoever has no pointer.
  await edit.focus();
  await expect(viewer.getByRole('tooltip')).toContainText('Read only: your role is viewer.');
  await expectAccessible(viewer, 'runbook of a viewer');

  const others = viewer.getByRole('button', { name: '1 other person is here' });
  await expect(others).toBeVisible({ timeout: arrivesMs });
  await keyed.revoke(invited.tokenId);
  await expect(viewer.getByText('An admin has cut this device off.')).toBeVisible({
    timeout: arrivesMs,
  });
  // What is known is what was before: what relays hold, and nothing of who is where.
  await expectSaved(viewer, /^Edits so far are on 2 relays.*relays do not let this device in/u);
  await expect(others).toHaveCount(0);
  await expect(viewer.getByText('Stop the writers.')).toBeVisible();
  await expectAccessible(viewer, 'runbook of one who was cut off');
  await viewer.getByRole('link', { name: 'Sync', exact: true }).first().click();
  await expect(viewer.getByRole('main')).toContainText('nothing newer is sent to others');
  await expectAccessible(viewer, 'Sync of one who was cut off');
  await viewer.goBack();
  await viewer.reload();
  await expect(viewer.getByText('Stop the writers.')).toBeVisible();
  await expect(viewer.getByText('An admin has cut this device off.')).toBeVisible({
    timeout: arrivesMs,
  });
});

test('what a new role may not write stays here, is shown as such, and can be discarded', async ({
  keyed,
  device,
}) => {
  const page = await join(device, await keyed.invite({ name: 'Ben Okafor', role: 'editor' }));
  await createRunbook(page, 'Restore the database');
  await typeAtEnd(page, '\nStop the writers.\n');
  await expectSaved(page, 'Saved on 2 relays', arrivesMs);
  const lower = await keyed.invite({ name: 'Ben Okafor', role: 'viewer' });
  const address = page.url().replace(/\/edit$/, '');
  await expectAppKept(page);
  await keyed.killAll();
  await typeAtEnd(page, 'Only here.\n');
  await expectSaved(page, /On this device only/);

  // With every relay dead the invitation is kept, and shown to one when it is back.
  const again = await openInvitation(device, lower);
  await accept(again);
  await expect(again.getByText('No relay can be reached now')).toBeVisible({ timeout: arrivesMs });
  await expectAccessible(again, 'invitation that waits');
  await keyed.startAll();
  await expect(again.getByRole('link', { name: 'Runbooks' }).first()).toBeVisible({
    timeout: arrivesMs,
  });

  await again.goto(address);
  await expect(again.getByText('only on this device.')).toBeVisible({ timeout: arrivesMs });
  await again.getByRole('button', { name: 'What to do…' }).click();
  const dialog = again.getByRole('dialog');
  await expect(dialog.locator('ins')).toContainText('Only here.', { timeout: arrivesMs });
  await expectAccessible(again, 'changes only here', { within: '[role=dialog]' });
  await dialog.getByRole('button', { name: 'Discard my changes…' }).click();
  await dialog.getByRole('button', { name: 'Discard', exact: true }).click();
  await expect(again.getByText('Only here.')).toHaveCount(0, { timeout: arrivesMs });
  await expect(again.getByText('Stop the writers.').first()).toBeVisible();
  await expect(again.getByText('to “Restore the database” only on this device.')).toHaveCount(0);
});

test('access that ends says so, and leaves the copy', async ({ keyed, device }) => {
  const page = await join(
    device,
    await keyed.invite({ name: 'Ben Okafor', role: 'editor', life: '90m' }),
  );
  await createRunbook(page, 'Restore the database');
  await expectSaved(page, 'Saved on 2 relays', arrivesMs);
  await keyed.killAll();
  keyed.setClockAhead(2 * 60 * 60 * 1000);
  await keyed.startAll();
  await expect(page.getByText('The access of this device has ended.')).toBeVisible({
    timeout: arrivesMs,
  });
  await typeAtEnd(page, '\nStill written here.\n');
  await expectSaved(page, /On this device only/);
  await expectAccessible(page, 'editor of one whose access ended');
});

test('with every relay dead after joining, everything goes on', async ({ keyed, device }) => {
  const page = await join(device, await keyed.invite({ name: 'Ben Okafor', role: 'editor' }));
  await createRunbook(page, 'Restore the database');
  await expectSaved(page, 'Saved on 2 relays', arrivesMs);
  await keyed.killAll();
  await typeAtEnd(page, '\nWritten with no relay.\n');
  await expectSaved(page, /On this device only/);
  await keyed.startAll();
  await expectSaved(page, 'Saved on 2 relays', arrivesMs);
});
