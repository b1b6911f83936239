import { createServer } from 'node:http';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import {
  createTestDevice,
  createTestIssuer,
  testClaims,
} from '@holdfast/shared/access/access-fixture';
import { noAccess } from '@holdfast/shared/access/workspace-access';
import { createRequestCheck } from '../access/request-check.ts';
import { askRelay } from './ask-relay.ts';

test('a relay that is still starting is waited for', async () => {
  let asked = 0;
  const server = createServer((_request, response) => {
    asked += 1;
    if (asked < 3) response.writeHead(503, { 'Retry-After': '1' }).end('still starting');
    else response.end('{"workspaces":[]}');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const answer = await askRelay(`ws://127.0.0.1:${port}`, '/api/v1/workspaces');
  expect([answer.status, await answer.text(), asked]).toEqual([200, '{"workspaces":[]}', 3]);
  server.closeAllConnections();
  server.close();
});

test('a relay with keys is asked in a way that it can check, each time anew', async () => {
  const issuer = await createTestIssuer('demo');
  const signer = await createTestDevice();
  const exp = Math.floor(Date.now() / 1000) + 3600;
  const claims = testClaims({ cnf: { jkt: signer.jkt }, iat: exp - 7200, exp });
  const token = await issuer.issue(claims);
  const check = createRequestCheck({
    nowMs: () => Date.now(),
    monotonicMs: () => 0,
    mayEnter: () => true,
  });
  let asked = 0;
  const server = createServer((request, response) => {
    asked += 1;
    const { headers, method = '', url = '' } = request;
    const proof = headers['holdfast-proof'];
    void check({
      method,
      path: url,
      authorization: headers.authorization,
      proof: typeof proof === 'string' ? proof : undefined,
      audiences: [headers.host ?? ''],
      workspace: 'demo',
      keys: new Map([[issuer.publicKey.kid, issuer.publicKey]]),
      access: noAccess,
    }).then((judged) => {
      const isStarting = judged.ok && asked === 1;
      response.writeHead(isStarting ? 503 : judged.ok ? 200 : 401).end(JSON.stringify(judged));
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const answer = await askRelay(`ws://127.0.0.1:${port}`, '/api/v1/demo/status?a=1', {
    signer,
    token,
  });
  expect([answer.status, asked]).toEqual([200, 2]);
  expect(await answer.json()).toMatchObject({ ok: true, grant: { person: 'ada' } });
  server.closeAllConnections();
  server.close();
});
