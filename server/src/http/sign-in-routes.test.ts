import { once } from 'node:events';
import { createServer } from 'node:http';
import express from 'express';
import { afterEach, expect, test } from 'vitest';
import { createSignInRoutes } from './sign-in-routes.ts';

const ends: (() => void)[] = [];
afterEach(() => ends.splice(0).forEach((end) => end()));

test('who begins again and again keeps nobody else from signing in, and nobody from renewing', async () => {
  const app = express();
  const addressOf = (request: express.Request): string => String(request.headers['x-from']);
  const deps = {
    signIn: undefined,
    providerName: 'X',
    address: () => undefined,
    isOwnHost: () => true,
  };
  app.use('/api/v1', createSignInRoutes({ ...deps, monotonicMs: () => 0 }, addressOf));
  const server = createServer(app).listen(0, '127.0.0.1');
  ends.push(() => server.close());
  await once(server, 'listening');
  const bound = server.address();
  const port = typeof bound === 'object' && bound !== null ? bound.port : 0;
  const post = async (path: string, from: string): Promise<number> => {
    const headers = { 'content-type': 'application/json', 'x-from': from };
    const url = `http://127.0.0.1:${port}/api/v1/demo/sign-in${path}`;
    return (await fetch(url, { method: 'POST', headers, body: '{}' })).status;
  };
  const begun = Array.from({ length: 120 }, (_, at) => post('', `2001:db8::${at.toString(16)}`));
  expect(await Promise.all(begun)).toContain(503);
  // No provider is configured.
  expect(await post('', '192.0.2.7')).toBe(404);
  expect(await post('/renew', '2001:db8::1')).toBe(404);
});
