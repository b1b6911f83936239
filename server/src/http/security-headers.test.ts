import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openRaw, upgradeRequest } from '../relay/raw-socket.ts';
import type { Relay } from '../relay/relay.ts';
import { createRelayFixture } from '../relay/relay-fixture.ts';
import { startWithApp } from './app-fixture.ts';

const fixture = createRelayFixture();
let relay: Relay;
let bare: Relay;

beforeAll(async () => {
  relay = await startWithApp(fixture);
  bare = await fixture.start();
});
afterAll(async () => {
  await relay.stop();
  await fixture.cleanUp();
});

type Kind = readonly [kind: string, path: string, init: RequestInit, status: number];

const page = { headers: { accept: 'text/html' } };
const kinds: readonly Kind[] = [
  ['the page', '/', page, 200],
  ['the page at another address', '/runbooks/one', page, 200],
  ['the service worker', '/sw.js', {}, 200],
  ['a script', '/assets/main-1a2b3c.js', {}, 200],
  ['a file that is not there', '/assets/gone.js', {}, 404],
  ['health', '/livez', {}, 200],
  ['readiness', '/readyz?verbose', {}, 200],
  ['where to begin', '/bootstrap.json', {}, 200],
  ['the version', '/version', {}, 200],
  ['metrics', '/metrics', {}, 200],
  ['workspaces', '/api/v1/workspaces', {}, 200],
  ['a status', '/api/v1/demo/status', {}, 200],
  ['a status of nothing', '/api/v1/none/status', {}, 404],
  ['a calendar', '/calendar/demo.ics', {}, 200],
  ['a malformed address', '/api/v1/%E0%A4%A/status', {}, 400],
  ['what cannot be posted', '/version', { method: 'POST', body: 'x' }, 405],
  ['a webhook asked wrongly', '/api/v1/webhooks/incidents', {}, 405],
  ['a webhook without a workspace', '/api/v1/webhooks/incidents', json('{}'), 400],
];

function json(body: string): RequestInit {
  return { method: 'POST', body, headers: { 'content-type': 'application/json' } };
}

describe.each(kinds)('%s', (_kind, path, init, status) => {
  test('has the headers that keep other pages out', async () => {
    const answer = await fetch(`http://127.0.0.1:${relay.port}${path}`, init);
    expect(answer.status).toBe(status);
    expectGuarded(answer.headers);
  });
});

test('so has the page that says the app is not built', async () => {
  const answer = await fetch(`http://127.0.0.1:${bare.port}/`, page);
  expect(answer.status).toBe(503);
  expectGuarded(answer.headers);
});

test('a refused socket is nothing that a page could show', async () => {
  const origin = 'Origin: https://evil.example';
  const raw = await openRaw(relay.port, upgradeRequest('/link/demo', origin));
  await raw.closed;
  const text = raw.received().toString();
  expect(text).toMatch(/^HTTP\/1\.1 403/);
  expect(text).toMatch('X-Content-Type-Options: nosniff');
  expect(text).toMatch("default-src 'none'; frame-ancestors 'none'");
  expect(text).not.toMatch(/set-cookie/i);
});

function expectGuarded(headers: Headers): void {
  const policy = directives(headers.get('content-security-policy') ?? '');
  expect(policy.get('default-src')).toBe("'none'");
  expect(policy.get('script-src')).toBe("'self'");
  expect(policy.get('connect-src')).toBe("'self' ws: wss:");
  expect(policy.get('frame-ancestors')).toBe("'none'");
  expect(policy.get('base-uri')).toBe("'none'");
  expect(policy.get('form-action')).toBe("'none'");
  expect([...policy.values()].join(' ')).not.toMatch(/unsafe-eval|\*/);
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('x-frame-options')).toBe('DENY');
  expect(headers.get('referrer-policy')).toBe('no-referrer');
  expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
  expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
  expect(headers.get('permissions-policy')).toMatch('geolocation=()');
  // Browsers know no feature of that name, and say so in the console of every page.
  expect(headers.get('permissions-policy')).not.toMatch('bluetooth');
  expect(headers.get('set-cookie')).toBeNull();
  expect(headers.get('access-control-allow-origin')).toBeNull();
  expect(headers.get('x-powered-by')).toBeNull();
}

function directives(policy: string): ReadonlyMap<string, string> {
  return new Map(
    policy.split(';').map((part) => {
      const [name = '', ...values] = part.trim().split(' ');
      return [name, values.join(' ')];
    }),
  );
}

describe('a page of another origin', () => {
  const paths = ['/', '/version', '/api/v1/demo/status', '/api/v1/webhooks/incidents'];
  const methods = ['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];
  test.each(paths.flatMap((path) => methods.map((method) => [method, path] as const)))(
    'may not %s %s',
    async (method, path) => {
      const headers = { origin: 'https://evil.example', 'content-type': 'application/json' };
      const answer = await fetch(`http://127.0.0.1:${relay.port}${path}`, { method, headers });
      const wanted = path.includes('webhooks') && method !== 'POST' ? [403, 405] : [403];
      expect(wanted).toContain(answer.status);
    },
  );

  test('of our own origin it hears what is understood', async () => {
    const origin = `http://127.0.0.1:${relay.port}`;
    const answer = await fetch(`${origin}/version`, { method: 'POST', headers: { origin } });
    expect(answer.status).toBe(405);
  });
});
