import * as Y from 'yjs';
import { afterEach, describe, expect, test } from 'vitest';
import { notification } from '@holdfast/shared/alerting/alerting-fixture';
import { readIncident } from '@holdfast/shared/model/incident';
import type { Relay } from '../relay/relay.ts';
import { createRelayFixture, until } from '../relay/relay-fixture.ts';

const fixture = createRelayFixture();
afterEach(() => fixture.cleanUp());

const alertmanager = '/api/v1/webhooks/alertmanager?workspace=demo';
const incidents = '/api/v1/webhooks/incidents?workspace=demo';

interface Answer {
  readonly status: number;
  readonly type: string | null;
  readonly body: Record<string, unknown>;
}

async function post(
  relay: Relay,
  path: string,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const answer = await fetch(`http://127.0.0.1:${relay.port}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return {
    status: answer.status,
    type: answer.headers.get('content-type'),
    body: (await answer.json()) as Record<string, unknown>,
  };
}

async function metric(relay: Relay, line: string): Promise<string | undefined> {
  const text = await (await fetch(`http://127.0.0.1:${relay.port}/metrics`)).text();
  return text.split('\n').find((one) => one.startsWith(line));
}

function nameOf({ body }: Answer): string {
  const [name, ...more] = Array.isArray(body['incidents']) ? body['incidents'] : [];
  if (typeof name !== 'string' || more.length > 0) throw new Error(JSON.stringify(body));
  return name;
}

async function incidentOn(relay: Relay, name: string): Promise<ReturnType<typeof readIncident>> {
  const client = fixture.join(relay, name);
  await client.synced;
  return readIncident(client.doc);
}

describe('a notification of Alertmanager', () => {
  test('is an incident, once', async () => {
    const relay = await fixture.start();
    const body = notification([{ severity: 'critical' }, { instance: 'b' }]);
    const first = await post(relay, alertmanager, body);
    expect(first).toMatchObject({ status: 200, body: { declared: 1, entries: 4 } });
    const again = await post(relay, alertmanager, body);
    expect(again).toMatchObject({ status: 200, body: { declared: 0, entries: 0 } });
    expect(nameOf(again)).toBe(nameOf(first));
    const { state, entries } = await incidentOn(relay, nameOf(first));
    expect(state).toMatchObject({ severity: { now: { value: 1 } }, firing: ['HighErrorRate'] });
    expect(entries).toHaveLength(4);
    expect(await metric(relay, 'holdfast_webhook_incidents_total')).toMatch(/ 1$/);
    expect(
      await metric(
        relay,
        'holdfast_webhook_requests_total{source="alertmanager",result="unchanged"}',
      ),
    ).toMatch(/ 1$/);
  });

  test('sent many times at once is one incident with each alert once', async () => {
    const relay = await fixture.start();
    const body = notification([{ severity: 'warning' }]);
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => post(relay, alertmanager, body)),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(new Set(answers.map(nameOf)).size).toBe(1);
    const { entries } = await incidentOn(
      relay,
      nameOf(answers[0] ?? { status: 0, type: '', body: {} }),
    );
    expect(entries.map(({ kind }) => kind)).toEqual(['declared', 'alert', 'severity']);
  });

  test('with hundreds of alerts goes in, in portions', async () => {
    const relay = await fixture.start();
    const alerts = Array.from({ length: 500 }, (_, n) => ({
      instance: String(n),
      annotations: { description: 'x'.repeat(1_000) },
    }));
    const answer = await post(relay, alertmanager, notification(alerts, { truncatedAlerts: 5 }));
    expect(answer).toMatchObject({ status: 200, body: { entries: 502 } });
    const { entries } = await incidentOn(relay, nameOf(answer));
    expect(entries).toHaveLength(502);
  });

  test('that came to both of two relays which hear of each other later is one incident', async () => {
    const a = await fixture.start({ name: 'a' });
    const data = fixture.folder();
    const alone = await fixture.start({ name: 'b', data });
    const body = notification([{ severity: 'critical' }, { instance: 'b', from: 1 }]);
    const [first, second] = await Promise.all([
      post(a, alertmanager, body),
      post(alone, alertmanager, body),
    ]);
    expect(nameOf(first)).toBe(nameOf(second));
    await fixture.stop(alone);
    const b = await fixture.start({ name: 'b', data, peers: [a.address ?? ''] });
    const [onA, onB] = [fixture.join(a, nameOf(first)), fixture.join(b, nameOf(first))];
    await until(
      () => onA.doc.getArray('entries').length === 8 && onB.doc.getArray('entries').length === 8,
    );
    expect(readIncident(onA.doc).entries.map(({ kind }) => kind)).toEqual([
      'declared',
      'alert',
      'alert',
      'severity',
    ]);
    expect(readIncident(onA.doc)).toEqual(readIncident(onB.doc));
    expect(Y.encodeStateVector(onA.doc)).toEqual(Y.encodeStateVector(onB.doc));
  });

  test.each([
    ['{"alerts":', 400, 'not valid JSON'],
    ['"text"', 400, 'not valid JSON'],
    [{}, 400, 'groupKey: '],
    [notification([{}], { version: '3' }), 400, 'only version 4'],
    [{ pad: 'x'.repeat(3_000_000) }, 413, 'at most 2 MB'],
  ])('that is none is refused with the reason: %#', async (body, status, detail) => {
    const relay = await fixture.start();
    const answer = await post(relay, alertmanager, body);
    expect(answer).toMatchObject({
      status,
      type: 'application/problem+json; charset=utf-8',
      body: { detail: expect.stringContaining(detail) },
    });
    expect(
      await metric(
        relay,
        'holdfast_webhook_requests_total{source="alertmanager",result="refused"}',
      ),
    ).toMatch(/ 1$/);
    expect((await post(relay, alertmanager, notification([{}]))).status).toBe(200);
  });

  test('makes no workspace', async () => {
    const relay = await fixture.start();
    for (const [workspace, status] of [
      ['other', 404],
      ['No%20name', 400],
    ] as const) {
      const answer = await post(
        relay,
        `/api/v1/webhooks/alertmanager?workspace=${workspace}`,
        notification([{}]),
      );
      expect(answer.status).toBe(status);
    }
    expect((await post(relay, '/api/v1/webhooks/alertmanager', notification([{}]))).status).toBe(
      400,
    );
    const held = await fetch(`http://127.0.0.1:${relay.port}/api/v1/workspaces`);
    expect(await held.json()).toEqual({ workspaces: [{ name: 'demo', documents: 0 }] });
  });

  test('cannot be sent by a page of another origin, nor as a form', async () => {
    const relay = await fixture.start();
    const body = notification([{}]);
    const from = (origin: string): Promise<Answer> => post(relay, alertmanager, body, { origin });
    expect((await from('https://evil.example')).status).toBe(403);
    expect((await from('null')).status).toBe(403);
    expect((await post(relay, alertmanager, body, { 'content-type': 'text/plain' })).status).toBe(
      415,
    );
    expect((await from(`http://127.0.0.1:${relay.port}`)).status).toBe(200);
    const read = await fetch(`http://127.0.0.1:${relay.port}${alertmanager}`);
    expect([read.status, read.headers.get('allow')]).toEqual([405, 'POST']);
  });

  test('is told to come again where there are too many', async () => {
    const relay = await fixture.start();
    const statuses: number[] = [];
    // However slow this machine is, sooner or later they come faster than they may.
    while (!statuses.includes(503)) {
      const sent = Array.from({ length: 300 }, () => post(relay, alertmanager, {}));
      statuses.push(...(await Promise.all(sent)).map(({ status }) => status));
    }
    expect(new Set(statuses)).toEqual(new Set([400, 503]));
  });

  test('is sent elsewhere by a relay that shuts down', async () => {
    const relay = await fixture.start({ drainDelayMs: '3000' });
    const stopped = fixture.stop(relay);
    expect(await post(relay, alertmanager, notification([{}]))).toMatchObject({
      status: 503,
      body: { detail: expect.stringContaining('shutting down') },
    });
    await stopped;
  });
});

describe('a report of another tool', () => {
  test('is an incident, until its key is over', async () => {
    const relay = await fixture.start();
    const body = { title: 'Checkout fails', key: 'probe-7', severity: 2, components: ['checkout'] };
    const first = await post(relay, incidents, body);
    expect(first).toMatchObject({ status: 200, body: { declared: 1 } });
    expect((await post(relay, incidents, { ...body, status: 'resolved' })).status).toBe(200);
    expect(await post(relay, incidents, body)).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining('another key') },
    });
    const { state } = await incidentOn(relay, nameOf(first));
    expect(state).toMatchObject({
      components: ['checkout'],
      firing: [],
      alerts: ['Checkout fails'],
    });
  });

  test('is refused with what is wrong', async () => {
    const relay = await fixture.start();
    const answer = await post(relay, incidents, { title: 'No key' });
    expect(answer).toMatchObject({
      status: 400,
      body: { detail: expect.stringContaining('key: ') },
    });
  });
});
