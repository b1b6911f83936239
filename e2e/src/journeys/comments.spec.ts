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
} from './journey-test.ts';

const title = 'DNS failover';
const text = `---
title: ${title}
---
Stop **the old** primary first, then wait 5 minuts.

1. Look at \`dig example.org\`.
2. Switch the zone.
`;

test.beforeEach(async ({ folder, relaySet }) => {
  const [relay] = relaySet.relays;
  if (relay === undefined) throw new Error('a relay is needed');
  await mkdir(join(folder, 'ops'));
  await writeFile(join(folder, 'ops', 'dns.md'), text);
  const there = ['--relay', relay.url, '--workspace', 'demo'];
  await runHoldfast(folder, ['import', 'runbooks', join(folder, 'ops'), ...there]);
});

/** Selects words of the text as a pointer would, once they are there. */
async function select(page: Page, words: string): Promise<void> {
  const select = () =>
    page.evaluate((sought) => {
      const area = document.querySelector('[data-markdown]');
      if (area === null) return false;
      const walker = document.createTreeWalker(area, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
        const at = node.textContent?.indexOf(sought) ?? -1;
        if (at < 0) continue;
        document.getSelection()?.setBaseAndExtent(node, at, node, at + sought.length);
        return true;
      }
      return false;
    }, words);
  await expect.poll(select).toBe(true);
  await expect(bar(page)).toBeVisible();
}

function bar(page: Page) {
  return page.getByRole('toolbar', { name: 'Selected words' });
}

function panel(page: Page) {
  return page
    .getByRole('complementary', { name: 'Comments' })
    .or(page.getByRole('dialog', { name: 'Comments' }));
}

function thread(page: Page, words: string | RegExp) {
  return panel(page).getByRole('article', { name: words });
}

async function comment(page: Page, words: string, said: string): Promise<void> {
  await select(page, words);
  await bar(page).getByRole('button', { name: 'Comment' }).click();
  await panel(page).getByRole('textbox', { name: 'Your comment' }).fill(said);
  await panel(page).getByRole('button', { name: 'Comment', exact: true }).click();
  await expect(thread(page, new RegExp(`^Comment by .*: ${said}`))).toBeVisible();
}

async function suggest(page: Page, words: string, instead: string, why: string): Promise<void> {
  await select(page, words);
  await bar(page).getByRole('button', { name: 'Suggest a change' }).click();
  const dialog = page.getByRole('dialog', { name: 'Suggest a change' });
  await expect(dialog.getByLabel('What it should be')).toHaveValue(words);
  await dialog.getByLabel('What it should be').fill(instead);
  await dialog.getByLabel('Why (may stay empty)').fill(why);
  await dialog.getByRole('button', { name: 'Suggest', exact: true }).click();
  await expect(dialog).toBeHidden();
}

function counter(page: Page) {
  return page.getByRole('button', { name: /^Comments: / });
}

test(`words are commented on and changes proposed, answered and decided`, async ({
  device,
  relaySet,
}) => {
  test.setTimeout(240_000);
  const page = await device.open(`${relaySet.relays[0]?.url ?? ''}/runbooks`);
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await callMe(page, 'Ana');
  await openRunbook(page, title);
  await counter(page).click();
  await expect(panel(page)).toContainText('No open comments');
  await expectAccessible(page, 'no comments');

  await select(page, 'old');
  await expectAccessible(page, 'selected words');
  await comment(page, 'old', 'Which one is it?');
  const marker = page.getByRole('button', { name: 'Comment by Ana: Which one is it?' });
  await expect(page.locator('mark')).toHaveText('old');
  await expect(counter(page)).toHaveAccessibleName('Comments: 1 open comment');
  await page.keyboard.press('Escape');
  await expect(panel(page)).toBeHidden();
  await expect(counter(page)).toBeFocused();
  await marker.click();
  await expect(thread(page, /Which one/)).toBeVisible();
  await panel(page).getByRole('textbox', { name: 'Reply to Ana' }).fill('The one in Oslo.');
  await panel(page).getByRole('button', { name: 'Send reply' }).click();
  await expect(thread(page, /Which one/)).toContainText('The one in Oslo.');

  // The text itself knows nothing of it, copied or on paper.
  const copied = () =>
    page.evaluate(() => {
      const words = document.querySelector('[data-markdown] p');
      if (words !== null) document.getSelection()?.selectAllChildren(words);
      const text = document.getSelection()?.toString();
      document.getSelection()?.removeAllRanges();
      return text?.trim();
    });
  expect(await copied()).toBe('Stop the old primary first, then wait 5 minuts.');
  await page.emulateMedia({ media: 'print' });
  await expect(marker).toBeHidden();
  await expect(panel(page)).toBeHidden();
  await page.emulateMedia({ media: 'screen' });

  await suggest(page, '5 minuts', '5 minutes', 'A slip.');
  const proposal = thread(page, /^Suggestion by Ana: A slip\./);
  await expect(proposal.getByRole('deletion')).toContainText('minuts');
  await expect(proposal.getByRole('insertion')).toContainText('minutes');
  await expectAccessible(page, 'comments and suggestions');

  await proposal.getByRole('button', { name: 'Accept' }).click();
  await expect(page.getByRole('article').first()).toContainText('then wait 5 minutes.');
  await page.getByRole('button', { name: 'Undo' }).last().click();
  await expect(page.getByRole('article').first()).toContainText('then wait 5 minuts.');
  await proposal.getByRole('button', { name: 'Reject' }).click();
  await proposal.getByLabel('Reason (may stay empty)').fill('It is right so.');
  await proposal.getByRole('button', { name: 'Reject' }).click();
  await expect(proposal).toBeHidden();

  const remark = thread(page, /Which one/);
  await remark.getByRole('button', { name: /^Comment Ana/ }).click();
  await remark.getByRole('button', { name: 'Resolve' }).click();
  await expect(panel(page)).toContainText('No open comments');
  await expect(page.locator('mark')).toHaveCount(0);
  await panel(page).getByText('Closed (2)').click();
  await expect(proposal).toContainText('Rejected');
  await remark.getByRole('button', { name: /^Comment Ana/ }).click();
  await expectAccessible(page, 'closed comments');
  await remark.getByRole('button', { name: 'Reopen' }).click();
  await panel(page).getByText('Open (1)').click();
  await expect(remark).toBeVisible();

  await page.getByRole('link', { name: 'Runbooks' }).first().click();
  await expect(page.getByRole('row', { name: /DNS failover/ })).toContainText('1 open comment');
  await expectAccessible(page, 'the list with its counts');
});

test('comments stay with their words, and a change is written once, also by people who are apart', async ({
  device,
  otherDevice,
  relaySet,
}) => {
  test.setTimeout(180_000);
  const [a, b] = relaySet.relays;
  if (a === undefined || b === undefined) throw new Error('two relays are needed');
  const here = await device.open(`${a.url}/runbooks`);
  const there = await otherDevice.open(`${b.url}/runbooks`);
  await callMe(here, 'Ana');
  await callMe(there, 'Ben');
  await openRunbook(here, title);
  await openRunbook(there, title);
  await comment(here, 'Switch the zone', 'Who does?');
  await suggest(here, '5 minuts', 'ten minutes', 'It takes longer.');
  await suggest(here, 'dig example.org', 'dig +short example.org', '');

  await expect(counter(there)).toHaveAccessibleName('Comments: 1 open comment, 2 open suggestions');
  await openEditor(there, title);
  await expect(there.locator('.cm-comment')).toHaveText([
    '5 minuts',
    'dig example.org',
    'Switch the zone',
  ]);
  await there.locator('.cm-content').click();
  await there.keyboard.press('Control+Home');
  for (let line = 0; line < 3; line += 1) await there.keyboard.press('ArrowDown');
  await there.keyboard.insertText('Call somebody before that.\n\n');
  await expect(here.getByRole('article').first()).toContainText('Call somebody');
  await expect(here.locator('mark')).toHaveText(['5 minuts', 'dig example.org', 'Switch the zone']);

  // Both accept the same change without knowing of each other.
  await expectSaved(here, 'Saved on 2 relays');
  await expectSaved(there, 'Saved on 2 relays');
  await expectAppKept(here);
  await expectAppKept(there);
  await relaySet.killAll();
  await counter(there).click();
  for (const page of [here, there]) {
    const proposal = thread(page, /It takes longer/);
    const head = proposal.getByRole('button', { name: /^Suggestion Ana/ });
    if ((await head.getAttribute('aria-expanded')) === 'false') await head.click();
    await proposal.getByRole('button', { name: 'Accept' }).click();
  }
  await expect(here.getByRole('article').first()).toContainText('then wait ten minutes.');
  await expectSaved(here, /On this device only/);
  await relaySet.startAll();
  await expect(thread(here, /It takes longer/)).toContainText('Decided twice', { timeout: 60_000 });
  await expect(thread(there, /It takes longer/)).toContainText('Decided twice', {
    timeout: 60_000,
  });
  await expect(thread(here, /It takes longer/)).toContainText('The change is in the text once.');
  await expect(here.getByRole('article').first()).toContainText('then wait ten minutes.');
  await expect(there.locator('.cm-content')).toContainText('then wait ten minutes.');

  // What has changed since is not accepted as it was; a deleted stretch is told.
  await there.locator('.cm-line', { hasText: 'dig' }).click({ position: { x: 24, y: 6 } });
  await there.keyboard.press('End');
  for (let left = 0; left < 6; left += 1) await there.keyboard.press('ArrowLeft');
  await there.keyboard.insertText('-');
  const stale = thread(here, /dig/);
  await stale.getByRole('button', { name: /^Suggestion Ana/ }).click();
  await expect(stale).toContainText('The text there has changed since.');
  await expect(stale.getByRole('button', { name: 'Accept' })).toBeHidden();
  await stale.getByRole('button', { name: 'Suggest anew…' }).click();
  const dialog = here.getByRole('dialog', { name: 'Suggest a change' });
  await expect(dialog.getByLabel('What it should be')).toHaveValue('dig +short example.org');
  await dialog.getByRole('button', { name: 'Suggest', exact: true }).click();
  await expect(thread(here, /dig/)).toHaveCount(1);
  await expect(thread(here, /dig/).getByRole('button', { name: 'Accept' })).toBeVisible();

  await there.locator('.cm-line', { hasText: 'Switch' }).click({ position: { x: 24, y: 6 } });
  await there.keyboard.press('Home');
  await there.keyboard.press('Shift+End');
  await there.keyboard.press('Delete');
  await expect(thread(here, /Who does/)).toContainText('The text is gone');
  await there.keyboard.press('Control+z');
  await expect(thread(here, /Who does/)).not.toContainText('The text is gone');
});

test('a locked text is commented on, and changed by nobody', async ({ device, relaySet }) => {
  test.setTimeout(240_000);
  const page = await device.open(`${relaySet.relays[0]?.url ?? ''}/runbooks`);
  await callMe(page, 'Ana');
  await openRunbook(page, title);
  await page.keyboard.press('v');
  const review = page.getByRole('dialog');
  await review.getByRole('radio', { name: 'Works' }).check();
  await review.getByRole('checkbox', { name: /^Lock the text/ }).check();
  await review.getByRole('button', { name: 'Save review' }).click();
  await suggest(page, 'minuts', 'minutes', 'A slip.');
  await thread(page, /A slip/)
    .getByRole('button', { name: 'Accept' })
    .click();
  await expect(page.getByText('Ana approved this text and locked it.')).toBeVisible();
  await expect(page.getByRole('article').first()).toContainText('minuts');
  await page.getByRole('button', { name: 'Unlock to edit' }).click();
  await thread(page, /A slip/)
    .getByRole('button', { name: 'Accept' })
    .click();
  await expect(page.getByRole('article').first()).toContainText('5 minutes.');
});

test('by keyboard alone; a draft outlives a reload; the editor takes comments and undoes an acceptance', async ({
  device,
  relaySet,
}) => {
  test.setTimeout(240_000);
  const page = await device.open(`${relaySet.relays[0]?.url ?? ''}/runbooks`);
  await callMe(page, 'Ana');
  await openRunbook(page, title);
  // Its keys come a moment after the text.
  await expect(async () => {
    await page.keyboard.press('m');
    await expect(bar(page)).toBeVisible({ timeout: 1000 });
  }).toPass();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  const field = panel(page).getByRole('textbox', { name: 'Your comment' });
  await expect(field).toBeFocused();
  await page.keyboard.type('From which network?');
  await page.reload();
  await expect(field).toHaveValue('From which network?');
  await field.press('Control+Enter');
  await expect(page.locator('mark')).toHaveText(['Look at ', 'dig example.org', '.']);
  await suggest(page, 'minuts', 'minutes', 'A slip.');

  await page.keyboard.press('Escape');
  await openEditor(page, title);
  // Once its marks are there, nothing moves under the pointer any more.
  await expect(page.locator('.cm-comment')).toHaveText(['minuts', 'Look at `dig example.org`.']);
  await page.locator('.cm-content').click();
  await page.keyboard.press('Control+End');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Control+Alt+m');
  await expect(field).toBeFocused();
  await page.keyboard.type('Tell the others.');
  await page.keyboard.press('Control+Enter');
  await expect(page.locator('.cm-comment')).toHaveText([
    'minuts',
    'Look at `dig example.org`.',
    '2. Switch the zone.',
  ]);
  await expectAccessible(page, 'comments in the editor');
  await page.getByRole('button', { name: /^Suggestion by Ana: A slip/ }).click();
  await thread(page, /A slip/)
    .getByRole('button', { name: 'Accept' })
    .click();
  await expect(page.locator('.cm-content')).toContainText('5 minutes.');
  await page.locator('.cm-content').focus();
  await page.keyboard.press('Control+z');
  await expect(page.locator('.cm-content')).toContainText('5 minuts.');
  await expect(thread(page, /A slip/).getByRole('button', { name: 'Accept' })).toBeVisible();
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test(`comments come from below`, async ({ device, relaySet }) => {
    test.setTimeout(240_000);
    const page = await device.open(`${relaySet.relays[0]?.url ?? ''}/runbooks`);
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await openRunbook(page, title);
    await comment(page, 'old', 'Which one is it?');
    await expectAccessible(page, 'comments on a phone');
    await page.keyboard.press('Escape');
    await expect(panel(page)).toBeHidden();
    await suggest(page, 'minuts', 'minutes', 'A slip.');
    await expect(thread(page, /A slip/)).toBeVisible();
    await thread(page, /Which one/)
      .getByRole('button', { name: 'Show in the text' })
      .click();
    await expect(panel(page)).toBeHidden();
    await expect(page.getByRole('button', { name: /^Comment by .*Which one/ })).toBeFocused();
    await page.getByRole('button', { name: /^Suggestion by .*A slip/ }).click();
    await thread(page, /A slip/)
      .getByRole('button', { name: 'Accept' })
      .click();
    await page.getByRole('button', { name: 'Close comments' }).click();
    await expect(page.getByRole('article').first()).toContainText('5 minutes.');
  });
});
