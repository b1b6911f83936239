import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { runHoldfast } from '../command-line.ts';
import {
  callMe,
  expect,
  expectAccessible,
  expectAppKept,
  expectSaved,
  openEditor,
  openRunbook,
  test,
  typeAtEnd,
} from './journey-test.ts';

const files = {
  'dns.md':
    '---\ntitle: DNS failover\nlast_reviewed_on: 2020-01-02\nreview_in: 6 months\n---\n1. Switch.\n2. Look.\n',
  'zone.md': '---\ntitle: Loss of a zone\n---\nMove the traffic.\n',
};

test.beforeEach(async ({ folder, relaySet }) => {
  const [relay] = relaySet.relays;
  if (relay === undefined) throw new Error('a relay is needed');
  await mkdir(join(folder, 'ops'));
  for (const [name, text] of Object.entries(files)) {
    await writeFile(join(folder, 'ops', name), text);
  }
  const there = ['--relay', relay.url, '--workspace', 'demo'];
  await runHoldfast(folder, ['import', 'runbooks', join(folder, 'ops'), ...there]);
});

async function review(page: Page, verdict: string, note = ''): Promise<void> {
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('radio', { name: verdict }).check();
  await dialog.getByLabel('Note').fill(note);
  await dialog.getByRole('button', { name: 'Save review' }).click();
  await expect(dialog).toBeHidden();
}

function badge(page: Page) {
  return page.getByRole('button', { name: /^Trust \d+ of 100/ });
}

test(`a review changes the trust and empties the list of what is due`, async ({
  device,
  relaySet,
}) => {
  test.setTimeout(240_000);
  const page = await device.open(`${relaySet.relays[0]?.url ?? ''}/runbooks`);
  await callMe(page, 'Ana');
  await page.getByRole('link', { name: 'Runbooks' }).first().click();
  await page.getByRole('link', { name: 'Due for review (2)' }).click();
  const rows = page.getByRole('row').filter({ has: page.getByRole('link') });
  await expect(rows).toHaveCount(2);
  // The one that nobody ever reviewed is worse than the one that somebody did, long ago.
  await expect(rows.nth(0)).toContainText('Loss of a zone');
  await expect(rows.nth(0)).toContainText('Never reviewed');
  await expect(rows.nth(1)).toContainText(/Review overdue by [\d,]+ days/);
  await expectAccessible(page, 'due for review');

  await page.getByRole('link', { name: 'DNS failover' }).click();
  await expect(badge(page)).toHaveAccessibleName(/^Trust 0 of 100, weak/);
  await badge(page).click();
  await expect(page.getByText(/^0: never run, reviewed, says the file,/)).toBeVisible();
  await expectAccessible(page, 'why this trust');
  await page.getByRole('button', { name: 'Review…' }).click();
  await expectAccessible(page, 'review');
  await review(page, 'Needs changes', 'The zone file moved.');
  await expect(badge(page)).toHaveAccessibleName(/needs changes/);
  await expect(page.getByRole('note')).toContainText('The zone file moved.');

  await page.keyboard.press('v');
  await review(page, 'Works');
  await expect(badge(page)).toHaveAccessibleName(/^Trust 32 of 100, fair/);
  await expect(page.getByRole('note')).toBeHidden();

  await page.keyboard.press('g');
  await page.keyboard.press('v');
  await expect(rows).toHaveCount(1);
  await page.getByRole('button', { name: 'Actions for Loss of a zone' }).click();
  await page.getByRole('menuitem', { name: 'Review…' }).click();
  await review(page, 'Works');
  await expect(page.getByRole('heading', { name: 'Nothing is due for review' })).toBeVisible();

  await page
    .getByText('“Loss of a zone” reviewed: works')
    .getByText('Undo')
    .or(page.getByRole('button', { name: 'Undo' }).last())
    .first()
    .click();
  await expect(rows).toHaveCount(1);
});

test('what somebody approved is locked for everybody, until unlocked; edits that had not heard of it are shown', async ({
  device,
  otherDevice,
  relaySet,
}) => {
  test.setTimeout(240_000);
  const [a, b] = relaySet.relays;
  if (a === undefined || b === undefined) throw new Error('two relays are needed');
  const here = await device.open(`${a.url}/runbooks`);
  const there = await otherDevice.open(`${b.url}/runbooks`);
  await callMe(here, 'Ana');
  await callMe(there, 'Ben');
  await openRunbook(here, 'Loss of a zone');
  await openEditor(there, 'Loss of a zone');

  await here.keyboard.press('v');
  await here.getByRole('checkbox', { name: /^Lock the text/ }).check();
  await review(here, 'Works');
  const locked = 'Locked: Ana approved this version on';
  await expect(there.getByRole('note')).toContainText(locked);
  await expect(there.getByRole('textbox', { name: 'Title' })).toHaveAttribute('readonly', '');
  await typeAtEnd(there, 'not written');
  await there.keyboard.press('Control+b');
  await there.keyboard.press('Control+z');
  await expect(there.locator('.cm-content')).toHaveText(/Move the traffic\.$/);

  await there.getByRole('button', { name: 'Unlock to edit' }).click();
  await expect(here.getByRole('note')).toBeHidden();
  await expect(there.getByText('Unlocked by Ben on')).toBeVisible();
  await typeAtEnd(there, 'Then call.\n');
  await expect(here.getByRole('article')).toContainText('Then call.');

  await expectSaved(there, 'Saved on 2 relays');
  await expectAppKept(here);
  await expectAppKept(there);
  await relaySet.killAll();
  await expectSaved(there, 'Saved on 2 relays');
  await here.keyboard.press('v');
  await here.getByRole('checkbox', { name: /^Lock the text/ }).check();
  await review(here, 'Works');
  await expect(here.getByRole('note')).toContainText(locked);
  await typeAtEnd(there, 'Written apart.\n');
  await expectSaved(there, /On this device only/);
  await relaySet.startAll();
  for (const page of [here, there]) {
    await expect(page.getByRole('note').first()).toContainText('Changed since Ana approved it on', {
      timeout: 60_000,
    });
  }
  await expect(here.getByRole('article')).toContainText('Written apart.');
  await here.getByRole('link', { name: 'See what changed' }).click();
  await expect(here.getByText('1 line added, 0 lines removed')).toBeVisible();
});

test('a passed run raises the trust, and what was changed since is told and shown', async ({
  device,
  relaySet,
}) => {
  test.setTimeout(240_000);
  const page = await device.open(`${relaySet.relays[0]?.url ?? ''}/runbooks`);
  await callMe(page, 'Ana');
  await openRunbook(page, 'DNS failover');
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await page.getByRole('button', { name: 'End the run' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('radio', { name: 'Passed' }).check();
  await dialog.getByRole('button', { name: 'End the run' }).click();
  await expect(dialog).toBeHidden();

  await openRunbook(page, 'DNS failover');
  await expect(badge(page)).toHaveAccessibleName(/^Trust 48 of 100, fair/);
  await expect(page.getByRole('note')).toBeHidden();
  await openEditor(page, 'DNS failover');
  await typeAtEnd(page, '3. Call.\n');
  await expect(page.getByRole('note')).toContainText('Changed since it was last run on');
  await page.getByRole('link', { name: 'See what changed' }).click();
  await expect(page.getByText('1 line added, 0 lines removed')).toBeVisible();
  await expect(page.getByRole('navigation', { name: 'Versions, newest first' })).toContainText(
    'Run by Ana',
  );
  await page.getByRole('link', { name: 'Back to the runbook' }).click();
  await expect(badge(page)).toHaveAccessibleName(/^Trust 24 of 100, weak/);
});
