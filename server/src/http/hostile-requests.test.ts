import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadConfig } from '../config.ts';
import { openRaw, upgradeRequest } from '../relay/raw-socket.ts';
import { type Relay, startRelay } from '../relay/relay.ts';
import { createRelayFixture } from '../relay/relay-fixture.ts';

const secret = 'the contents of a file outside the app';
const fixture = createRelayFixture();
const logged: string[] = [];
let relay: Relay;

beforeAll(async () => {
  const root = fixture.folder();
  const appFolder = join(root, 'app');
  mkdirSync(join(appFolder, 'assets'), { recursive: true });
  writeFileSync(join(root, 'secret.txt'), secret);
  writeFileSync(join(root, 'index.html'), secret);
  writeFileSync(join(appFolder, '.hidden'), secret);
  writeFileSync(join(appFolder, 'index.html'), '<!doctype html><title>the app</title>');
  writeFileSync(join(appFolder, 'assets', 'main-1a2b3c.js'), '// code of the app');
  symlinkSync('assets', join(appFolder, 'link'));
  const data = fixture.folder();
  writeFileSync(join(data, 'secret.txt'), secret);
  const loaded = loadConfig({ listen: '127.0.0.1:0', data, name: 'relay-a' }, {});
  if (!loaded.ok) throw new Error(loaded.problems.join());
  relay = await startRelay({
    config: loaded.config,
    appFolder,
    version: '1.2.3',
    log: pino({ level: 'error' }, { write: (line: string) => void logged.push(line) }),
    onLost: () => undefined,
  });
});
afterAll(async () => {
  await relay.stop();
  await fixture.cleanUp();
});

/** Sends a request as it stands; the answer until the relay closes. */
async function ask(...lines: readonly string[]): Promise<{ status: number; text: string }> {
  const raw = await openRaw(relay.port, `${lines.join('\r\n')}\r\n\r\n`);
  raw.socket.end();
  await raw.closed;
  const text = raw.received().toString('latin1');
  return { status: Number(/^HTTP\/1\.1 (\d+)/.exec(text)?.[1] ?? 0), text };
}

const host = 'Host: 127.0.0.1';
const close = 'Connection: close';
const routes = [
  '/',
  '/livez',
  '/healthz?verbose',
  '/readyz',
  '/version',
  '/bootstrap.json',
  '/metrics',
  '/api/v1/workspaces',
  '/api/v1/demo/status',
  '/api/v1/none/status',
  '/assets/main-1a2b3c.js',
  '/sync/demo/runbook:one',
  '/link/demo',
];

/** What is wrong with an answer: a failure of the relay, its insides, or what is not the app's. */
function harmOf({ status, text }: { status: number; text: string }): string | undefined {
  if (text.includes(secret)) return 'tells what is not the app’s';
  if (/\n\s+at .*:\d+:\d+|node_modules|\/server\/src\//.test(text)) return 'tells its insides';
  // 0: closed without an answer; 1: go on, which ends here.
  return status < 500 ? undefined : `status ${status}`;
}

describe.each(routes)('%s', (route) => {
  test.each([
    'GET',
    'HEAD',
    'POST',
    'PUT',
    'DELETE',
    'PATCH',
    'OPTIONS',
    'TRACE',
    'PROPFIND',
    'QUERY',
    'NONSENSE',
  ])('answers %s', async (method) => {
    const answer = await ask(`${method} ${route} HTTP/1.1`, host, close, 'Content-Length: 0');
    expect(harmOf(answer)).toBeUndefined();
    if (!['GET', 'HEAD', 'QUERY', 'NONSENSE'].includes(method))
      expect([200, 404, 405]).toContain(answer.status);
  });

  test.each([
    'Range: bytes=0-0,-1,5-2,999999-',
    `Range: bytes=${'0-0,'.repeat(2000)}0-0`,
    'Range: lines=-',
    'If-None-Match: *',
    `If-None-Match: ${'"x",'.repeat(1000)}`,
    'If-Modified-Since: never',
    'If-Match: "x"',
    'If-Unmodified-Since: Thu, 01 Jan 1970 00:00:00 GMT',
    'Accept: text/html',
    'Accept: */*;q=NaN',
    'Accept-Encoding: gzip;q=1e999',
    'Transfer-Encoding: chunked',
    'Expect: 100-continue',
    'Expect: the-worst',
    'Upgrade: h2c',
    'Content-Type: application/json\r\nContent-Length: 9\r\n\r\n{"a":{"b"',
    'X-Forwarded-Host: evil.example\r\nX-Forwarded-Proto: javascript',
    'X-HTTP-Method-Override: DELETE',
    'Cookie: a=%%%;__proto__=1',
  ])('bears %s', async (header) => {
    expect(harmOf(await ask(`GET ${route} HTTP/1.1`, host, close, header))).toBeUndefined();
  });
});

describe('addresses that lead elsewhere', () => {
  test.each([
    '/../secret.txt',
    '/assets/../../secret.txt',
    '/%2e%2e/secret.txt',
    '/%2e%2e%2fsecret.txt',
    '/..%2f..%2fsecret.txt',
    '/..%5csecret.txt',
    '/..\\secret.txt',
    '/%252e%252e/secret.txt',
    '/%c0%ae%c0%ae/secret.txt',
    '/assets/%00',
    '/assets/main-1a2b3c.js%00.html',
    '/.hidden',
    '/%2ehidden',
    '//etc/passwd',
    '///etc/passwd',
    '/file:///etc/passwd',
    '/etc/passwd',
    '/proc/self/environ',
    '/assets',
    '/assets/',
    '/link/',
    '/index.html/..%2f..%2fsecret.txt',
    '/api/v1/..%2f..%2fsecret/status',
    '/api/v1/__proto__/status',
    '/api/v1/constructor/status',
    '/api/v1//status',
    '/api/v1/%ff/status',
    '/%',
    '/%zz',
    '/?a[__proto__][b]=c&verbose[]=1',
    '/livez?verbose[a]=1&verbose=2',
    `/${'a/'.repeat(4000)}`,
    `/?${'a=b&'.repeat(3000)}`,
    'http://evil.example/secret.txt',
    'http://127.0.0.1/../secret.txt',
    '*',
  ])('%s', async (target) => {
    for (const accept of ['text/html', '*/*'])
      expect(
        harmOf(await ask(`GET ${target} HTTP/1.1`, host, close, `Accept: ${accept}`)),
      ).toBeUndefined();
  });

  test.each(['//evil.example', '//evil.example/', '/\\evil.example', '/assets//evil.example'])(
    '%s is no redirect to somebody else',
    async (target) => {
      const { text } = await ask(`GET ${target} HTTP/1.1`, host, close);
      expect(text).not.toMatch(/^location: *(?:https?:)?\/\/evil/im);
    },
  );
});

describe('requests that are none', () => {
  test.each([
    ['no version', ['GET /', host]],
    ['a version to come', ['GET / HTTP/9.9', host]],
    ['no host', ['GET /livez HTTP/1.1', close]],
    ['two hosts', ['GET / HTTP/1.1', host, 'Host: evil.example', close]],
    ['another host', ['GET /bootstrap.json HTTP/1.1', 'Host: evil.example', close]],
    ['a host that is no host', ['GET /bootstrap.json HTTP/1.1', 'Host: ][:::', close]],
    ['two lengths', ['POST / HTTP/1.1', host, 'Content-Length: 1', 'Content-Length: 2', close]],
    [
      'a length and chunks',
      ['POST / HTTP/1.1', host, 'Content-Length: 5', 'Transfer-Encoding: chunked', close],
    ],
    ['a negative length', ['POST / HTTP/1.1', host, 'Content-Length: -5', close]],
    ['a header without a name', ['GET / HTTP/1.1', host, ': x', close]],
    ['a folded header', ['GET / HTTP/1.1', host, 'X: a', ' b', close]],
    [
      '2,000 headers',
      ['GET / HTTP/1.1', host, ...Array.from({ length: 2000 }, (_, i) => `X${i}: 1`)],
    ],
    ['a header of 100 KB', ['GET / HTTP/1.1', host, `X: ${'x'.repeat(100_000)}`]],
    ['an address of 100 KB', [`GET /${'x'.repeat(100_000)} HTTP/1.1`, host]],
    ['TLS', ['\u0016\u0003\u0001\u0002\u0000\u0001']],
    ['HTTP/2', ['PRI * HTTP/2.0', '', 'SM']],
    ['nothing', ['']],
  ])('%s', async (_name, lines) => {
    expect(harmOf(await ask(...lines))).toBeUndefined();
  });

  test('a body of 300 MB that nobody wants is not kept', async () => {
    const raw = await openRaw(
      relay.port,
      `POST /api/v1/demo/status HTTP/1.1\r\n${host}\r\nContent-Length: 300000000\r\n\r\n`,
    );
    const before = process.memoryUsage().arrayBuffers;
    await raw.flood(new Uint8Array(100_000), 3000);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(100_000_000);
    raw.socket.destroy();
    expect((await ask('GET /livez HTTP/1.1', host, close)).status).toBe(200);
  });
});

describe('generated requests', () => {
  const piece = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 20 }),
    fc.constantFrom(
      '..',
      '%2e',
      '%00',
      '%',
      '*',
      'bytes=0-',
      'chunked',
      'Upgrade',
      'websocket',
      '-1',
    ),
  );
  const name = fc.oneof(
    fc.constantFrom('Host', 'Origin', 'Range', 'Accept', 'Connection', 'Upgrade', 'Expect'),
    fc.constantFrom('Content-Length', 'Transfer-Encoding', 'Sec-WebSocket-Key', 'If-None-Match'),
    piece,
  );
  const header = fc.tuple(name, piece).map(([key, value]) => `${key}: ${value}`);
  const target = fc
    .tuple(fc.constantFrom(...routes), fc.constantFrom('', '/', '?', '#', '//'), piece)
    .map((parts) => parts.join(''));
  const plain = fc
    .tuple(fc.constantFrom('GET', 'HEAD', 'POST'), target, fc.array(header, { maxLength: 6 }))
    .map(([method, path, extra]) =>
      [`${method} ${path} HTTP/1.1`, host, close, ...extra, '', ''].join('\r\n'),
    );
  const upgrade = fc
    .tuple(target, fc.array(header, { maxLength: 4 }))
    .map(([path, extra]) => upgradeRequest(path, ...extra));
  const change = fc.record({ at: fc.nat(), byte: fc.nat({ max: 255 }), insert: fc.boolean() });
  const request = fc
    .tuple(fc.oneof(plain, upgrade), fc.array(change, { maxLength: 4 }), piece)
    .map(([text, changes, body]) => {
      const bytes = [...Buffer.from(text + body, 'latin1')];
      for (const { at, byte, insert } of changes)
        bytes.splice(at % bytes.length, insert ? 0 : 1, byte);
      return Buffer.from(bytes);
    });

  test('of every route, with odd headers and changed bytes, fail nothing', async () => {
    await fc.assert(
      fc.asyncProperty(request, async (bytes) => {
        const raw = await openRaw(relay.port, bytes);
        raw.socket.end();
        await raw.closed;
        const text = raw.received().toString('latin1');
        const status = Number(/^HTTP\/1\.1 (\d+)/.exec(text)?.[1] ?? 0);
        expect(harmOf({ status, text })).toBeUndefined();
      }),
      { numRuns: 500 },
    );
    expect((await ask('GET /livez HTTP/1.1', host, close)).status).toBe(200);
  });
});

test('no request of all these made an error of the relay', () => {
  expect(logged).toEqual([]);
});
