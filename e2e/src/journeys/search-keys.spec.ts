import type { Page } from '@playwright/test';
import { runHoldfast } from '../command-line.ts';
import { expect, openRunbook, test } from './journey-test.ts';

const title = 'PostgreSQL failover with Patroni';

/** Has the search the focus when the key's event is over, with no frame drawn in between? */
async function slashFocusesAtOnce(page: Page): Promise<boolean> {
  return await page.evaluate(() => {
    const init = { key: '/', bubbles: true, cancelable: true };
    document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', init));
    return document.activeElement?.matches('[type="search"]') === true;
  });
}

test('what is typed right after the key for the search goes into it, wherever one is', async ({
  device,
  relaySet,
  folder,
}) => {
  const [relay] = relaySet.relays;
  if (relay === undefined) throw new Error('no relay');
  await runHoldfast(folder, ['import', 'demo', '--relay', relay.url, '--workspace', 'demo']);
  const page = await device.open(`${relay.url}/runbooks`);
  const search = page.getByRole('searchbox');
  await expect(page.getByRole('row').filter({ hasText: title })).toBeVisible();

  expect(await slashFocusesAtOnce(page)).toBe(true);
  await page.keyboard.type('patroni');
  await expect(search).toHaveValue('patroni');
  await expect(search).toBeFocused();

  // Where nothing matches the list goes, and comes back under the hands of whoever types on.
  await page.keyboard.type('zzz');
  await expect(page.getByRole('heading', { name: /^No runbook matches/ })).toBeVisible();
  for (let typed = 0; typed < 3; typed += 1) await page.keyboard.press('Backspace');
  await expect(page.getByRole('row').filter({ hasText: title })).toBeVisible();
  await page.keyboard.type(' failover');
  await expect(search).toHaveValue('patroni failover');

  await openRunbook(page, title);
  await page.keyboard.type('/dns');
  await expect(search).toHaveValue('dns');
  await expect(search).toBeFocused();

  await page.getByRole('link', { name: 'Sync' }).first().click();
  await expect(page.getByRole('heading', { level: 1, name: 'Sync' })).toBeVisible();
  expect(await slashFocusesAtOnce(page)).toBe(true);
  await page.keyboard.type('loss');
  await expect(search).toHaveValue('loss');
  await expect(search).toBeFocused();

  await page.keyboard.press('ControlOrMeta+k');
  await page.getByRole('dialog').getByRole('textbox').fill('search runbooks');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(search).toBeFocused();
});
