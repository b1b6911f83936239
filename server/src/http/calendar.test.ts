import { afterEach, expect, test } from 'vitest';
import { createPlan } from '@holdfast/shared/model/plan';
import { localDay } from '@holdfast/shared/model/local-day';
import { createRelayFixture, until } from '../relay/relay-fixture.ts';

const fixture = createRelayFixture();
afterEach(() => fixture.cleanUp());

test('plans are a calendar that follows them, and says by its tag that nothing changed', async () => {
  const relay = await fixture.start();
  const feed = `http://127.0.0.1:${relay.port}/calendar/demo.ics`;
  const plan = fixture.join(relay, 'plan:01aplan');
  await plan.synced;
  createPlan(plan.doc, { title: 'Fail over the orders', drillKind: 'failover' }, Date.now(), 'Ana');
  const text = async (): Promise<string> => (await fetch(feed)).text();
  await until(async () => (await text()).includes('Fail over the orders'));
  const answer = await fetch(feed);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
  expect(await answer.text()).toMatch(/^BEGIN:VCALENDAR\r\n[^]*END:VCALENDAR\r\n$/u);
  const tag = answer.headers.get('etag') ?? '';
  // Else this client asks not to be told so.
  const headers = { 'if-none-match': tag, 'cache-control': 'max-age=0' };
  const again = await fetch(feed, { headers });
  expect(again.status).toBe(304);

  plan.doc.getMap('meta').set('title', 'Fail over the payments');
  await until(async () => (await text()).includes('Fail over the payments'));
  expect(await text()).toContain(localDay(Date.now()).slice(0, 4));
});

test('there is no calendar of a workspace that is not here, or under another name', async () => {
  const relay = await fixture.start();
  for (const path of ['nowhere.ics', 'demo', 'demo.txt', '..%2fdemo.ics', '.ics']) {
    const answer = await fetch(`http://127.0.0.1:${relay.port}/calendar/${path}`);
    expect(answer.status, path).toBe(404);
  }
});
