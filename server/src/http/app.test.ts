import { connect } from 'node:net';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Relay } from '../relay/relay.ts';
import { createRelayFixture } from '../relay/relay-fixture.ts';
import { appPage, startWithApp } from './app-fixture.ts';

const fixture = createRelayFixture();
let relay: Relay;
let url: string;

beforeAll(async () => {
  relay = await startWithApp(fixture, { name: 'relay-a', peers: ['ws://127.0.0.1:9'] });
  url = `http://127.0.0.1:${relay.port}`;
});
afterAll(async () => {
  await relay.stop();
  await fixture.cleanUp();
});

async function get(
  path: string,
  headers: Record<string, string> = {},
): Promise<{ status: number; headers: Headers; text: string }> {
  const answer = await fetch(`${url}${path}`, { headers });
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
}

describe('health', () => {
  test('is one word for machines and a list for people', async () => {
    expect(await get('/livez')).toMatchObject({ status: 200, text: 'ok\n' });
    expect((await get('/healthz')).text).toBe('ok\n');
    expect((await get('/readyz?verbose')).text).toBe(
      '[+]store ok\n[+]workspaces ok\n[+]draining ok\n',
    );
  });

  test('does not depend on peers', async () => {
    const { text } = await get('/api/v1/demo/status');
    expect(JSON.parse(text)).toMatchObject({ peers: [{ url: 'ws://127.0.0.1:9' }] });
    expect((await get('/readyz')).status).toBe(200);
  });
});

describe('the app', () => {
  test.each(['/', '/runbooks', '/runbooks/01jabc', '/sync-status'])(
    'is one page at %s',
    async (path) => {
      const { status, headers, text } = await get(path, { accept: 'text/html,*/*' });
      expect({ status, text }).toEqual({
        status: 200,
        text: appPage,
      });
      expect(headers.get('cache-control')).toBe('no-cache');
      expect(headers.get('content-security-policy')).toMatch(
        "default-src 'none';script-src 'self';",
      );
      expect(headers.get('content-security-policy')).not.toMatch('upgrade-insecure-requests');
    },
  );

  test('keeps hashed files for ever and asks for all others anew', async () => {
    expect((await get('/assets/main-1a2b3c.js')).headers.get('cache-control')).toBe(
      'public, max-age=31536000, immutable',
    );
    expect((await get('/sw.js')).headers.get('cache-control')).toBe('no-cache');
  });

  test.each(['/assets/gone-1a2b3c.js', '/missing.png'])('has no page at %s', async (path) => {
    const { status, headers } = await get(path, { accept: 'text/html,*/*' });
    expect(status).toBe(404);
    expect(headers.get('content-type')).toMatch('application/problem+json');
  });
});

describe('data', () => {
  test('says where to begin', async () => {
    const { text, headers } = await get('/bootstrap.json');
    expect(JSON.parse(text)).toEqual({
      workspace: 'demo',
      relays: [`ws://127.0.0.1:${relay.port}`, 'ws://127.0.0.1:9'],
    });
    expect(headers.get('cache-control')).toBe('no-store');
    expect(JSON.parse((await get('/version')).text)).toMatchObject({
      name: 'holdfast',
      version: '1.2.3',
      relay: 'relay-a',
    });
  });

  test('metrics have one prefix and name no document', async () => {
    const { text, headers } = await get('/metrics');
    expect(headers.get('content-type')).toMatch('text/plain');
    for (const name of [
      'ws_messages_total',
      'doc_updates_total',
      'peer_up',
      'peer_lag_seconds',
      'store_size_bytes',
      'build_info',
    ]) {
      expect(text).toMatch(
        `\nholdfast_${name}{`.replace(name === 'store_size_bytes' ? '{' : '', ''),
      );
    }
    expect(text).toMatch('\nholdfast_known_stores 1\n');
    expect(text).toMatch('nodejs_eventloop_lag_seconds');
    expect(text).not.toMatch('runbook');
  });

  test('problems say what went wrong, with an id that is also a header', async () => {
    const { status, headers, text } = await get('/api/v1/NOT%20A%20NAME/status');
    expect(status).toBe(404);
    expect(JSON.parse(text)).toMatchObject({
      status: 404,
      title: 'Not Found',
      requestId: headers.get('x-request-id'),
    });
    expect((await get('/api/v1/%E0%A4%A/status')).status).toBe(400);
  });

  test('nothing can be posted', async () => {
    const answer = await fetch(`${url}/api/v1/demo/status`, { method: 'POST', body: 'x' });
    expect(answer.status).toBe(405);
    expect(answer.headers.get('allow')).toBe('GET, HEAD');
  });
});

test('headers larger than 16 KB are refused', async () => {
  const socket = connect(relay.port, '127.0.0.1');
  socket.write(`GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`);
  const [answer] = await once(socket, 'data');
  expect(String(answer)).toMatch(/^HTTP\/1\.1 431/);
  socket.destroy();
});
