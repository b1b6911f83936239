import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Page } from '@playwright/test';
import { runHoldfast } from '../command-line.ts';
import type { RelaySet } from '../relays.ts';
import { expect, expectAccessible, expectAppKept, expectSaved, test } from './journey-test.ts';

// Each fills a workspace of its own, and looks at several screens with axe.
test.describe.configure({ timeout: 180_000 });

const patroni = 'PostgreSQL failover with Patroni';
const files = {
  'kubernetes/KubePodCrashLooping.md':
    '---\ncomponents: [quokka-api]\n---\n# Pods crash again and again\n\nSee [DNS](../dns.md).\n',
  'dns.md':
    '---\ntitle: DNS zone is lost\nalerts: [ZoneLost]\naliases: [dns-down]\ncomponents: [dns, quokka-api]\n---\n\nMove the zone. Nobody needs a failover for it.\n',
  'twin-a.md': '---\ntitle: First twin\nalerts: [Twins]\n---\n\nOne of two.\n',
  'twin-b.md': '---\ntitle: Second twin\nalerts: [Twins]\n---\n\nTwo of two.\n',
};

async function fill(relaySet: RelaySet, folder: string): Promise<string> {
  const [relay] = relaySet.relays;
  if (relay === undefined) throw new Error('no relay');
  const target = ['--relay', relay.url, '--workspace', 'demo'];
  const texts = join(folder, 'ops');
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(texts, name)), { recursive: true });
    await writeFile(join(texts, name), text);
  }
  await runHoldfast(folder, ['import', 'demo', ...target]);
  await runHoldfast(folder, ['import', 'runbooks', texts, ...target]);
  return relay.url;
}

function marked(page: Page) {
  return page.getByRole('table').locator('mark');
}

for (const viewport of [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
]) {
  test(`commands, beginnings and slips are found and marked, ${viewport.width} wide`, async ({
    device,
    relaySet,
    folder,
  }) => {
    const url = await fill(relaySet, folder);
    // A first visit: when this is asked, nothing of what it finds by its text has arrived.
    const page = await device.open(`${url}/runbooks?q=failover`);
    await page.setViewportSize(viewport);
    const search = page.getByRole('searchbox');
    const row = page.getByRole('row').filter({ hasText: patroni });
    const dns = page.getByRole('row').filter({ hasText: 'DNS zone is lost' });
    await expect(dns).toBeVisible();
    await search.fill('');
    await expect(row).toBeVisible();

    await search.fill('patronictl failover');
    await expect(row).toBeVisible();
    await expect(marked(page).filter({ hasText: 'patronictl' }).first()).toBeVisible();

    await search.fill('failov patr');
    await expect(row.locator('mark').first()).toHaveText(/failov|Patr/i);

    await search.fill('patronictl failoevr');
    await expect(row).toContainText('Similar:');
    await expect(page.getByText('No exact match. Similar:')).toBeVisible();
    await expect(
      row
        .locator('mark')
        .filter({ hasText: /^failover$/i })
        .first(),
    ).toBeVisible();
    await expectAccessible(page, 'similar');

    await search.fill('zonelost');
    await expect(dns).toContainText('Alert ZoneLost');
    await expectAccessible(page, 'list');

    await page
      .getByRole('button', { name: 'Go to anything, do anything' })
      .or(page.getByRole('button', { name: 'Go to or do…' }))
      .first()
      .click();
    await page.getByRole('dialog').getByRole('textbox').fill('patronictl');
    const palette = page.getByRole('dialog');
    await expect(palette.getByRole('button', { name: patroni }).first()).toBeVisible();
    await expect(palette.locator('mark').filter({ hasText: 'patronictl' }).first()).toBeVisible();
    await expectAccessible(page, 'palette');
    await palette.getByRole('button', { name: patroni }).first().click();
    await expect(page.getByRole('heading', { level: 1, name: patroni })).toBeVisible();
  });
}

test('an alert’s address leads to its runbook, also with no network; else it is never a dead end', async ({
  device,
  relaySet,
  folder,
}) => {
  const url = await fill(relaySet, folder);
  const page = await device.open(`${url}/r/KubePodCrashLooping?workspace=demo`);
  await expect(
    page.getByRole('heading', { level: 1, name: 'Pods crash again and again' }),
  ).toBeVisible();
  await expect(page).toHaveURL(/\/runbooks\/[0-9a-z]{26}/);
  await page.goto(`${url}/r/some.dotted.name`);
  await expect(
    page.getByRole('heading', { name: 'No runbook for some.dotted.name' }),
  ).toBeVisible();

  await page.goto(`${url}/runbooks`);
  await expect(page.getByRole('row').filter({ hasText: patroni })).toBeVisible();
  await expectSaved(page, 'Saved on 2 relays');
  await expectAppKept(page);
  await relaySet.killAll();
  for (const name of [
    'ZoneLost',
    'zonelost',
    'zone_lost/',
    'dns-down',
    'dns-down/from/alertmanager',
  ]) {
    await page.goto(`${url}/r/${name}`);
    await expect(page.getByRole('heading', { level: 1, name: 'DNS zone is lost' })).toBeVisible();
  }
  await page.goBack();
  await expect(page).not.toHaveURL(/\/r\//);

  await page.goto(`${url}/r/Twins`);
  await expect(
    page.getByRole('heading', { name: 'Several runbooks answer to Twins' }),
  ).toBeVisible();
  await expectAccessible(page, 'several');
  await page.getByRole('link', { name: /^Second twin/ }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Second twin' })).toBeVisible();

  await page.goto(`${url}/r/KubePodCrashes`);
  await expect(page.getByRole('heading', { name: /^No runbook for KubePodCrashes/ })).toBeVisible();
  await expect(page.getByRole('link', { name: /^Pods crash again and again/ })).toBeVisible();
  await expectAccessible(page, 'none');
  await page.getByRole('button', { name: 'Write it now' }).click();
  await expect(page.locator('.cm-content')).toContainText('alerts: [KubePodCrashes]');
  await page.goto(`${url}/r/KubePodCrashes`);
  await expect(page.getByRole('heading', { level: 1, name: 'KubePodCrashes' })).toBeVisible();
});

test('a runbook leads to related ones and to lists of its components and alerts', async ({
  device,
  relaySet,
  folder,
}) => {
  const url = await fill(relaySet, folder);
  const page = await device.open(`${url}/r/ZoneLost`);
  await expect(page.getByRole('heading', { level: 1, name: 'DNS zone is lost' })).toBeVisible();
  const related = page.getByRole('region', { name: 'Related runbooks' });
  const crash = related.getByRole('listitem').filter({ hasText: 'Pods crash again and again' });
  await expect(crash).toContainText('Links to this one');
  await expect(crash).toContainText('Same component: quokka-api');
  await expectAccessible(page, 'runbook');
  await crash.getByRole('link').click();
  await expect(
    page.getByRole('heading', { level: 1, name: 'Pods crash again and again' }),
  ).toBeVisible();
  await expect(
    page.getByRole('region', { name: 'Related runbooks' }).getByText('This one links to it'),
  ).toBeVisible();

  await page.getByRole('link', { name: 'quokka-api' }).click();
  await expect(page).toHaveURL(/\?component=quokka-api$/);
  await expect(page.getByRole('row')).toHaveCount(3);
  await expect(
    page
      .getByRole('combobox', { name: 'Component' })
      .or(page.getByRole('textbox', { name: 'Component' })),
  ).toHaveValue('quokka-api');
  await page.getByRole('searchbox').fill('zone');
  await expect(page.getByRole('row')).toHaveCount(2);

  await page.goto(`${url}/r/ZoneLost`);
  await page.getByRole('link', { name: 'ZoneLost' }).click();
  await expect(page).toHaveURL(/\?alert=ZoneLost$/);
  await expect(page.getByRole('row')).toHaveCount(2);
  await expectAccessible(page, 'alert filter');
  await page.getByRole('button', { name: 'Show runbooks for any alert' }).click();
  await expect(page).toHaveURL(/\/runbooks$/);
  await expect(page.getByRole('row').filter({ hasText: patroni })).toBeVisible();
});
