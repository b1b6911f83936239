import { createServer } from 'node:http';
import { once } from 'node:events';
import { expect, test } from 'vitest';
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
