import type { Page } from '@playwright/test';
import { expect, expectAccessible, test } from './journey-test.ts';
import { expectRun, expectState, importRunbooks, startRun, stepOf, tickOf } from './running.ts';

const text = [
  '---',
  'title: Everything a step can be',
  'variables: [host]',
  '---',
  '',
  '## Before',
  '',
  'Read this.',
  '',
  '## Do',
  '',
  '1. Look at `ssh {{host}} uptime`',
  '   1. Wait 5 minutes.',
  '   2. If it lags: go to [Before](#before).',
  '2. Drop it (needs a second person)',
  '',
  '- [ ] Also this',
  '',
  '  ```sh',
  '  ssh {{host}} reboot',
  '  ```',
  '',
].join('\n');

async function expectFit(page: Page, name: string): Promise<void> {
  await expectAccessible(page, name);
  const tooWide = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(tooWide, `${name} scrolls sideways`).toBeLessThanOrEqual(0);
}

for (const viewport of [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
]) {
  test(`the screens of runs are accessible, ${viewport.width} wide`, async ({
    device,
    relaySet,
    folder,
  }) => {
    test.setTimeout(240_000);
    const [relay] = relaySet.relays;
    if (relay === undefined) throw new Error('no relay');
    await importRunbooks(folder, relay.url, { 'all.md': text });
    const page = await device.open(`${relay.url}/drills/all`);
    await page.setViewportSize(viewport);
    await expect(page.getByText('No drills yet')).toBeVisible();
    await expectFit(page, 'no drills');
    await page.goto(`${relay.url}/runbooks`);
    await page.getByRole('link', { name: 'Everything a step can be' }).click();
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'host' }).fill('a b');
    await dialog.getByText('Only a part').click();
    await expect(dialog.getByRole('checkbox')).toHaveCount(2);
    await expectFit(page, 'start');
    await dialog.getByText('All steps').click();
    await dialog.getByRole('button', { name: 'Start the run' }).click();
    await expectRun(page, 'Everything a step can be');
    await expectFit(page, 'run');

    await tickOf(page, 1).click();
    await tickOf(page, 2).focus();
    await page.keyboard.press('f');
    await page.getByRole('dialog').getByRole('textbox', { name: 'Why' }).fill('no answer');
    await page
      .getByRole('dialog')
      .getByRole('textbox', { name: 'Output' })
      .fill('timeout\n'.repeat(60));
    await expectFit(page, 'words');
    await page.getByRole('dialog').getByRole('button', { name: 'Mark as failed' }).click();
    await expectState(page, 2, 'failed');
    await stepOf(page, 2).getByText('Output, 60 lines').click();
    await tickOf(page, 3).focus();
    await page.keyboard.press('r');
    await tickOf(page, 5).click();
    await expect(stepOf(page, 5)).toContainText('Waiting for a second person');
    await expectFit(page, 'ticked');
    await page.getByRole('button', { name: 'End the run' }).click();
    await expect(dialog.getByRole('radio', { name: 'Failed' })).toBeChecked();
    await expectFit(page, 'end');
    await dialog.getByRole('button', { name: 'End the run' }).click();
    await expect(page.getByRole('button', { name: 'Reopen', exact: true })).toBeVisible();
    await expectFit(page, 'ended');
    await page.goto(`${relay.url}/drills/all`);
    await expect(page.getByRole('row').filter({ hasText: 'Everything' })).toBeVisible();
    await expectFit(page, 'drills');
    await page.goto(`${relay.url}/drills/archived`);
    await expect(page.getByText('No archived drills')).toBeVisible();
    await expectFit(page, 'archived drills');
    await page.goto(`${relay.url}/drills/01nowhere`);
    await expect(page.getByText('This drill is not on this device')).toBeVisible();
    await expectFit(page, 'missing drill');
  });
}

test('a runbook of a megabyte and five hundred steps is run like any other', async ({
  device,
  relaySet,
  folder,
}) => {
  test.setTimeout(240_000);
  const [relay] = relaySet.relays;
  if (relay === undefined) throw new Error('no relay');
  const section = (n: number) =>
    `## Part ${n}\n\n${'Some words about it, and why it is done. '.repeat(48)}\n\n1. Step ${n}\n\n`;
  const long = Array.from({ length: 500 }, (_, n) => section(n + 1)).join('');
  await importRunbooks(folder, relay.url, { 'long.md': `# Long\n\n${long}` });
  const page = await device.open(`${relay.url}/runbooks`);
  await startRun(page, 'Long');
  await tickOf(page, 1).click();
  await expectState(page, 1, 'done');
  await expect(tickOf(page, 500)).toBeAttached({ timeout: 90_000 });
  await page.getByRole('button', { name: /^Step 500, Pending/ }).click();
  await expect(tickOf(page, 500)).toBeInViewport();
  await page.keyboard.press('Space');
  await expectState(page, 500, 'done');
  await expect(page.getByText('2 of 500 done')).toBeVisible();
});
