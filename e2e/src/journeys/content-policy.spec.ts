import type { Page } from '@playwright/test';
import { runHoldfast } from '../command-line.ts';
import { callMe, expect, goToPlace, openEditor, openRunbook, test } from './journey-test.ts';

const title = 'PostgreSQL failover with Patroni';

test('nothing on any screen needs more than the content policy allows, and there are no cookies', async ({
  device,
  relaySet,
  folder,
}) => {
  test.setTimeout(180_000);
  const [relay] = relaySet.relays;
  if (relay === undefined) throw new Error('no relay');
  await runHoldfast(folder, ['import', 'demo', '--relay', relay.url, '--workspace', 'demo']);
  const page = await device.open('about:blank');
  const violations = await watchViolations(page);
  await page.goto(`${relay.url}/runbooks`);
  await callMe(page, 'Kim Sato');
  await openRunbook(page, title);
  await openEditor(page, title);
  await page.keyboard.press('Control+Home');
  for (const place of ['Home', 'Incidents', 'Drills', 'Map']) {
    await page.getByRole('link', { name: place, exact: true }).first().click();
    await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible();
  }
  await goToPlace(page, 'Review');
  await goToPlace(page, 'Sync');
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.goto(`${relay.url}/runbooks/print`);
  await expect(page.locator('h1, h2').first()).toBeVisible();
  expect(violations).toEqual([]);
  expect(await device.context().cookies()).toEqual([]);
});

test('the pages that are served hold no script of their own', async ({ relaySet }) => {
  const [relay] = relaySet.relays;
  if (relay === undefined) throw new Error('no relay');
  const answer = await fetch(relay.url, { headers: { accept: 'text/html' } });
  const html = await answer.text();
  const scripts = [...html.matchAll(/<script\b([^>]*)>([\s\S]*?)<\/script>/g)];
  expect(scripts.length).toBeGreaterThan(2);
  for (const [, attributes, body] of scripts) {
    expect(attributes).toMatch(/\ssrc="\/[^/]/);
    expect(body?.trim()).toBe('');
  }
  expect(html).not.toMatch(/\son[a-z]+\s*=|["']javascript:/i);
});

/** What the page reports from now on, on every document it loads. */
async function watchViolations(page: Page): Promise<readonly string[]> {
  const violations: string[] = [];
  await page.exposeFunction('noteViolation', (words: string) => violations.push(words));
  await page.addInitScript(() => {
    addEventListener('securitypolicyviolation', (event) => {
      const words = `${event.effectiveDirective}: ${event.blockedURI} at ${event.sourceFile}`;
      const note: unknown = Reflect.get(globalThis, 'noteViolation');
      if (typeof note === 'function') note(words);
    });
  });
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) violations.push(message.text());
  });
  return violations;
}
