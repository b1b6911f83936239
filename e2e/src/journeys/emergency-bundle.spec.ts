import { readFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from '@playwright/test';
import { runHoldfast } from '../command-line.ts';
import {
  expect,
  expectAccessible,
  expectAppKept,
  expectSaved,
  openEditor,
  test,
  typeAtEnd,
} from './journey-test.ts';

const title = 'PostgreSQL failover with Patroni';

const hostile = `---
title: '<img src=x onerror="window.attacked = 1">'
alerts: ['"><script>window.attacked = 2</script>']
---
<script>window.attacked = 3</script>

[link](javascript:window.attacked=4) <img src=x onerror="window.attacked = 5">

\`\`\`sh
echo "</code></pre><script>window.attacked = 6</script>"
\`\`\`

![far](https://example.org/pixel.png)
`;

/** Fills the workspace with the demo and a runbook that attacks its readers. */
async function fill(folder: string, relay: string): Promise<void> {
  const there = ['--relay', relay, '--workspace', 'demo'];
  await runHoldfast(folder, ['import', 'demo', ...there]);
  await mkdir(join(folder, 'in'));
  await writeFile(join(folder, 'in', 'hostile.md'), hostile);
  await runHoldfast(folder, ['import', 'runbooks', join(folder, 'in'), ...there]);
}

test('the emergency bundle is made with every relay dead, and read from a file with no network', async ({
  device,
  otherDevice,
  relaySet,
  folder,
}) => {
  test.setTimeout(480_000);
  const [relay] = relaySet.relays;
  if (relay === undefined) throw new Error('no relay');
  await fill(folder, relay.url);
  const page = await device.open(`${relay.url}/runbooks`);
  await expectAppKept(page);
  await expect(page.getByRole('row').filter({ hasText: title })).toBeVisible();
  await expectSaved(page, 'Saved on 2 relays');
  await relaySet.killAll();
  await openEditor(page, title);
  await typeAtEnd(page, '\n\nOnly on this device: pull the red lever.\n');
  await expectSaved(page, /On this device only: \d+ changes?/);
  await page.getByRole('link', { name: 'Sync' }).first().click();
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save emergency bundle' }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toMatch(/^demo-\d{4}-\d{2}-\d{2}T[\d-]+Z\.html$/);
  const file = join(folder, 'bundle.html');
  await download.saveAs(file);
  await expect(page.getByText(/^Saved demo-.*\.html$/)).toBeVisible();
  expect(await runHoldfast(folder, ['bundle', '--verify', file])).toContain('as it was made');

  const context = otherDevice.context();
  await context.setOffline(true);
  const requests: string[] = [];
  context.on('request', (request) => requests.push(request.url()));
  const bundle = await otherDevice.open(pathToFileURL(file).href);

  await test.step('it says what it is', async () => {
    await expect(bundle.getByRole('heading', { level: 1 })).toHaveText(
      'Larkspur Supply: emergency bundle',
    );
    await expect(bundle.getByText('Changes may be missing').first()).toBeVisible();
    await expect(bundle.locator('#about + dl')).toContainText('No relay could be reached');
    await expect(bundle.locator('#about + dl')).toContainText(
      /\d+ changes? that fewer relays have/,
    );
    await expect(bundle.locator('#age')).toHaveText(/ago|moment/);
  });

  await test.step('search finds by words, forgives slips, and leads to the text', async () => {
    await bundle.keyboard.press('/');
    await bundle.keyboard.type('red lever');
    await expect(bundle.getByRole('status')).toHaveText('1 found');
    await expect(bundle.locator('#results mark').first()).toHaveText('red');
    await bundle.keyboard.press('Enter');
    const article = bundle.getByRole('article', { name: title });
    await expect(article.getByRole('heading', { name: title })).toBeInViewport();
    await expect(article).toContainText('Only on this device: pull the red lever.');
    await bundle.getByRole('searchbox').fill('patrnoi failovr');
    await expect(bundle.getByRole('status')).toContainText('Similar: “patroni failover”');
    await expect(bundle.getByRole('link', { name: title }).first()).toBeVisible();
    await bundle.getByRole('searchbox').fill('qqqqqqq');
    await expect(bundle.getByRole('status')).toHaveText('Nothing has these words.');
    await bundle.getByRole('searchbox').press('Escape');
    await expect(bundle.getByRole('navigation', { name: 'Contents' })).toBeVisible();
  });

  await test.step('commands are copied', async () => {
    const article = bundle.getByRole('article', { name: title });
    await article.scrollIntoViewIfNeeded();
    await article.getByRole('button', { name: 'Copy' }).first().click();
    await expect(article.getByRole('button', { name: 'Copied' })).toBeVisible();
  });

  await test.step('nothing of it runs but its own script, and nothing is asked of a network', async () => {
    await expect(bundle.getByRole('heading', { name: '<img src=x' })).toBeAttached();
    expect(requests.filter((url) => !url.startsWith('file:'))).toEqual([]);
    const tried = await bundle.evaluate(async () => {
      const script = document.createElement('script');
      script.textContent = 'window.attacked = 7';
      document.body.append(script);
      const button = document.createElement('button');
      button.setAttribute('onclick', 'window.attacked = 8');
      document.body.append(button);
      button.click();
      const image = new Image();
      const blocked = new Promise((resolve) => {
        document.addEventListener('securitypolicyviolation', (event) => {
          if (event.effectiveDirective === 'img-src') resolve('blocked');
        });
      });
      image.src = 'https://example.org/pixel.png';
      const fetched = await fetch('https://example.org/').then(
        () => 'fetched',
        () => 'refused',
      );
      button.remove();
      return { attacked: Reflect.get(window, 'attacked'), fetched, image: await blocked };
    });
    expect(tried).toEqual({ attacked: undefined, fetched: 'refused', image: 'blocked' });
  });

  for (const viewport of [
    { width: 1440, height: 900 },
    { width: 390, height: 844 },
  ]) {
    await test.step(`it is accessible, ${viewport.width} wide`, async () => {
      await bundle.setViewportSize(viewport);
      await expectAccessible(bundle, `${viewport.width}`);
      const wider = await bundle.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(wider).toBe(0);
      await bundle.getByRole('searchbox').fill('failover');
      await expect(bundle.getByRole('status')).toContainText('found');
      await expectAccessible(bundle, `search ${viewport.width}`);
      await bundle.getByRole('searchbox').fill('');
      await expect(bundle.getByRole('status')).toHaveText('');
    });
  }

  await test.step('it prints: contents first, each runbook on a page of its own', async () => {
    await bundle.emulateMedia({ media: 'print', colorScheme: 'dark' });
    await expect(bundle.locator('.search')).toBeHidden();
    const styles = await bundle.evaluate(() => {
      const article = getComputedStyle(document.querySelector('.runbook') ?? document.body);
      const { color } = getComputedStyle(document.body);
      return { breaks: article.breakBefore, visibility: article.contentVisibility, color };
    });
    expect(styles).toEqual({ breaks: 'page', visibility: 'visible', color: 'rgb(31, 35, 40)' });
    const pdf = await bundle.pdf({ format: 'A4' });
    const pages = pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0;
    const runbooks = await bundle.locator('.runbook').count();
    expect(pages).toBeGreaterThan(runbooks);
  });
});

test('an emergency bundle of the command line is read without its script, too', async ({
  relaySet,
  folder,
  launchOptions,
}) => {
  const [relay] = relaySet.relays;
  if (relay === undefined) throw new Error('no relay');
  await fill(folder, relay.url);
  const file = join(folder, 'demo.html');
  const made = await runHoldfast(folder, ['bundle', '--relay', relay.url, '--out', file]);
  expect(made).toMatch(/runbooks written to .*\nSHA-256 /);
  const digest = /[0-9a-f]{64}/.exec(made)?.[0] ?? '';
  expect(await readFile(file, 'utf8')).toContain(digest);
  const browser = await chromium.launch(launchOptions);
  try {
    const context = await browser.newContext({ javaScriptEnabled: false, offline: true });
    const page = await context.newPage();
    await page.goto(pathToFileURL(file).href);
    await expect(page.getByText('Complete as far as is known').first()).toBeVisible();
    await expect(page.getByRole('searchbox')).toBeHidden();
    const contents = page.getByRole('navigation', { name: 'Contents' });
    await contents.getByRole('link', { name: title }).click();
    await expect(page.getByRole('article', { name: title })).toBeInViewport();
    await expect(page.getByText(digest)).toBeAttached();
  } finally {
    await browser.close();
  }
});
