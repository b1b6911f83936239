import { revoke } from '@holdfast/shared/access/workspace-access';
import { createId } from '@holdfast/shared/model/ids';
import { declareIncident, say } from '@holdfast/shared/model/incident-say';
import { readFile } from 'node:fs/promises';
import { expect, expectAccessible, test } from './journey-test.ts';
import { overTheWire, wireDevice } from './signing.ts';

test('an entry that a hostile client writes in somebody else’s name is shown as such', async ({
  device,
  relaySet,
}) => {
  test.slow();
  const [relay, other] = relaySet.relays;
  if (relay === undefined || other === undefined) throw new Error('two relays are needed');
  const [ana, bob] = await Promise.all([wireDevice('ana', 'Ana'), wireDevice('bob', 'Bob')]);
  const id = createId(ana.as('', '').random, Date.now());
  const name = `incident:${id}`;
  const workspace = await overTheWire(relay.address, 'workspace');
  const room = await overTheWire(relay.address, name);
  ana.letIn(workspace.doc);
  bob.letIn(workspace.doc);
  const title = 'Checkout is down';
  declareIncident(room.doc, { title, severity: 1, components: [] }, ana.as('Ana', 'ana'));
  say(room.doc, { kind: 'note', text: 'I look at the database' }, ana.as('Ana', 'ana'));
  await ana.signWritten(room.doc, name);

  // Bob’s program speaks to the other relay, and says what it likes.
  const hostile = await overTheWire(other.address, name);
  await expect.poll(() => hostile.doc.getArray('entries').length).toBeGreaterThan(1);
  const forge = (text: string, by: string, person: string) =>
    say(hostile.doc, { kind: 'decision', text }, bob.as(by, person));
  forge('Drop the old table', 'Ana', 'ana');
  forge('Pay the ransom', 'The CEO', 'bob');
  await bob.signWritten(hostile.doc, name);
  forge('Stop all queues', 'Ana', 'ana');
  say(hostile.doc, { kind: 'note', text: 'I am here, too' }, bob.as('Bob', 'bob'));
  const own = hostile.doc.getArray('entries').length - 1;
  expect(own).toBeGreaterThan(3);

  const page = await device.open(`${relay.url}/incidents/${id}`);
  const line = (text: string) =>
    page.getByRole('log').getByRole('listitem').filter({ hasText: text });
  await expect(line('Drop the old table')).toContainText(
    'Not written by Ana: signed by Bob’s device “Laptop”',
  );
  await expect(line('Pay the ransom')).toContainText('Written as The CEO, but signed by Bob’s');
  await expect(line('Stop all queues')).toContainText(
    'Not signed: nobody can tell whether Ana wrote it',
  );
  await expect(line('I look at the database')).toBeVisible();
  await expect(line('I look at the database').locator('[data-proof]')).toHaveCount(0);

  // The signature comes late: what was in doubt is not any more.
  await expect(line('I am here, too')).toContainText('Not signed');
  await bob.signWritten(hostile.doc, name);
  await expect(line('I am here, too').locator('[data-proof]')).toHaveCount(0);

  // Another entry under the id of one takes nothing from it, wherever it stands.
  const real = hostile.doc.getArray('entries').toArray().find(isAboutDatabase);
  const inPlace = { by: 'Bob', person: 'bob', text: 'I do nothing' };
  hostile.doc.getArray('entries').insert(0, [Object.assign({}, real, inPlace)]);
  await expect(line('I do nothing')).toContainText('Its id does not fit what it says');
  await expect(line('I look at the database').locator('[data-proof]')).toHaveCount(0);
  await expectAccessible(page, 'timeline with forged entries');

  // Who signed is told of the others when it is asked for; also that the device was cut off since.
  await line('I look at the database').getByRole('button').click();
  await expect(page.getByRole('menu')).toContainText('Signed by Ana’s device “Laptop”');
  await expectAccessible(page, 'menu of a signed entry', { within: '[role=menu]' });
  await page.keyboard.press('Escape');
  revoke(workspace.doc, { device: ana.jkt }, { by: 'Root', atMs: Date.now(), reason: 'lost' });
  await expect(async () => {
    await line('I look at the database').getByRole('button').click();
    await expect(page.getByRole('menu')).toContainText('before that device was cut off', {
      timeout: 1000,
    });
  }).toPass();
  await page.keyboard.press('Escape');

  // What is handed to others says it as well: the report, wherever it lists them, and the file.
  await page.goto(`${relay.url}/incidents/${id}/report`);
  await expect(page.getByText('4 of 7 entries may not be of whom they name.')).toBeVisible();
  const course = page.getByRole('row').filter({ hasText: 'Decision: Drop the old table' });
  await expect(course).toContainText('Not written by Ana: signed by Bob’s device “Laptop”');
  const timeline = page.getByRole('region', { name: 'Timeline' });
  const printed = (text: string) => timeline.getByRole('listitem').filter({ hasText: text });
  await expect(printed('Drop the old table')).toContainText('Not written by Ana: signed by Bob’s');
  await expect(printed('Pay the ransom')).toContainText('Written as The CEO, but signed by Bob’s');
  await expect(printed('Stop all queues')).toContainText('Not written by Ana: signed by Bob’s');
  await expect(printed('I look at the database').locator('[data-proof]')).toHaveCount(0);
  const people = page.getByRole('definition').filter({ hasText: 'The CEO' });
  await expect(people).toHaveText(
    'Ana, Bob, The CEO (named only by entries whose author is in doubt)',
    { ignoreCase: true },
  );
  await expectAccessible(page, 'report with forged entries');
  await page.emulateMedia({ media: 'print' });
  await expect(course.locator('[data-proof]')).toBeVisible();
  await expect(page.getByText('4 of 7 entries may not be of whom they name.')).toBeVisible();
  await page.emulateMedia({ media: null });
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download Markdown' }).click();
  const file = await readFile(await (await downloading).path(), 'utf8');
  expect(file).toContain('**Not written by Ana: signed by Bob’s device “Laptop”**');
  expect(file).toMatch(/\*\*Signatures\*\*: 3 of 7 entries/u);
  await page.goto(`${relay.url}/incidents/${id}/postmortem`);
  await page.getByRole('button', { name: 'Fill in from the timeline' }).click();
  await page.getByText('Preview', { exact: true }).click();
  const drafted = page.getByRole('region', { name: 'Preview' }).getByRole('listitem');
  await expect(drafted.filter({ hasText: 'Drop the old table' })).toContainText(
    '(Not written by Ana: signed by Bob’s device “Laptop”)',
  );
  await expect(drafted.filter({ hasText: 'I look at the database' })).not.toContainText('(');
  for (const one of [workspace, room, hostile]) one.close();
});

test('people of one name are told apart where they are named', async ({ device, relaySet }) => {
  const [relay] = relaySet.relays;
  if (relay === undefined) throw new Error('a relay is needed');
  const [ana, mallory] = await Promise.all([wireDevice('ana', 'Ana'), wireDevice('eve', 'ANA')]);
  const id = createId(ana.as('', '').random, Date.now());
  const name = `incident:${id}`;
  const workspace = await overTheWire(relay.address, 'workspace');
  const room = await overTheWire(relay.address, name);
  ana.letIn(workspace.doc);
  const title = 'Mail is late';
  declareIncident(room.doc, { title, severity: 2, components: [] }, ana.as('Ana', 'ana'));
  say(room.doc, { kind: 'note', text: 'The queue is long' }, ana.as('Ana', 'ana'));
  await ana.signWritten(room.doc, name);
  const page = await device.open(`${relay.url}/incidents/${id}`);
  const line = (text: string) =>
    page.getByRole('log').getByRole('listitem').filter({ hasText: text });
  await expect(line('The queue is long')).toContainText('Ana');
  await expect(line('The queue is long')).not.toContainText('(ana)');

  mallory.letIn(workspace.doc);
  say(room.doc, { kind: 'note', text: 'Empty it' }, mallory.as('ANA', 'eve'));
  await mallory.signWritten(room.doc, name);
  await expect(line('Empty it')).toContainText('ANA (eve)');
  await expect(line('The queue is long')).toContainText('Ana (ana)');
  await page.goto(`${relay.url}/access`);
  await expect(page.getByRole('heading', { name: 'ANA (eve)' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Ana (ana)' })).toBeVisible();
  for (const one of [workspace, room]) one.close();
});

function isAboutDatabase(entry: unknown): boolean {
  return JSON.stringify(entry).includes('I look at the database');
}
