import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { localDay } from '@holdfast/shared/model/local-day';
import { createPlan, setPlanFields } from '@holdfast/shared/model/plan';
import { loadConfig } from '../config.ts';
import type { Relay } from '../relay/relay.ts';
import { createRelayFixture, until } from '../relay/relay-fixture.ts';
import { readSecret } from './read-secret.ts';

const fixture = createRelayFixture();
const servers: Server[] = [];
afterEach(async () => {
  await fixture.cleanUp();
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

const secret = '0123456789abcdef0123456789abcdef';

interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Another tool, which answers what it is told to. */
async function receiver(status: () => number = () => 204) {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const code = status();
      if (code < 300) received.push({ headers: request.headers, body });
      response.writeHead(code, { location: '/elsewhere' }).end();
    });
  });
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const types = (): unknown[] =>
    received.map(({ body }) => (JSON.parse(body) as { type: string }).type);
  return { url: `http://127.0.0.1:${port}/hook`, received, types };
}

function flagsFor(url: string) {
  const file = join(fixture.folder(), 'secret');
  writeFileSync(file, `${secret}\n`);
  return { webhookUrls: [url], webhookSecretFile: file };
}

async function report(relay: Relay, body: Readonly<Record<string, unknown>>): Promise<void> {
  const url = `http://127.0.0.1:${relay.port}/api/v1/webhooks/incidents?workspace=demo`;
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ title: 'Checkout fails', ...body }),
  });
  expect(answer.status).toBe(200);
}

async function linked(relay: Relay): Promise<void> {
  await until(async () => {
    const answer = await fetch(`http://127.0.0.1:${relay.port}/api/v1/demo/status`);
    const { peers } = (await answer.json()) as { peers: { state: string }[] };
    return peers.every(({ state }) => state === 'connected');
  });
}

async function statusOf(relay: Relay): Promise<unknown> {
  const answer = await fetch(`http://127.0.0.1:${relay.port}/api/v1/demo/status`);
  return ((await answer.json()) as { webhooks?: unknown }).webhooks;
}

describe('another tool', () => {
  test('is told what becomes of an incident, signed, by one of two relays', async () => {
    const tool = await receiver();
    const a = await fixture.start(flagsFor(tool.url));
    const b = await fixture.start({ ...flagsFor(tool.url), peers: [a.address ?? ''] });
    const { host } = new URL(tool.url);
    await linked(b);
    await report(a, { key: 'one', severity: 2 });
    const calm = [expect.objectContaining({ target: host, circuit: 'closed', waiting: 0 })];
    await until(() => tool.received.length > 0);
    // Each has seen that it was told, whoever did.
    const isCalm = async (relay: Relay): Promise<boolean> =>
      JSON.stringify(await statusOf(relay)).includes('"waiting":0');
    await until(async () => (await isCalm(a)) && (await isCalm(b)));
    expect(await statusOf(a)).toEqual(calm);
    expect(tool.types()).toEqual(['incident.declared']);
    const [{ headers, body }] = tool.received as [Received];
    const signed = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`;
    const expected = createHmac('sha256', secret).update(signed).digest('base64');
    expect(headers['webhook-signature']).toBe(`v1,${expected}`);
    expect(headers['idempotency-key']).toBe(headers['webhook-id']);
    expect(JSON.parse(body)).toMatchObject({
      type: 'incident.declared',
      workspace: 'demo',
      title: 'Checkout fails',
      severity: 2,
      status: 'investigating',
      drill: false,
      by: 'Webhook',
    });
  }, 30_000);

  test('is told once that a drill is due, with whom it is for', async () => {
    const tool = await receiver();
    const a = await fixture.start(flagsFor(tool.url));
    const b = await fixture.start({ ...flagsFor(tool.url), peers: [a.address ?? ''] });
    await linked(b);
    const plan = fixture.join(a, 'plan:01aplan');
    await plan.synced;
    createPlan(plan.doc, { title: 'Restore the orders', drillKind: 'backup-restore' }, 1, 'Ana');
    setPlanFields(plan.doc, { owner: 'Ana', startsOn: localDay(Date.now()) }, Date.now(), 'Ana');
    await until(() => tool.received.length > 0);
    expect(JSON.parse(tool.received[0]?.body ?? '')).toMatchObject({
      type: 'drill.today',
      workspace: 'demo',
      plan: 'plan:01aplan',
      title: 'Restore the orders',
      owner: 'Ana',
      people: ['Ana'],
    });
    const isCalm = async (relay: Relay): Promise<boolean> =>
      JSON.stringify(await statusOf(relay)).includes('"waiting":0');
    await until(async () => (await isCalm(a)) && (await isCalm(b)));
    // Another change of the plan is no other occurrence.
    setPlanFields(plan.doc, { hypothesis: 'It works' }, Date.now(), 'Ana');
    await report(a, { key: 'after it' });
    await until(() => tool.types().includes('incident.declared'));
    expect(tool.types().filter((type) => type === 'drill.today')).toHaveLength(1);
  }, 60_000);

  test('is told by the others of what the relay whose turn it is does not tell', async () => {
    const tool = await receiver();
    const silent = await fixture.start();
    const other = await fixture.start({ ...flagsFor(tool.url), peers: [silent.address ?? ''] });
    await linked(other);
    for (let n = 0; n < 8; n += 1) await report(silent, { key: String(n) });
    await until(() => tool.received.length >= 8);
    expect(new Set(tool.received.map(({ headers }) => headers['webhook-id'])).size).toBe(8);
  }, 60_000);

  test('that fails is told again, and its relay says so', async () => {
    let isBroken = true;
    const tool = await receiver(() => (isBroken ? 503 : 200));
    const relay = await fixture.start(flagsFor(tool.url));
    await report(relay, { key: 'one' });
    await until(async () => JSON.stringify(await statusOf(relay)).includes('answered 503'));
    isBroken = false;
    await until(() => tool.received.length > 0);
    expect(tool.types()).toEqual(['incident.declared']);
  }, 30_000);

  test('that points elsewhere is not followed', async () => {
    const tool = await receiver(() => 302);
    const relay = await fixture.start(flagsFor(tool.url));
    await report(relay, { key: 'one' });
    await until(async () => JSON.stringify(await statusOf(relay)).includes('answered 302'));
    expect(tool.received).toEqual([]);
  });
});

describe('settings', () => {
  test('need a secret that is one', () => {
    const url = 'https://hooks.example/x';
    const without = loadConfig({ webhookUrls: [url] }, {});
    expect(without.ok ? [] : without.problems).toEqual([
      expect.stringContaining('--webhook-secret-file'),
    ]);
    for (const bad of ['ftp://x', 'https://user:word@x.example', 'x']) {
      expect(loadConfig({ webhookUrls: [bad], webhookSecretFile: 'f' }, {}).ok).toBe(false);
    }
    const file = join(fixture.folder(), 'secret');
    expect(() => readSecret(file)).toThrow(/Cannot read the secret/);
    writeFileSync(file, 'short\n');
    expect(() => readSecret(file)).toThrow(/shorter than 16 bytes/);
    writeFileSync(file, `whsec_${Buffer.from(secret).toString('base64')}\n`);
    expect(readSecret(file).toString()).toBe(secret);
  });
});
