import type { Page } from '@playwright/test';
import { runHoldfast } from '../command-line.ts';
import type { Device } from '../devices.ts';
import type { RelaySet } from '../relays.ts';
import {
  expect,
  expectAccessible,
  expectAppKept,
  expectSaved,
  openEditor,
  openRunbook,
  test,
} from './journey-test.ts';

// They write, save and wait for relays by turns.
test.describe.configure({ timeout: 120_000 });

// Put together here, so that no scanner takes this file for a leak.
const token = ['gh', 'p_q7Xw2Lk9ZrT4vB8nM3pD6sF1hJ5gC0yAabcd'].join('');

async function openDemo(device: Device, relaySet: RelaySet, folder: string): Promise<Page> {
  const [relay] = relaySet.relays;
  if (relay === undefined) throw new Error('no relay');
  await runHoldfast(folder, ['import', 'demo', '--relay', relay.url, '--workspace', 'demo']);
  const page = await device.open(`${relay.url}/runbooks`);
  await expect(page.getByRole('link', { name: 'Loss of a zone' })).toBeVisible();
  await expectSaved(page, 'Saved on 2 relays');
  return page;
}

/** Makes an empty runbook and opens its editor. */
async function startEmpty(page: Page, title: string): Promise<void> {
  await page.getByRole('link', { name: 'Runbooks' }).first().click();
  await page.getByRole('button', { name: 'New runbook' }).first().click();
  await page.getByRole('dialog').getByLabel('Title').fill(title);
  await page
    .getByRole('dialog')
    .getByRole('radio', { name: /^Empty/ })
    .check();
  await page.keyboard.press('Enter');
  await expect(page.locator('.cm-content')).toBeFocused();
}

/** What is written, as it is, however much of it is on screen. */
async function writtenIn(page: Page): Promise<string> {
  return await page
    .locator('.cm-content')
    .evaluate((content) =>
      [...content.querySelectorAll('.cm-line')]
        .map((line) => (line.querySelector('.cm-placeholder') === null ? line.textContent : ''))
        .join('\n'),
    );
}

async function expectWritten(page: Page, text: string): Promise<void> {
  await expect.poll(() => writtenIn(page)).toBe(text);
}

async function paste(page: Page, data: Readonly<Record<string, string>>): Promise<void> {
  await page.locator('.cm-content').evaluate((content, given) => {
    const clipboardData = new DataTransfer();
    for (const [type, text] of Object.entries(given)) clipboardData.setData(type, text);
    const options = { clipboardData, bubbles: true, cancelable: true };
    content.dispatchEvent(new ClipboardEvent('paste', options));
  }, data);
}

async function drop(page: Page, name: string, size: number): Promise<void> {
  await page.locator('.cm-content').evaluate(
    async (content, file) => {
      // A real picture of one colour, made as heavy as it is wanted by what readers pass over.
      const canvas = new OffscreenCanvas(240, 120);
      const context = canvas.getContext('2d');
      if (context === null) throw new Error('no canvas');
      context.fillStyle = '#1864ab';
      context.fillRect(0, 0, 240, 120);
      const picture = await canvas.convertToBlob({ type: 'image/png' });
      const filler = new Uint8Array(Math.max(0, file.size - picture.size));
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([picture, filler], file.name, { type: 'image/png' }));
      const options = { dataTransfer, bubbles: true, cancelable: true };
      content.dispatchEvent(new DragEvent('drop', options));
    },
    { name, size },
  );
}

test('the slash menu writes by keyboard, finds with slips, links and declares', async ({
  device,
  relaySet,
  folder,
}) => {
  const page = await openDemo(device, relaySet, folder);
  await startEmpty(page, 'By keyboard');
  const menu = page.getByRole('listbox');
  await page.keyboard.type('/');
  await expect(menu.getByRole('option', { name: 'Step' })).toBeVisible();
  // What scrolls there is moved by the keys that move in it, though Tab does not reach it.
  await expectAccessible(page, 'slash menu', { but: ['scrollable-region-focusable'] });
  await page.keyboard.type('warn');
  await expect(menu.getByRole('option')).toHaveCount(1);
  await page.keyboard.press('Enter');
  await page.keyboard.type('Mind the gap');
  await expectWritten(page, '> [!WARNING]\n> Mind the gap');

  await page.keyboard.press('Escape');
  await page.keyboard.type('\n');
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Delete');
  await page.keyboard.type('Log in to /variable host');
  await expect(menu.getByRole('option', { name: /^New variable host/ })).toBeVisible();
  await page.keyboard.press('Enter');
  await page.keyboard.type(', then see /postgers');
  await expect(menu.getByRole('option', { name: /PostgreSQL failover/ })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect
    .poll(() => writtenIn(page))
    .toMatch(
      /^---\nvariables:\n {2}- host\n---\nLog in to \{\{host\}\}, then see \[PostgreSQL failover with Patroni\]\(\/runbooks\/[0-9a-z]{26}\)$/,
    );
  // The link is one that leads there.
  await page.getByRole('link', { name: 'Done' }).click();
  await page
    .getByRole('paragraph')
    .getByRole('link', { name: /^PostgreSQL/ })
    .click();
  await expect(page.getByRole('heading', { level: 1, name: /PostgreSQL/ })).toBeVisible();

  // A slash in code is a slash.
  await openEditor(page, 'By keyboard');
  await page.keyboard.press('Control+End');
  await page.keyboard.type('\n\n```sh\nls /');
  await expect(page.locator('.cm-line', { hasText: 'ls /' })).toBeVisible();
  await expect(menu).toBeHidden();
});

test('rich text becomes Markdown in one step of undo; code and plain text stay as they are', async ({
  device,
  relaySet,
  folder,
}) => {
  const page = await openDemo(device, relaySet, folder);
  await startEmpty(page, 'Pasted');
  const html =
    '<h2>Impact</h2><ul><li>No <b>orders</b></li><li>See <a href="https://x.example/a">this</a></li></ul>' +
    '<table><tr><th>Host</th></tr><tr><td><code>pg-a</code></td></tr></table><script>alert(1)</script>';
  await paste(page, { 'text/html': html, 'text/plain': 'Impact …' });
  const markdown =
    '## Impact\n\n- No **orders**\n- See [this](https://x.example/a)\n\n| Host |\n| - |\n| `pg-a` |';
  await expectWritten(page, markdown);
  await page.keyboard.press('Control+z');
  await expectWritten(page, '');
  await paste(page, { 'text/plain': 'a *plain* <b>paste</b>' });
  await expectWritten(page, 'a *plain* <b>paste</b>');
  await page.keyboard.press('Control+a');
  await paste(page, {
    'text/html':
      '<div style="font-family: Menlo, monospace; white-space: pre;"><div><b>const</b> a</div></div>',
    'text/plain': 'const a',
  });
  await expectWritten(page, 'const a');
});

test('a small image is part of the runbook everywhere; a large one is refused in words', async ({
  device,
  otherDevice,
  relaySet,
  folder,
}) => {
  const page = await openDemo(device, relaySet, folder);
  await startEmpty(page, 'With a picture');
  await page.keyboard.type('Look: ');
  await drop(page, 'film.png', 3_400_000);
  await expect(page.getByText(/film\.png has 3\.4 MB\. An image in a runbook/)).toBeVisible();
  await expectWritten(page, 'Look: ');
  await drop(page, 'lag over time.png', 199_000);
  await expect
    .poll(() => writtenIn(page))
    .toMatch(/!\[lag over time\]\(images\/[0-9a-z]{26}\.png\)/);
  const summary = page.getByRole('button', { name: '1 image, 199 kB of 1.0 MB' });
  await expect(summary).toBeVisible();
  await expectSaved(page, 'Saved on 2 relays');

  const other = await otherDevice.open(page.url().replace(/\/edit.*$/, ''));
  const image = other.getByRole('img', { name: 'lag over time' });
  await expect(image).toBeVisible();
  await expect
    .poll(() =>
      image.evaluate((element) => element instanceof HTMLImageElement && element.naturalWidth),
    )
    .toBe(240);

  // What is no longer in the text is shown as such, and can be taken out and brought back.
  await page.locator('.cm-content').click();
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Delete');
  await summary.click();
  const dialog = page.getByRole('dialog', { name: 'Images in this runbook' });
  await expect(dialog.getByText('Not in the text')).toBeVisible();
  await expectAccessible(page, 'images');
  await dialog.getByRole('button', { name: 'Remove 1 unused image' }).click();
  await page.keyboard.press('Escape');
  await expect(summary).toBeHidden();
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(summary).toBeVisible();
});

test('five images in a copy of a runbook reach the relays', async ({
  device,
  relaySet,
  folder,
}) => {
  const page = await openDemo(device, relaySet, folder);
  await startEmpty(page, 'Five pictures');
  for (let at = 1; at <= 5; at += 1) {
    await drop(page, `${at}.png`, 199_000);
    await expect(page.getByRole('button', { name: new RegExp(`^${at} images?, `) })).toBeVisible();
  }
  await drop(page, '6.png', 199_000);
  await expect(page.getByText(/There is no room for 6\.png/)).toBeVisible();
  await expectAppKept(page);
  await relaySet.killAll();
  await page.getByRole('button', { name: 'Actions for Five pictures' }).click();
  await page.getByRole('menuitem', { name: 'Duplicate' }).click();
  await page.getByRole('button', { name: 'Open the copy' }).click();
  await expect(page.getByRole('button', { name: '5 images, 995 kB of 1.0 MB' })).toBeVisible();
  await relaySet.startAll();
  await expectSaved(page, 'Saved on 2 relays', 60_000);
});

test('a diagram is drawn on demand, offline, and a wrong one is told kindly', async ({
  device,
  relaySet,
  folder,
}) => {
  const page = await openDemo(device, relaySet, folder);
  await startEmpty(page, 'Drawn');
  await page.keyboard.insertText(
    '```mermaid\nflowchart LR\n  accTitle: How orders flow\n  Shop --> Queue --> Database\n```\n\n```mermaid\nflowchart LR\n  A --> --> B\n```\n',
  );
  await expectSaved(page, 'Saved on 2 relays');
  await expectAppKept(page, 'diagrams');
  await relaySet.killAll();
  await device.context().setOffline(true);
  await page.reload();
  await page.getByRole('link', { name: 'Done' }).click();
  const buttons = page.getByRole('button', { name: 'Draw diagram' });
  await expect(buttons).toHaveCount(2);
  await buttons.first().click();
  const picture = page.getByRole('img', { name: 'Diagram: How orders flow' });
  await expect(picture).toBeVisible();
  await expect
    .poll(() =>
      picture.evaluate((element) => element instanceof HTMLImageElement && element.naturalWidth),
    )
    .toBeGreaterThan(100);
  // All of it: laid out with less motion wanted, it was once measured before it was in its place.
  await expect(picture).toHaveAttribute('src', /viewBox%3D%220%200%20/);
  await expect(page.getByRole('button', { name: 'Copy code' })).toHaveCount(2);
  await buttons.click();
  await expect(page.getByText(/Mermaid does not understand line 2/)).toBeVisible();
  await expectAccessible(page, 'diagram');
});

test('drawing a diagram asks no other server for anything', async ({
  device,
  relaySet,
  folder,
}) => {
  const page = await openDemo(device, relaySet, folder);
  const asked: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes('elsewhere')) asked.push(request.url());
  });
  await startEmpty(page, 'From elsewhere');
  const styles = '%%{init:{"themeCSS":".node{background:url(http://elsewhere.test/a)}"}}%%\n';
  const diagrams = [
    'flowchart LR\n  A@{ img: "http://elsewhere.test/b.png", label: "Shop" } --> B\n',
    `${styles}flowchart LR\n  A --> B\n  style A fill:url(http://elsewhere.test/c)\n`,
    '%%{init:{"htmlLabels":true,"fontFamily":"a;} @import \'http://elsewhere.test/d\'"}}%%\nflowchart LR\n  A["<img src=http://elsewhere.test/e>x"] --> B\n',
    'flowchart LR\n  A --> B\n  style A fill:\\75rl(http://elsewhere.test/f)\n',
  ];
  await page.keyboard.insertText(diagrams.map((one) => `\`\`\`mermaid\n${one}\`\`\`\n`).join('\n'));
  await page.getByRole('link', { name: 'Done' }).click();
  const buttons = page.getByRole('button', { name: 'Draw diagram' });
  await expect(buttons).toHaveCount(4);
  for (let left = 4; left > 0; left -= 1) await buttons.first().click();
  await expect(page.getByRole('img', { name: /^Diagram: / })).toHaveCount(3);
  await expect(page.getByText('Pictures and styles from elsewhere are left out')).toHaveCount(3);
  await expect(page.getByText('asks for a picture or a style from elsewhere')).toBeVisible();
  expect(asked).toEqual([]);
});

test('problems are found a moment after the typing, and listed with a way to their place', async ({
  device,
  relaySet,
  folder,
}) => {
  const page = await openDemo(device, relaySet, folder);
  await startEmpty(page, 'With problems');
  await page.keyboard.insertText(
    `## A\n\nSee [this](gone.md) and [that](#nowhere).\n\n#### B\n\n\`ssh {{node}}\`\n\n${'words\n\n'.repeat(80)}The end [x](#y)\n`,
  );
  await expect(page.getByRole('button', { name: '6 problems' })).toBeVisible();
  await page.locator('.cm-content').press('Control+Shift+M');
  const list = page.getByRole('region', { name: 'Problems in the text' });
  await expect(list.getByRole('listitem')).toHaveCount(6);
  await expect(list.getByRole('button').nth(1)).toBeFocused();
  // The skipped heading is skipped in the preview, too.
  await expectAccessible(page, 'problems', { but: ['heading-order'] });
  await list.getByRole('button', { name: /leads nowhere: #y/ }).press('Enter');
  await expect(page.locator('.cm-line', { hasText: 'The end' })).toBeInViewport();
  await expect(page.locator('.cm-content')).toBeFocused();
  await page.keyboard.type('[x](#a)');
  await expect(page.getByRole('button', { name: '5 problems' })).toBeVisible();
  await list.getByRole('button', { name: 'Declare it' }).click();
  await expect(page.getByRole('button', { name: '4 problems' })).toBeVisible();
  await list.getByRole('button', { name: 'Add an owner', exact: true }).click();
  await page.keyboard.type('Ana\n');
  await expect(page.getByRole('button', { name: '3 problems' })).toBeVisible();
});

test('a secret that is pasted is held back until somebody says yes', async ({
  device,
  otherDevice,
  relaySet,
  folder,
}) => {
  const page = await openDemo(device, relaySet, folder);
  await startEmpty(page, 'With a secret');
  await page.keyboard.type('Before ');
  const other = await otherDevice.open(page.url());
  await expect(other.locator('.cm-content')).toContainText('Before');
  const dialog = page.getByRole('dialog', { name: 'Keep this out of the runbook?' });

  await paste(page, { 'text/plain': `export T=${token}` });
  await expect(dialog).toContainText('a GitHub token');
  await expectAccessible(page, 'secret');
  await expect(dialog.getByRole('button', { name: 'Keep out' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await page.keyboard.type('after ');
  await expect(other.locator('.cm-content')).toContainText('Before after');
  await expect(other.locator('.cm-content')).not.toContainText('export');

  await paste(page, { 'text/plain': `export T=${token} # old` });
  await dialog.getByRole('button', { name: 'Insert with the secret left out' }).click();
  await expect(other.locator('.cm-content')).toContainText('export T=<secret> # old');

  await paste(page, { 'text/html': `<p>and <b>also</b> ${token}</p>`, 'text/plain': token });
  await dialog.getByRole('button', { name: 'Insert anyway' }).click();
  await expect(page.locator('.cm-content')).toContainText(`and **also** ${token}`);
  // It is marked from then on, as one that was typed is.
  await page.getByRole('button', { name: '2 problems' }).click();
  await expect(page.getByText(/looks like a GitHub token/)).toBeVisible();
});

test('a new runbook starts from a pattern or from a template of the team', async ({
  device,
  relaySet,
  folder,
}) => {
  const page = await openDemo(device, relaySet, folder);
  await page.keyboard.press('c');
  const dialog = page.getByRole('dialog', { name: 'New runbook' });
  await expect(dialog.getByLabel('Title')).toBeFocused();
  await page.keyboard.type('Zone b is away');
  const pattern = dialog.getByRole('radio', { name: /^Loss of a zone/ });
  await expect(pattern).toBeVisible();
  await pattern.check();
  await expect(dialog.getByRole('region', { name: 'Preview of Loss of a zone' })).toContainText(
    'Diagnosis',
  );
  await expectAccessible(page, 'patterns');
  await page.keyboard.press('Enter');
  await expect(page.locator('.cm-content')).toContainText('Meaning');
  await expect(page.getByLabel('Title', { exact: true })).toHaveValue('Zone b is away');

  await page.getByRole('button', { name: 'Actions for Zone b is away' }).click();
  await page.getByRole('menuitem', { name: 'Use as template' }).click();
  await expect(page.getByText('is offered for new runbooks')).toBeVisible();
  await page.getByRole('link', { name: 'Runbooks' }).first().click();
  await expect(
    page.getByRole('row').filter({ hasText: 'Zone b is away' }).getByText('Template'),
  ).toBeVisible();
  await page.keyboard.press('c');
  await expect(dialog.getByLabel('Title')).toBeFocused();
  await page.keyboard.type('Zone c is away');
  await dialog.getByRole('radio', { name: /^Zone b is away/ }).check();
  await expect(dialog.getByRole('region', { name: 'Preview of Zone b' })).toContainText('Meaning');
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('Title', { exact: true })).toHaveValue('Zone c is away');
  await expect(page.locator('.cm-content')).toContainText('Meaning');
  await openRunbook(page, 'Zone c is away');
});
