import type { PersonRole } from '@holdfast/shared/access/roles';
import type { Page } from '@playwright/test';
import { expect, expectAccessible, expectSaved } from './journey-test.ts';
import { test } from './keyed-test.ts';
import { accept, arrivesMs, expectNothingHeld, readRunbook } from './people-of-roles.ts';

const title = 'PostgreSQL failover with Patroni';
/** Screens on which a viewer would change something, if it were allowed. */
const screens = [
  '/',
  '/runbooks',
  '/map',
  '/map/list',
  '/map/people',
  '/map/people?view=matrix',
  '/map/people?view=leave',
  '/map/people?view=todo',
  '/map/findings',
  '/map/import',
  '/drills',
  '/drills/plans',
  '/drills/calendar',
  '/drills/log',
  '/drills/coverage',
  '/incidents',
  '/review',
  '/import',
] as const;
const mostPressed = 12;

/** Presses every button of a screen that can be pressed, and whatever comes up for it. */
async function pressAll(page: Page, address: string): Promise<void> {
  const buttons = page.getByRole('main').locator('button:enabled:visible');
  const count = Math.min(mostPressed, await buttons.count());
  for (let at = 0; at < count; at += 1) {
    const button = buttons.nth(at);
    await button.click({ timeout: 1000 }).catch(() => undefined);
    const last = page.getByRole('dialog').locator('button:enabled:visible').last();
    await last.click({ timeout: 200 }).catch(() => undefined);
    await page.keyboard.press('Escape');
    if (page.url() !== address) await page.goto(address);
  }
  for (const key of ['e', 'c', 'n', 'r', 'v', 'Delete']) {
    await page.locator('body').press(key);
    await page.keyboard.press('Escape');
    if (page.url() !== address) await page.goto(address);
  }
}

/** Relays, commands and browsers are processes, and a machine may be busy. */
test.setTimeout(600_000);

for (const role of ['viewer', 'responder'] as const satisfies readonly PersonRole[]) {
  test(`whatever a ${role} presses on any screen, nothing is written that relays would keep back`, async ({
    keyed,
    device,
  }) => {
    await keyed.asAdmin('import', 'demo');
    const { url = '' } = keyed.relays[0] ?? {};
    const { link } = await keyed.invite({ name: 'Vera Lind', role });
    const page = await accept(device, link);
    page.on('dialog', (dialog) => void dialog.dismiss());
    await readRunbook(page, title);
    await expect(page.getByRole('button', { name: /^Edit/u })).toHaveAccessibleDescription(
      role === 'viewer'
        ? 'Read only: your role is viewer. Ask Ana.'
        : /^As a responder you may run runbooks, .* Ask Ana\.$/u,
    );
    for (const screen of screens) {
      await test.step(screen, async () => {
        const address = `${url}${screen}`;
        await page.goto(address);
        await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible();
        await expectAccessible(page, screen);
        await pressAll(page, page.url());
        await expectNothingHeld(page);
      });
    }
    await expectSaved(page, 'Saved on 2 relays', arrivesMs);
    await expectNothingHeld(page);
  });
}
