import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runHoldfast } from '../command-line.ts';
import { expect, expectAccessible, expectSaved, test } from './journey-test.ts';
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

const repository = join(dirname(fileURLToPath(import.meta.url)), '../../..');
const title = 'PostgreSQL failover with Patroni';

test('one person runs a runbook on a phone, reloads in the middle, and ends the run', async ({
  device,
  relaySet,
  folder,
}) => {
  test.setTimeout(180_000);
  const [relay] = relaySet.relays;
  if (relay === undefined) throw new Error('no relay');
  // The whole demo has drills already.
  const target = ['--relay', relay.url, '--workspace', 'demo'];
  await runHoldfast(folder, ['import', 'runbooks', join(repository, 'demo/runbooks'), ...target]);
  const page = await device.open(`${relay.url}/runbooks`);
  await page.setViewportSize({ width: 390, height: 844 });

  await page.getByRole('navigation').last().getByRole('link', { name: 'Drills' }).click();
  await expect(page.getByRole('heading', { name: 'Ready scenarios' })).toBeVisible();
  await page.getByRole('navigation').last().getByRole('link', { name: 'Runbooks' }).click();
  const path = await startRun(page, title);

  await test.step('ticks are as large as a thumb, and keep who and when', async () => {
    const box = await tickOf(page, 1).boundingBox();
    expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(44);
    await tickOf(page, 1).click();
    await expectState(page, 1, 'done');
    await expect(stepOf(page, 1)).toContainText('today');
    // The second press of a double click takes nothing back.
    await tickOf(page, 2).click({ clickCount: 2 });
    await expectState(page, 2, 'done');
    await stepOf(page, 2)
      .getByRole('button', { name: /^Step 2, .*: actions$/ })
      .click();
    await page.getByRole('menuitem', { name: 'Start over' }).click();
    await expectState(page, 2, 'pending');
  });

  await test.step('a step is skipped with a reason', async () => {
    await stepOf(page, 2)
      .getByRole('button', { name: /^Step 2, .*: actions$/ })
      .click();
    await page.getByRole('menuitem', { name: 'Skip…' }).click();
    await page.getByRole('dialog').getByRole('textbox', { name: 'Why' }).fill('Nobody is affected');
    await page.getByRole('dialog').getByRole('button', { name: 'Skip step' }).click();
    await expectState(page, 2, 'skipped');
    await expect(stepOf(page, 2)).toContainText('Nobody is affected');
  });

  await test.step('a note and output stay with the step', async () => {
    await stepOf(page, 3)
      .getByRole('button', { name: /^Step 3, .*: actions$/ })
      .click();
    await page.getByRole('menuitem', { name: 'Add a note or output…' }).click();
    await page
      .getByRole('dialog')
      .getByRole('textbox', { name: 'Note' })
      .fill('pg-b1 answers slowly');
    await page
      .getByRole('dialog')
      .getByRole('textbox', { name: 'Output' })
      .fill('Leader running\nlag 0\n');
    await page.getByRole('dialog').getByRole('button', { name: 'Keep', exact: true }).click();
    await expect(stepOf(page, 3)).toContainText('pg-b1 answers slowly');
    await stepOf(page, 3).getByText('Output, 2 lines').click();
    await expect(stepOf(page, 3)).toContainText('Leader running');
  });

  await test.step('a secret is shared only once somebody says so', async () => {
    const dialog = page.getByRole('dialog');
    const key = ['AKIA', 'Q7RTZ2M4PLNV5WXD'].join('');
    await stepOf(page, 3)
      .getByRole('button', { name: /^Step 3, .*: actions$/ })
      .click();
    await page.getByRole('menuitem', { name: 'Add a note or output…' }).click();
    await dialog.getByRole('textbox', { name: 'Output' }).fill(`id ${key}`);
    await dialog.getByRole('button', { name: 'Keep', exact: true }).click();
    await expect(dialog.getByRole('alert')).toContainText('This looks like an AWS key');
    await expect(dialog.getByRole('button', { name: 'Keep it out' })).toBeFocused();
    await expectAccessible(page, 'secret');
    await page.keyboard.press('Enter');
    await expect(dialog.getByRole('alert')).toHaveCount(0);
    await dialog.getByRole('button', { name: 'Keep', exact: true }).click();
    await dialog.getByRole('textbox', { name: 'Output' }).fill('id of the role of backups');
    await expect(dialog.getByRole('alert')).toHaveCount(0);
    await dialog.getByRole('button', { name: 'Keep', exact: true }).click();
    await expect(dialog).toHaveCount(0);
    await expect(stepOf(page, 3)).toContainText('Output, 1 line');
    await expect(stepOf(page, 3)).not.toContainText(key);
  });

  await test.step('all of it is there after a reload', async () => {
    await expectSaved(page, 'Saved on 2 relays');
    await page.reload();
    await expectRun(page, title);
    expect(pathOf(page)).toBe(path);
    await expectState(page, 1, 'done');
    await expectState(page, 2, 'skipped');
    await expect(stepOf(page, 3)).toContainText('pg-b1 answers slowly');
    await expect(progress(page)).toContainText('1 of');
    await expect(progress(page)).toContainText('You did 1–2, you are at 3');
    await progress(page)
      .getByRole('button', { name: /^Go to step 3,/ })
      .click();
    await expect(tickOf(page, 3)).toBeFocused();
  });

  await test.step('the run ends with a verdict, which can be taken back', async () => {
    await progress(page).getByRole('button', { name: 'End the run' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('radio', { name: 'Failed' }).check();
    await dialog.getByRole('textbox', { name: 'Note' }).fill('Step 3 needs a newer command');
    await dialog.getByRole('button', { name: 'End the run' }).click();
    await expect(page.getByText('Step 3 needs a newer command')).toBeVisible();
    await expect(progress(page).getByRole('button')).toHaveCount(0);
    await page.getByRole('button', { name: 'Reopen', exact: true }).click();
    await tickOf(page, 4).click();
    await expectState(page, 4, 'done');
    await progress(page).getByRole('button', { name: 'End the run' }).click();
    await dialog.getByRole('radio', { name: 'Passed' }).check();
    await dialog.getByRole('button', { name: 'End the run' }).click();
  });

  await test.step('the runbook says when it was last run, and a fresh run stands beside', async () => {
    await page.getByRole('link', { name: 'Open the runbook' }).click();
    await expect(page.getByText('Last run')).toBeVisible();
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    await expectRun(page, title);
    expect(pathOf(page)).not.toBe(path);
    await expectState(page, 1, 'pending');
    await page.getByRole('navigation').last().getByRole('link', { name: 'Drills' }).click();
    await page.getByRole('link', { name: 'All drills' }).click();
    const rows = page
      .getByRole('table', { name: 'Drills' })
      .getByRole('row')
      .filter({ hasText: title });
    await expect(rows).toHaveCount(2);
    await expect(rows.first()).toContainText('Open');
    await expect(rows.last()).toContainText('Passed');
  });

  await test.step('a drill is archived, and brought back', async () => {
    const row = page.getByRole('row').filter({ hasText: 'Passed' });
    await row.getByRole('button', { name: `Actions for ${title}` }).click();
    await page.getByRole('menuitem', { name: 'Archive' }).click();
    await expect(row).toHaveCount(0);
    await page.getByRole('button', { name: 'Undo', exact: true }).click();
    await expect(row).toHaveCount(1);
  });

  await test.step('the command line lists and shows it', async () => {
    await expectSaved(page, 'Saved on 2 relays');
    const listed = await runHoldfast(folder, ['list', 'drills', ...target]);
    expect(listed).toContain('passed');
    const id = /drill:[a-z0-9]+/.exec(
      listed.split('\n').find((line) => line.includes('passed')) ?? '',
    );
    const shown = await runHoldfast(folder, ['show', id?.[0] ?? '', ...target]);
    expect(shown).toContain(title);
    expect(shown).toContain('passed');
  });
});

test('a run is done with the keyboard alone', async ({ device, relaySet, folder }) => {
  test.setTimeout(180_000);
  const [relay] = relaySet.relays;
  if (relay === undefined) throw new Error('no relay');
  await runHoldfast(folder, ['import', 'demo', '--relay', relay.url, '--workspace', 'demo']);
  const page = await device.open(`${relay.url}/runbooks`);
  await startRun(page, title);
  await page.keyboard.press('j');
  await expect(tickOf(page, 1)).toBeFocused();
  await page.keyboard.press('Space');
  await expectState(page, 1, 'done');
  await page.keyboard.press('ArrowDown');
  await expect(tickOf(page, 2)).toBeFocused();
  await page.keyboard.press('r');
  await expectState(page, 2, 'running');
  await page.keyboard.press('s');
  await page.getByRole('dialog').getByRole('textbox', { name: 'Why' }).fill('not now');
  await page.keyboard.press('Control+Enter');
  await expectState(page, 2, 'skipped');
  await expect(tickOf(page, 2)).toBeFocused();
  await page.keyboard.press('j');
  await page.keyboard.press('f');
  await page.getByRole('dialog').getByRole('textbox', { name: 'Why' }).fill('no answer');
  await page.keyboard.press('Control+Enter');
  await expectState(page, 3, 'failed');
  await page.keyboard.press('k');
  await expect(tickOf(page, 2)).toBeFocused();
  await page.keyboard.press('h');
  await expect(tickOf(page, 4)).toBeFocused();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog')).toContainText('Next step');
});

test('variables are asked once and filled in everywhere, and a part can be run', async ({
  device,
  relaySet,
  folder,
}) => {
  test.setTimeout(180_000);
  const [relay] = relaySet.relays;
  if (relay === undefined) throw new Error('no relay');
  const text = [
    '---',
    'title: Move the primary',
    'variables:',
    '  - name: host',
    '    default: pg-b1',
    '    description: Where to',
    '---',
    '',
    '## Look',
    '',
    '1. Log in to {{host}}, see [its panel](https://panel.example/{{host}}):',
    '',
    '   ```sh',
    '   ssh {{host}} uptime',
    '   ```',
    '',
    '2. Nothing of this is ours: `{{ .Values.host }}`',
    '',
    '## Move',
    '',
    '- [ ] Move it under {{ticket}}',
    '- [ ] If it lags: go to [Look](#look).',
    '',
  ].join('\n');
  await importRunbooks(folder, relay.url, { 'move.md': text });
  const page = await device.open(`${relay.url}/runbooks`);
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.getByRole('link', { name: 'Move the primary' }).click();
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('textbox', { name: 'host' })).toHaveValue('pg-b1');
  await dialog.getByRole('textbox', { name: 'host' }).fill('pg-c1; reboot');
  await expect(dialog).toContainText('A shell reads more than one word here');
  await dialog.getByRole('button', { name: 'Start the run' }).click();
  await expectRun(page, 'Move the primary');

  await expect(stepOf(page, 1)).toContainText('Log in to pg-c1; reboot');
  await stepOf(page, 1).getByRole('button', { name: 'Copy code' }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain(
    'ssh pg-c1; reboot uptime',
  );
  await expect(page.getByText('A shell reads more than one word in host')).toBeVisible();
  await expect(stepOf(page, 2)).toContainText('{{ .Values.host }}');
  await expect(stepOf(page, 3)).toContainText('{{ticket}}');
  await page.getByRole('button', { name: 'Change', exact: true }).click();
  await dialog.getByRole('textbox', { name: 'host' }).fill('pg-c1');
  await dialog.getByRole('textbox', { name: 'ticket' }).fill('CHG-7');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(stepOf(page, 3)).toContainText('Move it under CHG-7');
  await expect(stepOf(page, 1).getByRole('link', { name: 'its panel' })).toHaveAttribute(
    'href',
    'https://panel.example/pg-c1',
  );

  await test.step('a condition jumps', async () => {
    await stepOf(page, 4).getByRole('button', { name: 'If it lags: Look' }).click();
    await expect(page.getByRole('heading', { name: 'Look' })).toBeFocused();
    await page.keyboard.press('j');
    await expect(tickOf(page, 2)).toBeFocused();
  });

  await test.step('a run of a part greys the rest', async () => {
    await page.getByRole('link', { name: 'Open the runbook' }).click();
    await page.getByRole('button', { name: 'Actions for Move the primary' }).click();
    await page.getByRole('menuitem', { name: 'Run a part…' }).click();
    await dialog.getByRole('button', { name: 'Start the run' }).click();
    await expect(dialog.getByRole('alert')).toContainText('Choose at least one section');
    await dialog.getByRole('checkbox', { name: 'Move', exact: true }).check();
    await dialog.getByRole('button', { name: 'Start the run' }).click();
    await expectState(page, 1, 'out');
    await expect(stepOf(page, 1)).toContainText('Not part of this run');
    await expect(tickOf(page, 1)).toHaveCount(0);
    await expect(progress(page)).toContainText('0 of 2 done');
  });
});
