import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { declare, post, timeline } from './incident-room.ts';
import { callMe, expect, expectAppKept, openEditor, openRunbook, test } from './journey-test.ts';
import { importRunbooks } from './running.ts';

const outage = 'Checkout fails';
const runbook = 'Fail over the database';

test('an incident is in the palette, in a runbook’s text and in the emergency bundle, with every relay dead', async ({
  device,
  relaySet,
  folder,
}) => {
  test.slow();
  const [one = ''] = relaySet.relays.map(({ url }) => url);
  await importRunbooks(folder, one, { 'fail-over.md': `# ${runbook}\n\n1. Stop the writers.\n` });
  const page = await device.open(`${one}/runbooks`);
  await expect(page.getByRole('link', { name: runbook })).toBeVisible({ timeout: 60_000 });
  await callMe(page, 'Ana');
  await expectAppKept(page);
  await relaySet.killAll();
  await declare(page, outage);
  await post(page, 'the pool is exhausted');
  const room = page.getByRole('heading', { level: 1, name: outage });
  const path = new URL(page.url()).pathname;

  await test.step('the palette', async () => {
    await page.getByRole('link', { name: 'Settings' }).first().click();
    await expect(room).toBeHidden();
    const palette = page.getByRole('dialog', { name: 'Go to anything, do anything' });
    await page.keyboard.press('Control+k');
    await palette.getByRole('textbox').fill('checkout');
    await expect(palette.getByRole('button', { name: outage })).toBeVisible();
    await page.keyboard.press('Enter');
    await expect(room).toBeVisible();
    await page.keyboard.press('Control+k');
    await palette.getByRole('textbox').fill('severity SEV1');
    await palette.getByRole('button', { name: 'Set the severity to SEV1' }).click();
    await expect(page.getByRole('button', { name: 'Severity: SEV1. Change it' })).toBeVisible();
    await expect(timeline(page)).toContainText('set the severity to SEV1');
  });

  await test.step('a runbook’s text', async () => {
    await openEditor(page, runbook);
    await page.locator('.cm-content').click();
    await page.keyboard.press('Control+End');
    await page.keyboard.type('\nAs in /incident check');
    await expect(page.getByRole('option', { name: new RegExp(outage) })).toBeVisible();
    await page.keyboard.press('Enter');
    await expect(page.locator('.cm-content')).toContainText(`[${outage}](${path})`);
    await openRunbook(page, runbook);
    await page.getByRole('article').getByRole('link', { name: outage }).click();
    await expect(room).toBeVisible();
  });

  await test.step('the emergency bundle', async () => {
    await page.getByRole('link', { name: 'Sync' }).first().click();
    const downloading = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save emergency bundle' }).click();
    const file = join(folder, 'bundle.html');
    await (await downloading).saveAs(file);
    const bundle = await device.open(pathToFileURL(file).href);
    const contents = bundle.getByRole('navigation', { name: 'Contents' });
    await contents.getByRole('link', { name: outage }).click();
    const article = bundle.getByRole('article', { name: outage });
    await expect(article).toBeInViewport();
    await expect(article).toContainText('SEV1');
    await expect(article).toContainText('the pool is exhausted');
    await bundle.getByRole('searchbox').fill('pool exhausted');
    await expect(bundle.getByRole('status')).toHaveText('1 found');
  });
});
