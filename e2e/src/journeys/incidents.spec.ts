import type { Page } from '@playwright/test';
import { runHoldfast } from '../command-line.ts';
import type { RelaySet } from '../relays.ts';
import { conflicts, declare, post, timeline } from './incident-room.ts';
import {
  callMe,
  expect,
  expectAccessible,
  expectAppKept,
  expectSaved,
  test,
} from './journey-test.ts';
import { tickOf } from './running.ts';

async function importDemo(relaySet: RelaySet, folder: string): Promise<readonly string[]> {
  const urls = relaySet.relays.map(({ url }) => url);
  const [first = ''] = urls;
  await runHoldfast(folder, ['import', 'demo', '--relay', first, '--workspace', 'demo']);
  return urls;
}

async function judge(page: Page, state: string): Promise<void> {
  await page.getByLabel('State of the hypothesis “a lost index”').selectOption(state);
  await expect(timeline(page)).toContainText('the hypothesis');
}

async function retitle(page: Page, title: string): Promise<void> {
  await page.getByRole('button', { name: 'More about this incident' }).click();
  await page.getByRole('menuitem', { name: 'Change the title' }).click();
  await page.getByLabel('Title', { exact: true }).fill(title);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
}

test('an incident is declared in one line, worked on by two, and its runbook is run in it', async ({
  device,
  otherDevice,
  relaySet,
  folder,
}) => {
  test.slow();
  const [one = '', two = ''] = await importDemo(relaySet, folder);
  const ana = await device.open(`${one}/runbooks`);
  await expect(ana.getByRole('link', { name: 'Loss of a zone' })).toBeVisible();
  await callMe(ana, 'Ana');
  await ana.getByRole('link', { name: 'Incidents' }).first().click();
  await expect(ana.getByText('No incidents')).toBeVisible();
  // By keys alone, from anywhere.
  await ana.keyboard.press('d');
  await expect(ana.getByLabel('What is wrong?')).toBeFocused();
  await ana.keyboard.type('Checkout fails');
  await ana.keyboard.press('Enter');
  await expect(ana.getByRole('heading', { level: 1, name: 'Checkout fails' })).toBeVisible();
  await expect(ana.getByText('Nobody is in command.')).toBeVisible();
  await ana.getByRole('button', { name: 'Take command' }).click();
  await expect(ana.getByText('Nobody is in command.')).toBeHidden();

  const ben = await otherDevice.open(`${two}/runbooks`);
  await expect(ben.getByRole('link', { name: 'Loss of a zone' })).toBeVisible();
  await callMe(ben, 'Ben');
  // Live incidents are told of on every screen.
  await ben.getByRole('navigation', { name: 'Live incidents' }).getByRole('link').click();
  await expect(ben.getByRole('heading', { level: 1, name: 'Checkout fails' })).toBeVisible();
  await post(ben, 'the pool is exhausted');
  await expect(timeline(ana)).toContainText('the pool is exhausted');
  await post(ana, '/sev 1 more customers');
  await expect(ben.getByRole('button', { name: 'Severity: SEV1. Change it' })).toBeVisible();
  await post(ben, '/at 00:00 /decide roll back');
  await expect(timeline(ana)).toContainText('roll back');
  await expect(timeline(ana)).toContainText('happened');

  // What there is not is told, and what was typed stays.
  const field = ben.getByLabel('Write on the timeline');
  await field.fill('/frobnicate now');
  await field.press('Enter');
  await expect(
    ben.getByText('There is no /frobnicate. Type / to see what there is.'),
  ).toBeVisible();
  await expect(field).toHaveValue('/frobnicate now');
  // It is kept on the device.
  await ben.reload();
  await expect(field).toHaveValue('/frobnicate now');
  // What looks like a secret waits for a yes.
  const secret = ['AKIA', 'Q7RTZ2M4PLNV5WXD'].join('');
  await field.fill(`/output ${secret}`);
  await field.press('Enter');
  await expect(ben.getByText('This looks like an AWS key')).toBeVisible();
  await expect(timeline(ben)).not.toContainText(secret);
  await ben.getByRole('button', { name: 'Share it anyway' }).click();
  await expect(field).toHaveValue('');
  await expect(timeline(ana)).toContainText(secret);

  await field.pressSequentially('/run zone');
  await ben.getByRole('option', { name: /Loss of a zone/ }).click();
  await field.press('Enter');
  await expect(ben.getByRole('heading', { level: 1, name: 'Loss of a zone' })).toBeVisible();
  await tickOf(ben, 1).click();
  await expect(timeline(ana)).toContainText('step 1 done');
  await ben.goBack();
  await expect(timeline(ben)).toContainText('started the runbook “Loss of a zone');
  await ben.getByRole('button', { name: /^Actions for Ben: step 1 done/ }).click();
  await ben.getByRole('menuitem', { name: 'Pin', exact: true }).click();
  await expect(ana.getByRole('list', { name: 'Pinned' })).toContainText('step 1 done');

  await post(ana, '/resolve rolled back');
  await expect(ben.getByRole('button', { name: 'Status: Resolved. Change it' })).toBeVisible();

  // The post-mortem begins with what the timeline knows.
  await ben.getByRole('link', { name: 'Post-mortem', exact: true }).click();
  await ben.getByRole('button', { name: 'Fill in from the timeline' }).click();
  await expect(ben.locator('.cm-content')).toContainText('the pool is exhausted');
  await ben.getByText('Preview', { exact: true }).click();
  await expect(ben.getByRole('heading', { name: 'Why it happened' })).toBeVisible();

  await ben.getByRole('link', { name: 'Incidents' }).first().click();
  await expect(ben.getByText('Nothing is burning')).toBeVisible();
  await ben.getByRole('link', { name: 'All', exact: true }).click();
  await expect(ben.getByRole('table').getByText('Checkout fails')).toBeVisible();
  await expect(ben.getByRole('navigation', { name: 'Live incidents' })).toBeHidden();
});

test('both sides of a partition decide, and a click settles what differs; what was declared twice becomes one', async ({
  device,
  otherDevice,
  relaySet,
  folder,
}) => {
  test.slow();
  const [one = '', two = ''] = await importDemo(relaySet, folder);
  const ana = await device.open(`${one}/runbooks`);
  await callMe(ana, 'Ana');
  await declare(ana, 'Search is slow');
  await post(ana, '/hypothesis a lost index');
  await expectSaved(ana, 'Saved on 2 relays');
  const ben = await otherDevice.open(`${two}/runbooks`);
  await callMe(ben, 'Ben');
  await ben.getByRole('navigation', { name: 'Live incidents' }).getByRole('link').click();
  await expect(ben.getByRole('heading', { level: 1, name: 'Search is slow' })).toBeVisible();
  await expect(timeline(ben)).toContainText('a lost index');

  // Nobody hears of anybody.
  await expectAppKept(ana);
  await expectAppKept(ben);
  await Promise.all(relaySet.relays.map((relay) => relay.kill()));
  await post(ben, '/sev 4 nobody notices');
  await post(ben, '/take commander');
  await post(ben, '/status identified');
  await judge(ben, 'Disproven');
  await retitle(ben, 'Search hangs in Asia');
  await expect(timeline(ben)).toContainText('On this device only so far');
  await expectSaved(ben, /On this device only/);
  await post(ana, '/sev 1 everybody notices');
  await post(ana, '/take commander');
  await post(ana, '/status monitoring');
  await judge(ana, 'Confirmed');
  await retitle(ana, 'Search is slow everywhere');
  await declare(ben, 'Search hangs');
  await post(ben, 'seen by the warehouse');

  await relaySet.startAll();
  await expectSaved(ben, 'Saved on 2 relays', 60_000);
  await expect(conflicts(ana).getByText('Two severities')).toBeVisible();
  await expect(conflicts(ana).getByText('Two people are Incident Commander')).toBeVisible();
  await conflicts(ana).getByRole('button', { name: 'Keep SEV1 by Ana' }).click();
  await conflicts(ana).getByRole('button', { name: 'Keep Ana by Ana' }).click();
  for (const [what, keep] of [
    ['Two statuses', 'Keep Identified by Ben'],
    ['Two titles', 'Keep “Search is slow everywhere” by Ana'],
    ['A hypothesis was judged twice', 'Keep Disproven by Ben'],
  ] as const) {
    await expect(conflicts(ana).getByText(what)).toBeVisible();
    await conflicts(ana).getByRole('button', { name: keep }).click();
    await expect(conflicts(ana).getByText(what)).toBeHidden();
  }
  await expect(conflicts(ana)).toBeHidden();
  await expect(ana.getByRole('button', { name: 'Status: Identified. Change it' })).toBeVisible();
  await expect(ana.getByRole('heading', { level: 1 })).toHaveText('Search is slow everywhere');
  await expect(ana.getByLabel('State of the hypothesis “a lost index”')).toHaveValue('disproven');
  await expect(
    ana.getByRole('button', { name: 'Incident Commander: Ana. Go to roles' }),
  ).toBeVisible();

  // The same outage: Ben's is shown in Ana's.
  await ben.getByRole('button', { name: 'More about this incident' }).click();
  await ben.getByRole('menuitem', { name: 'It is the same as another…' }).click();
  // By keys: words of the title, then down into what was found.
  await ben.getByLabel('Find an incident').fill('slow every');
  await ben.keyboard.press('ArrowDown');
  await expect(ben.getByRole('radio', { name: /Search is slow/ })).toBeChecked();
  await ben.getByRole('button', { name: 'It is the same', exact: true }).click();
  await expect(
    ben.getByText('This is the same outage as “Search is slow everywhere”.'),
  ).toBeVisible();
  await expect(timeline(ana)).toContainText('seen by the warehouse');
  await expect(ana.getByText('Also declared as “Search hangs”.')).toBeVisible();
  await ben.getByRole('link', { name: 'Go there' }).click();
  await expect(timeline(ben)).toContainText('seen by the warehouse');
  await expect(ben.getByRole('button', { name: 'Severity: SEV1. Change it' })).toBeVisible();
  await expect(conflicts(ben)).toBeHidden();
});

test('every relay may be dead; on a phone too', async ({ device, relaySet, folder }) => {
  const [one = ''] = await importDemo(relaySet, folder);
  const page = await device.open(`${one}/runbooks`);
  await page.setViewportSize({ width: 390, height: 844 });
  await expectAppKept(page);
  await Promise.all(relaySet.relays.map((relay) => relay.kill()));
  await declare(page, 'All is dark');
  await post(page, 'we have a torch');
  await expectSaved(page, /On this device only/);
  await expect(timeline(page)).toContainText('we have a torch');
  // A name is asked for once somebody has said something, and never before.
  await page.getByLabel('Your name').fill('Ana');
  await page.keyboard.press('Enter');
  await expect(page.getByText('You are Ana on this device from now on.')).toBeVisible();
  // What is said in passing leaves the way to post free.
  await page.getByLabel('Write on the timeline').fill('by this name');
  await page.getByRole('button', { name: 'Post', exact: true }).click();
  await expect(timeline(page)).toContainText(/Ana\s*Note.*by this name/);
  await page.getByText('Details', { exact: true }).click();
  await page.getByRole('button', { name: 'Become Scribe' }).click();
  await page.getByLabel('Add an action', { exact: true }).fill('buy batteries');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('checkbox', { name: 'buy batteries' })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('heading', { level: 1, name: 'All is dark' })).toBeVisible();
  await expect(timeline(page)).toContainText('buy batteries');
});

for (const viewport of [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
]) {
  test(`the screens of incidents are accessible, ${viewport.width} wide`, async ({
    device,
    relaySet,
    folder,
  }) => {
    test.setTimeout(300_000);
    const [one = ''] = await importDemo(relaySet, folder);
    const page = await device.open(`${one}/runbooks`);
    await page.setViewportSize(viewport);
    await callMe(page, 'Ana');
    await page.getByRole('link', { name: 'Incidents' }).first().click();
    await expectAccessible(page, 'no incidents');
    await page.getByRole('button', { name: 'Declare incident' }).click();
    await expect(page.getByLabel('What is wrong?')).toBeFocused();
    await expectAccessible(page, 'declare');
    await page.keyboard.press('Escape');
    await declare(page, 'Checkout fails for customers in Europe', /SEV1/);
    await post(page, '/hypothesis the pool is exhausted');
    await post(page, '/output one\ntwo');
    await expect(timeline(page)).toContainText('two');
    await expectAccessible(page, 'room');
    await page.getByLabel('Write on the timeline').fill('/');
    await expect(
      page.getByRole('listbox', { name: 'Choices' }).getByRole('option').first(),
    ).toBeVisible();
    // The field keeps the focus, and its arrow keys scroll the list.
    await expectAccessible(page, 'verbs', { but: ['scrollable-region-focusable'] });
    await page.getByLabel('Write on the timeline').fill('');
    if (viewport.width < 600) {
      await page.getByText('Details', { exact: true }).click();
      await expect(page.getByRole('heading', { name: 'Roles' })).toBeVisible();
      await expectAccessible(page, 'details');
    }
    await page.getByRole('button', { name: 'Write an update' }).click();
    await expect(page.getByLabel('Update', { exact: true })).toHaveValue(/Checkout fails/);
    await expectAccessible(page, 'update');
    await page.keyboard.press('Escape');
    await page.getByRole('link', { name: 'Incidents' }).first().click();
    await expect(page.getByRole('table')).toContainText('Checkout fails');
    await expectAccessible(page, 'list');
    await page.getByRole('link', { name: 'Metrics' }).click();
    await expect(page.getByRole('heading', { name: 'Time to resolve' })).toBeVisible();
    await expectAccessible(page, 'metrics');
    await page.getByRole('link', { name: 'Runbooks' }).first().click();
    await expect(page.getByRole('navigation', { name: 'Live incidents' })).toBeVisible();
    await expectAccessible(page, 'strip');
  });
}
