import { readFile } from 'node:fs/promises';
import type { BrowserContext, Page } from '@playwright/test';
import { runHoldfast } from '../command-line.ts';
import type { RelaySet } from '../relays.ts';
import { callMe, expect, expectAccessible, expectAppKept, test } from './journey-test.ts';
import { importRunbooks, progress, stepOf } from './running.ts';

async function importDemo(relaySet: RelaySet, folder: string): Promise<string> {
  const [{ url } = { url: '' }] = relaySet.relays;
  await runHoldfast(folder, ['import', 'demo', '--relay', url, '--workspace', 'demo']);
  return url;
}

const timeline = (page: Page) => page.getByRole('log', { name: 'Timeline' });

async function goToIncidents(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Incidents' }).first().click();
}

async function declare(page: Page, title: string): Promise<void> {
  await goToIncidents(page);
  await page.getByRole('button', { name: 'Declare incident' }).click();
  await page.getByLabel('What is wrong?').fill(title);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
}

async function post(page: Page, text: string): Promise<void> {
  const field = page.getByLabel('Write on the timeline');
  await field.fill(text);
  await field.press('Enter');
  await expect(field).toHaveValue('');
}

async function fillIncident(page: Page): Promise<void> {
  await post(page, '/sev 1 more customers');
  await post(page, '/take commander');
  await post(page, '/hypothesis the pool is exhausted');
  await post(page, '/decide fail over to the second zone');
  await post(page, '/action order more disks');
  await post(page, '/output one\ntwo');
  await post(page, '/status monitoring');
  await post(page, '/resolve it works again');
}

test('an incident begins with a template, which this workspace keeps, with every relay dead', async ({
  device,
  relaySet,
  folder,
}) => {
  test.slow();
  const page = await device.open(`${await importDemo(relaySet, folder)}/runbooks`);
  await callMe(page, 'Ana');
  await expectAppKept(page);
  await Promise.all(relaySet.relays.map((relay) => relay.kill()));
  await goToIncidents(page);
  await page.getByRole('button', { name: 'Templates' }).click();
  const list = page.getByRole('list', { name: 'Templates' });
  await expect(list.getByRole('listitem')).toHaveCount(4);
  await page.getByRole('button', { name: 'Remove the template “Security”' }).click();
  await expect(list.getByRole('listitem')).toHaveCount(3);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(list.getByText('Security', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'New template' }).click();
  await page.getByLabel('Name of the template').fill('Payments');
  await page.getByLabel('Title to begin with').fill('Payments: {alert}');
  await page.getByLabel('Severity').selectOption('1');
  await page.getByLabel('First note').fill('Which banks?');
  await page.getByLabel('Checklist').fill('Call the bank\nTell support');
  await page.getByLabel('Affected components').fill('payments');
  await page
    .getByLabel('Runbook to suggest')
    .selectOption({ label: 'Loss of a zone and spreading pods' });
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(list.getByText('Payments')).toBeVisible();
  await page.getByRole('button', { name: 'Close' }).last().click();

  // By keys alone.
  await page.keyboard.press('d');
  await expect(page.getByLabel('What is wrong?')).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(page.getByLabel('Template')).toBeFocused();
  await page.keyboard.type('Pay');
  await expect(page.getByText('a first note; 2 actions; affected: payments')).toBeVisible();
  await page.keyboard.press('Shift+Tab');
  const field = page.getByLabel('What is wrong?');
  await expect(field).toBeFocused();
  const caretAt = () =>
    field.evaluate((input) =>
      input instanceof HTMLInputElement ? [input.selectionStart, input.selectionEnd] : [],
    );
  await expect.poll(caretAt).toEqual([10, 10]);
  await page.keyboard.type('cards are refused');
  await page.keyboard.press('Enter');
  await expect(
    page.getByRole('heading', { level: 1, name: 'Payments: cards are refused' }),
  ).toBeVisible();
  await expect(page.getByRole('button', { name: 'Severity: SEV1. Change it' })).toBeVisible();
  await expect(timeline(page)).toContainText('Which banks?');
  await expect(page.getByRole('checkbox', { name: 'Call the bank' })).toBeVisible();
  await expect(page.getByText('by the template “Payments”')).toBeVisible();
});

test('an incident is declared from what is looked at: an alert, a component', async ({
  device,
  relaySet,
  folder,
}) => {
  const url = await importDemo(relaySet, folder);
  const page = await device.open(`${url}/r/NobodyKnowsThisAlert`);
  await page.getByRole('button', { name: 'Declare an incident' }).click();
  await expect(page.getByText('Alert: NobodyKnowsThisAlert')).toBeVisible();
  await page.getByLabel('What is wrong?').fill('A strange alert');
  await page.keyboard.press('Enter');
  await expect(timeline(page)).toContainText('NobodyKnowsThisAlert fires');

  await page.goto(`${url}/runbooks?component=checkout`);
  await page.getByRole('button', { name: 'Declare an incident' }).click();
  await expect(page.getByText('Affected: checkout')).toBeVisible();
  await page.getByLabel('What is wrong?').fill('Checkout again');
  await page.keyboard.press('Enter');
  await expect(timeline(page)).toContainText('checkout is affected');
});

test('a workspace calls roles and severities as it likes, and a role goes over with a summary', async ({
  device,
  otherDevice,
  relaySet,
  folder,
}) => {
  const url = await importDemo(relaySet, folder);
  const page = await device.open(`${url}/runbooks`);
  await callMe(page, 'Ana');
  await page.getByLabel('Name of severity 1').fill('P1');
  await page.keyboard.press('Enter');
  await page.getByLabel('Add a role').fill('Database lead');
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('Name of the role Database lead')).toBeVisible();
  const other = await otherDevice.open(`${url}/runbooks`);
  await callMe(other, 'Ben');
  await declare(page, 'The database is slow');
  await post(page, '/sev 1');
  await post(page, '/decide restart the replica');
  await other.getByRole('navigation', { name: 'Live incidents' }).getByRole('link').click();
  await expect(other.getByRole('button', { name: 'Severity: P1. Change it' })).toBeVisible();
  await other.getByRole('button', { name: 'Give Database lead to somebody' }).click();
  await expect(other.getByLabel('What they should know')).toHaveValue(
    /P1, investigating[\s\S]*Last decisions:\n- .* restart the replica/,
  );
  await other.getByLabel('Who', { exact: true }).fill('Cy');
  await other.getByRole('button', { name: 'Hand over' }).click();
  await expect(timeline(page)).toContainText('made Cy Database lead');
  await expect(timeline(page)).toContainText('restart the replica');
});

/** Stands in for the system's notifications, which a browser without a screen has none of. */
async function recordNotifications(
  context: BrowserContext,
  answer: NotificationPermission,
): Promise<void> {
  await context.addInitScript((permission) => {
    const shown: string[] = [];
    class RecordedNotification extends EventTarget {
      static permission: NotificationPermission = 'default';
      static requestPermission(): Promise<NotificationPermission> {
        RecordedNotification.permission = permission;
        return Promise.resolve(permission);
      }
      constructor(title: string, options: NotificationOptions = {}) {
        super();
        shown.push(`${title}: ${options.body ?? ''}`);
      }
      close(): void {}
    }
    Object.assign(globalThis, { Notification: RecordedNotification, shownNotifications: shown });
  }, answer);
}

async function lookElsewhere(page: Page): Promise<void> {
  await page.evaluate(() => {
    Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  });
}

test('whoever wants it is told of incidents while they look elsewhere', async ({
  device,
  otherDevice,
  relaySet,
  folder,
}) => {
  test.slow();
  const url = await importDemo(relaySet, folder);
  await recordNotifications(device.context(), 'granted');
  const page = await device.open(`${url}/runbooks`);
  await callMe(page, 'Ana');
  const shown = () =>
    page.evaluate(() => {
      const all: unknown = Reflect.get(globalThis, 'shownNotifications');
      return Array.isArray(all) ? all.map(String) : [];
    });
  // Off until somebody turns it on, and not asked for by itself.
  const toggle = page.getByLabel('Desktop notifications about incidents');
  await expect(toggle).not.toBeChecked();
  expect(await page.evaluate(() => Notification.permission)).toBe('default');
  await toggle.click();
  await expect(toggle).toBeChecked();

  const other = await otherDevice.open(`${url}/runbooks`);
  await callMe(other, 'Ben');
  await declare(other, 'While somebody looks');
  await expect(page.getByRole('navigation', { name: 'Live incidents' })).toBeVisible();
  await lookElsewhere(page);
  await declare(other, 'Search is down');
  await expect.poll(shown).toEqual(['SEV3 Search is down: Declared by Ben']);
  await post(other, '/sev 1 nobody finds anything');
  await expect.poll(shown).toContain('SEV1 Search is down: Severity: SEV1, was SEV3, by Ben');
  await post(other, '/role scribe Ana');
  await expect.poll(shown).toContain('SEV1 Search is down: You are Scribe, by Ben');
  expect(await shown()).toHaveLength(3);
});

test('a browser that refuses notifications is said to', async ({ device, relaySet, folder }) => {
  const url = await importDemo(relaySet, folder);
  await recordNotifications(device.context(), 'denied');
  const page = await device.open(`${url}/runbooks`);
  await callMe(page, 'Ana');
  await declare(page, 'Search is down');
  await page.getByRole('button', { name: 'Turn notifications on' }).click();
  await expect(page.getByText('This browser does not allow it for this site.')).toBeVisible();
  await page.getByRole('link', { name: 'Settings' }).first().click();
  await expect(page.getByLabel('Desktop notifications about incidents')).not.toBeChecked();
});

test('the whole incident is one page with its course drawn, and goes out as a file', async ({
  device,
  relaySet,
  folder,
}) => {
  test.slow();
  const page = await device.open(`${await importDemo(relaySet, folder)}/runbooks`);
  await callMe(page, 'Ana');
  await declare(page, 'Checkout fails');
  await fillIncident(page);
  // What is pinned stands above all else, and leads to its place.
  await timeline(page)
    .getByRole('button', { name: /Actions for Ana: fail over/ })
    .click();
  await page.getByRole('menuitem', { name: 'Pin' }).click();
  const pinned = page.getByRole('list', { name: 'Pinned' });
  await expect(pinned).toContainText('fail over to the second zone');
  await pinned.getByRole('button').click();
  await expect(timeline(page)).toBeFocused();

  await page.getByRole('button', { name: 'More about this incident' }).click();
  await page.getByRole('menuitem', { name: 'Report' }).click();
  await expect(page).toHaveURL(/\/report/);
  const course = page.getByRole('region', { name: 'Course', exact: true });
  await expect(course.getByRole('img')).toHaveAccessibleName(/SEV3 from .* SEV1 from /);
  await expect(course.getByRole('table')).toContainText('Decision: fail over to the second zone');
  const whole = page.getByRole('region', { name: 'Timeline', exact: true });
  for (const words of ['the pool is exhausted', 'one\ntwo', 'set the status to Resolved']) {
    await expect(whole).toContainText(words);
  }
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download JSON' }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toBe('checkout-fails.json');
  const json: unknown = JSON.parse(await readFile(await download.path(), 'utf8'));
  expect(json).toMatchObject({
    format: 'holdfast-incident-1',
    title: 'Checkout fails',
    severity: 1,
    status: 'resolved',
    roles: [{ role: 'commander', person: 'Ana' }],
  });
  await page.getByRole('link', { name: 'Back to the incident' }).click();
  await page.getByRole('link', { name: 'Post-mortem', exact: true }).click();
  await page.getByText('Preview', { exact: true }).click();
  await expect(page.getByRole('img', { name: /Course of the incident/ })).toBeVisible();
});

test('a runbook that was wrong is one press away from a suggestion that names the incident', async ({
  device,
  relaySet,
  folder,
}) => {
  test.slow();
  const [{ url } = { url: '' }] = relaySet.relays;
  await importRunbooks(folder, url, {
    'failover.md': '# Failover\n\n1. Open the console\n2. Press the red button\n',
  });
  const page = await device.open(`${url}/runbooks`);
  await callMe(page, 'Ana');
  await declare(page, 'Checkout fails');
  // Leads away from the room at once.
  await page.getByLabel('Write on the timeline').fill('/run failover');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Failover' })).toBeVisible();
  await stepOf(page, 2)
    .getByRole('button', { name: /^Step 2, .*: actions$/ })
    .click();
  await page.getByRole('menuitem', { name: 'Failed…' }).click();
  await page.getByRole('dialog').getByRole('textbox').first().fill('there is no red button');
  await page.getByRole('dialog').getByRole('button', { name: 'Mark as failed' }).click();
  await progress(page).getByRole('button', { name: 'End the run' }).click();
  await page.getByRole('dialog').getByRole('radio', { name: 'Failed' }).check();
  await page.getByRole('dialog').getByRole('button', { name: 'End the run' }).click();
  await page.goBack();
  await page.getByLabel('Did “Failover” help?').selectOption('no');
  await page.getByRole('link', { name: 'Suggest a change to it' }).click();
  const dialog = page.getByRole('dialog', { name: 'Suggest a change' });
  await expect(dialog.getByLabel('What it should be')).toHaveValue('2. Press the red button');
  await expect(dialog.getByLabel('Why (may stay empty)')).toHaveValue(
    /^Wrong in “Checkout fails”: http.*\/incidents\//,
  );
  await dialog.getByLabel('What it should be').fill('2. Press the green button');
  await dialog.getByRole('button', { name: 'Suggest', exact: true }).click();
  await expect(page.getByRole('link', { name: /\/incidents\// })).toBeVisible();
  // A reload does not begin it again.
  await page.reload();
  await expect(page.getByRole('heading', { level: 1, name: 'Failover' })).toBeVisible();
  await expect(dialog).toBeHidden();
});

for (const viewport of [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
]) {
  test(`templates, names, report and picture are accessible, ${viewport.width} wide`, async ({
    device,
    relaySet,
    folder,
  }) => {
    test.setTimeout(300_000);
    const page = await device.open(`${await importDemo(relaySet, folder)}/runbooks`);
    await page.setViewportSize(viewport);
    await callMe(page, 'Ana');
    await expectAccessible(page, 'settings');
    await goToIncidents(page);
    await page.getByRole('button', { name: 'Templates' }).click();
    await expect(page.getByRole('list', { name: 'Templates' })).toBeVisible();
    await expectAccessible(page, 'templates');
    await page.getByRole('button', { name: 'Change the template “Service down”' }).click();
    await expect(page.getByLabel('Checklist')).not.toHaveValue('');
    await expectAccessible(page, 'a template');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Declare incident' }).click();
    await page.getByLabel('Template').selectOption({ label: 'Service down' });
    await expect(page.getByText('With it come')).toBeVisible();
    await expectAccessible(page, 'declare with a template');
    await page.getByLabel('What is wrong?').fill('Checkout is down');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { level: 1 })).toContainText('Checkout is down');
    await fillIncident(page);
    await timeline(page)
      .getByRole('button', { name: /Actions for Ana: fail over/ })
      .click();
    await page.getByRole('menuitem', { name: 'Pin' }).click();
    await expect(page.getByRole('list', { name: 'Pinned' })).toBeVisible();
    await expectAccessible(page, 'room with a pin');
    await page.getByRole('button', { name: 'More about this incident' }).click();
    await page.getByRole('menuitem', { name: 'Report' }).click();
    await expect(page.getByRole('img', { name: /Course of the incident/ })).toBeVisible();
    await expectAccessible(page, 'report');
    await page.emulateMedia({ media: 'print' });
    await expectAccessible(page, 'report on paper');
  });
}
