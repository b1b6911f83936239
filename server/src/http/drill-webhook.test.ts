import { afterEach, expect, test } from 'vitest';
import { readSeals } from '@holdfast/shared/model/drill-log';
import { addComponent } from '@holdfast/shared/model/map-commands';
import { projectDrill } from '@holdfast/shared/model/drill-projection';
import type { Relay } from '../relay/relay.ts';
import { createRelayFixture, until } from '../relay/relay-fixture.ts';

const fixture = createRelayFixture();
afterEach(() => fixture.cleanUp());

const drills = '/api/v1/webhooks/drills?workspace=demo';

async function post(relay: Relay, path: string, body: unknown, type = 'application/json') {
  const answer = await fetch(`http://127.0.0.1:${relay.port}${path}`, {
    method: 'POST',
    headers: { 'content-type': type },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return { status: answer.status, text: await answer.text() };
}

async function projectionOf(relay: Relay, text: string) {
  const name = /drill:[0-9a-z]+/u.exec(text)?.[0] ?? '';
  const client = fixture.join(relay, name);
  await client.synced;
  return projectDrill(client.doc);
}

const restore = {
  title: 'Restore the orders',
  key: 'restore-2026-11',
  kind: 'backup-restore',
  components: ['Orders DB', 'Nowhere'],
  startedAt: '2026-11-01T02:00:00Z',
  restoredAt: '2026-11-01T02:41:00Z',
  outcome: 'passed',
};

test('a report is a drill on the disk and a seal in the log, once however often it is told', async () => {
  const relay = await fixture.start();
  const map = fixture.join(relay, 'map');
  await map.synced;
  addComponent(
    map.doc,
    { id: 'orders-db', name: 'Orders DB', layer: 'software' },
    { nowMs: 1, by: 'Ana', random: { bytes: (length) => new Uint8Array(length) } },
  );
  await until(async () =>
    (await post(relay, drills, { ...restore, key: 'warm-up' })).text.includes('drill:'),
  );
  const first = await post(relay, drills, restore);
  expect(first.status).toBe(200);
  const again = await post(relay, drills, restore);
  expect(again).toMatchObject({ status: 200, text: expect.stringContaining('"entries":0') });
  expect(await projectionOf(relay, first.text)).toMatchObject({
    outcome: 'passed',
    recoverySeconds: 2_460,
    scope: { components: ['orders-db'] },
    text: expect.stringContaining('Not on the map: Nowhere'),
  });
  const log = fixture.join(relay, 'drill-log');
  await log.synced;
  expect(readSeals(log.doc).filter(({ title }) => title === restore.title)).toHaveLength(2);
});

test('another outcome of the same run is refused, and the old one stays', async () => {
  const relay = await fixture.start();
  const { text } = await post(relay, drills, restore);
  const changed = await post(relay, drills, { ...restore, outcome: 'failed' });
  expect(changed).toMatchObject({ status: 409, text: expect.stringContaining('already') });
  expect(await projectionOf(relay, text)).toMatchObject({ outcome: 'passed' });
});

test('a JUnit file is taken as it is, with what it does not say in the address', async () => {
  const relay = await fixture.start();
  const xml = '<testsuite name="zone loss"><testcase name="shop stays up"/></testsuite>';
  const answer = await post(relay, `${drills}&key=nightly-7&plan=01aplan`, xml, 'application/xml');
  expect(answer.status).toBe(200);
  expect(await projectionOf(relay, answer.text)).toMatchObject({
    title: 'zone loss',
    plan: 'plan:01aplan',
    outcome: 'passed',
  });
  expect(await post(relay, drills, '<html/>', 'application/xml')).toMatchObject({ status: 400 });
});

test('what cannot be read, or is no JSON, is refused in words', async () => {
  const relay = await fixture.start();
  expect(await post(relay, drills, {})).toMatchObject({
    status: 400,
    text: expect.stringContaining('title'),
  });
  expect(await post(relay, drills, 'title=x', 'text/plain')).toMatchObject({ status: 415 });
  expect(await post(relay, drills, '{')).toMatchObject({ status: 400 });
  const elsewhere = '/api/v1/webhooks/drills?workspace=nowhere';
  expect(await post(relay, elsewhere, restore)).toMatchObject({ status: 404 });
});
