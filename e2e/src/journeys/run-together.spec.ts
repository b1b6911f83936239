import type { Page } from '@playwright/test';
import { callMe, expect, expectAppKept, expectSaved, test } from './journey-test.ts';
import {
  expectRun,
  expectState,
  importRunbooks,
  pathOf,
  progress,
  startRun,
  stepOf,
  tickOf,
} from './running.ts';

const title = 'Move the primary';
const filler = 'Read this with care before you go on. '.repeat(8);
const text = [
  `# ${title}`,
  '',
  '## Do',
  '',
  ...Array.from({ length: 12 }, (_, n) => `${n + 1}. Step number ${n + 1}. ${filler}`),
  '13. Drop the old one (needs a second person)',
  '',
].join('\n');

test('two people tick at once, apart too, and see what each other did', async ({
  device,
  otherDevice,
  relaySet,
  folder,
}) => {
  test.setTimeout(240_000);
  const [a, b] = relaySet.relays;
  if (a === undefined || b === undefined) throw new Error('two relays are needed');
  await importRunbooks(folder, a.url, { 'move.md': text });
  const ana = await device.open(`${a.url}/runbooks`);
  await callMe(ana, 'Ana');
  const path = await startRun(ana, title);
  await expectSaved(ana, 'Saved on 2 relays');
  // Runs on as any clock, until it is held.
  await otherDevice.context().clock.install();
  const ben = await otherDevice.open(`${b.url}/runbooks`);
  await callMe(ben, 'Ben');
  await ben.getByRole('link', { name: 'Drills' }).first().click();
  await ben.getByRole('link', { name: title }).click();
  await expectRun(ben, title);
  expect(pathOf(ben)).toBe(path);
  await expect(ana.getByText('Also here')).toContainText('Ben');

  await test.step('each sees the other tick', async () => {
    await tickOf(ana, 1).click();
    await expectState(ben, 1, 'done');
    await tickOf(ben, 2).click();
    await expectState(ana, 2, 'done');
    await expect(progress(ben)).toContainText('Ana did 1, you did 2, you are at 3');
  });

  await test.step('a merge moves nothing', async () => {
    await tickOf(ben, 9).focus();
    await tickOf(ben, 9).scrollIntoViewIfNeeded();
    const before = await tickOf(ben, 9).boundingBox();
    await stepOf(ana, 3)
      .getByRole('button', { name: /: actions$/ })
      .click();
    await ana.getByRole('menuitem', { name: 'Add a note or output…' }).click();
    await ana.getByRole('dialog').getByRole('textbox', { name: 'Note' }).fill('a\nb\nc\nd');
    await ana.getByRole('dialog').getByRole('button', { name: 'Keep' }).click();
    await expect(stepOf(ben, 3)).toContainText('Ana');
    await expect(tickOf(ben, 9)).toBeFocused();
    const after = await tickOf(ben, 9).boundingBox();
    expect(Math.abs((after?.y ?? 0) - (before?.y ?? 0))).toBeLessThanOrEqual(2);
  });

  await test.step('apart, both tick the same steps', async () => {
    await expectAppKept(ana);
    await expectAppKept(ben);
    await relaySet.killAll();
    await expectSaved(ana, /On this device|reach/);
    await tickOf(ana, 4).click();
    await expectState(ana, 4, 'done');
    await tickOf(ben, 4).click();
    await expectState(ben, 4, 'done');
    await tickOf(ana, 5).click();
    await expectState(ana, 5, 'done');
    await tickOf(ben, 5).focus();
    await ben.keyboard.press('f');
    await ben.getByRole('dialog').getByRole('textbox', { name: 'Why' }).fill('no answer');
    await ben.getByRole('dialog').getByRole('button', { name: 'Mark as failed' }).click();
    await expectState(ben, 5, 'failed');
    await tickOf(ben, 6).click();
  });

  await test.step('together again, a double tick and a conflict are shown', async () => {
    await relaySet.startAll();
    for (const page of [ana, ben]) {
      await expect(stepOf(page, 4)).toContainText('without knowing of each other', {
        timeout: 60_000,
      });
      await expectState(page, 4, 'done');
      await expect(stepOf(page, 5)).toContainText('Two people ended this step differently');
      await expectState(page, 6, 'done');
    }
    await stepOf(ana, 5).getByRole('button', { name: 'Failed, as Ben said' }).click();
    for (const page of [ana, ben]) {
      await expect(stepOf(page, 5)).not.toContainText('Two people ended');
      await expectState(page, 5, 'failed');
      await expect(stepOf(page, 5)).toContainText('no answer');
    }
  });

  await test.step('a gate opens by the second person', async () => {
    await noteFirstAgree(ben);
    await tickOf(ana, 13).click();
    await expect(stepOf(ana, 13)).toContainText('Waiting for a second person to agree');
    await tickOf(ana, 13).click();
    await expectState(ana, 13, 'waiting');
    await expect(stepOf(ben, 13)).toContainText('Waiting for you');
    await expect(stepOf(ben, 13)).toContainText('Ana asks for a second person');
    const agree = stepOf(ben, 13).getByRole('button', { name: 'Agree', exact: true });
    await expect(agree).toBeEnabled();
    // A press that was begun before it came up would have met a button that does nothing.
    expect(await ben.evaluate(() => Reflect.get(window, 'firstAgree'))).toBe('disabled');
    await agree.click();
    await expect(stepOf(ana, 13)).toContainText('Ben agreed');
    await tickOf(ana, 13).click();
    await expectState(ben, 13, 'done');
  });

  await test.step('two who tick within 600 ms tick once, and nobody takes it back', async () => {
    const { clock } = otherDevice.context();
    const nowMs = await ben.evaluate(() => Date.now());
    await clock.setFixedTime(nowMs);
    await tickOf(ana, 7).click();
    await expectState(ben, 7, 'done');
    await clock.setFixedTime(nowMs + 600);
    await tickOf(ben, 7).click();
    for (const page of [ana, ben]) {
      await expect(stepOf(page, 7)).toContainText('without knowing of each other');
      await expectState(page, 7, 'done');
    }
    // Later, a press means what is seen.
    await clock.setFixedTime(nowMs + 10_000);
    await tickOf(ben, 7).click();
    for (const page of [ana, ben]) await expectState(page, 7, 'pending');
  });
});

/** Notes in what state the button “Agree” comes up. */
async function noteFirstAgree(page: Page): Promise<void> {
  await page.evaluate(() => {
    new MutationObserver((_, observer) => {
      const agree = [...document.querySelectorAll('button')].find(
        ({ textContent }) => textContent === 'Agree',
      );
      if (agree === undefined) return;
      observer.disconnect();
      Reflect.set(window, 'firstAgree', agree.disabled ? 'disabled' : 'enabled');
    }).observe(document.body, { childList: true, subtree: true });
  });
}
