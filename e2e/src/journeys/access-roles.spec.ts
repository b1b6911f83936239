import type { Locator, Page } from '@playwright/test';
import { declare, post, timeline } from './incident-room.ts';
import { expect, expectAccessible, expectSaved, goToPlace } from './journey-test.ts';
import {
  arrivesMs,
  expectNothingHeld,
  readRunbook,
  test,
  writeRunbook,
} from './people-of-roles.ts';
import { expectState, tickOf } from './running.ts';

const runbook = 'Restore the database';
const incident = 'Checkout is down';
const text = '## Steps\n\n1. Stop the writers\n2. Start the replica\n';

/** What cannot be done is there, says so, and says whom to ask. */
async function expectRefused(control: Locator, why: RegExp): Promise<void> {
  await expect(control.first()).toHaveAccessibleDescription(why);
}

const asViewer = /^Read only: your role is viewer\. Ask Ana Ortiz\.$/u;
const asResponder =
  /^As a responder you may run runbooks, .*, but not write or change them\. Ask Ana Ortiz\.$/u;

async function openIncident(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Incidents' }).first().click();
  await page.getByRole('link', { name: incident }).first().click({ timeout: arrivesMs });
  await expect(page.getByRole('heading', { level: 1, name: incident })).toBeVisible();
}

/** Relays, commands and browsers are processes, and a machine may be busy. */
test.setTimeout(480_000);

test('with three relays that others reach, each role does what it may, is told what it may not, and all of it arrives', async ({
  fleet,
}) => {
  const ana = await fleet.letIn('Ana Ortiz', 'admin', 0);
  expect(ana.url).toMatch(/^https:/u);
  const [eve, rhea] = await Promise.all([
    fleet.letIn('Eve Sato', 'editor', 1),
    fleet.letIn('Rhea Lind', 'responder', 2),
  ]);
  const vera = await fleet.letIn('Vera Okafor', 'viewer', 1);
  const all = [ana, eve, rhea, vera];

  await test.step('an editor writes, and may not say who has access', async () => {
    await writeRunbook(eve.page, runbook, text);
    await expectSaved(eve.page, 'Saved on 2 relays', arrivesMs);
    await eve.page.goto(`${eve.url}/access/roles`);
    await expect(eve.page.getByText('You are editor.')).toBeVisible();
    await expect(eve.page.getByText('For another role: Ask Ana Ortiz.')).toBeVisible({
      timeout: arrivesMs,
    });
    await expectAccessible(eve.page, 'roles of an editor');
    await eve.page.goto(`${eve.url}/access/invitations`);
    await expect(eve.page.getByText('Only admins invite and make sealed access.')).toBeVisible();
    await expect(eve.page.getByRole('button', { name: 'Invite', exact: true })).toHaveCount(0);
    await expectAccessible(eve.page, 'invitations of an editor');
    await goToPlace(eve.page, 'Settings');
    const name = eve.page.getByLabel('Your name');
    await expect(name).toHaveValue('Eve Sato');
    await expect(name).not.toBeEditable();
  });

  await test.step('a responder declares, posts and ticks, and may not change a text', async () => {
    const { page } = rhea;
    await readRunbook(page, runbook);
    await expect(page.getByText('Stop the writers')).toBeVisible();
    await expectRefused(page.getByRole('button', { name: /^Edit/u }), asResponder);
    await expectAccessible(page, 'runbook of a responder');
    await declare(page, incident);
    await post(page, 'Writers are stopped');
    await expect(timeline(page)).toContainText('Writers are stopped');
    await page.getByLabel('Write on the timeline').fill(`/run ${runbook.toLowerCase()}`);
    await page.keyboard.press('Enter');
    await expect(tickOf(page, 1)).toBeVisible({ timeout: arrivesMs });
    await tickOf(page, 1).click();
    await expectState(page, 1, 'done');
    await expectSaved(page, 'Saved on 2 relays', arrivesMs);
    await expectAccessible(page, 'run of a responder');
    await expectNothingHeld(page);
  });

  await test.step('a viewer sees all of it, and can change nothing', async () => {
    const { page } = vera;
    await readRunbook(page, runbook);
    await expect(page.getByText('Stop the writers')).toBeVisible();
    await expectRefused(page.getByRole('button', { name: /^Edit/u }), asViewer);
    await expectRefused(page.getByRole('button', { name: /^Run/u }), asViewer);
    await openIncident(page);
    await expect(timeline(page)).toContainText('Writers are stopped', { timeout: arrivesMs });
    await expect(page.getByLabel('Write on the timeline')).toHaveCount(0);
    await expect(page.getByRole('note').first()).toContainText(
      'Read only: your role is viewer. Ask Ana Ortiz.',
    );
    const command = page.getByRole('button', { name: 'Take command' });
    await expect(command).toBeDisabled();
    await command.click({ force: true });
    await expect(page.getByRole('alert').last()).toContainText(
      'Read only: your role is viewer. Ask Ana Ortiz.',
    );
    await expectAccessible(page, 'incident of a viewer');
    await goToPlace(page, 'Settings');
    await expect(page.getByLabel('Name of severity 1')).toBeDisabled();
    await expectAccessible(page, 'settings of a viewer');
    await openIncident(page);
    await expectNothingHeld(page);
  });

  await test.step('everybody is seen where they are, by the name that they were let in with', async () => {
    await openIncident(eve.page);
    await openIncident(rhea.page);
    await expect(eve.page.getByText('Also here')).toContainText('Vera Okafor', {
      timeout: arrivesMs,
    });
    await expect(eve.page.getByText('Also here')).toContainText('Rhea Lind');
    await expect(vera.page.getByText('Also here')).toContainText('Eve Sato');
  });

  await test.step('what editors and admins write reaches all of them', async () => {
    await post(eve.page, 'The replica is up');
    await openIncident(ana.page);
    await post(ana.page, 'We tell customers at noon');
    for (const { page } of all) {
      await expect(timeline(page)).toContainText('The replica is up', { timeout: arrivesMs });
      await expect(timeline(page)).toContainText('We tell customers at noon');
      // Signed by devices of whom they say, or it would be marked.
      await expect(timeline(page).locator('[data-proof]')).toHaveCount(0);
      await expectSaved(page, 'Saved on 2 relays', arrivesMs);
      await expectNothingHeld(page);
    }
  });

  await test.step('an admin sees all four, whichever relay let them in', async () => {
    const { page, url } = ana;
    await page.goto(`${url}/access`);
    const people = page.getByRole('list', { name: 'People and devices' });
    for (const { name } of all) await expect(people).toContainText(name);
    await expectAccessible(page, 'people of an admin');
  });

  await test.step('with two of the relays dead it goes on over the third', async () => {
    await fleet.keyed.relays[0]?.kill();
    await fleet.keyed.relays[1]?.kill();
    await openIncident(rhea.page);
    await post(rhea.page, 'Two relays are gone');
    await expect(timeline(vera.page)).toContainText('Two relays are gone', { timeout: arrivesMs });
    await goToPlace(vera.page, 'Sync');
    await expectAccessible(vera.page, 'sync of a viewer');
  });
});
