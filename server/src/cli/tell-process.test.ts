import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { until } from '../relay/relay-fixture.ts';
import { createProcessFixture } from './process-fixture.ts';

const fixture = createProcessFixture();
afterEach(() => fixture.cleanUp());

test('what a killed relay had not told yet is told by the other, under the same id', async () => {
  let isBroken = true;
  const ids: unknown[] = [];
  const tool = createServer((request, response) => {
    if (!isBroken) ids.push(request.headers['webhook-id']);
    request.resume();
    response.writeHead(isBroken ? 500 : 204).end();
  }).listen(0, '127.0.0.1');
  await once(tool, 'listening');
  const address = tool.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const secret = join(fixture.folder(), 'secret');
  writeFileSync(secret, 'a secret of some length');
  const webhook = [`--webhook-url=http://127.0.0.1:${port}/`, `--webhook-secret-file=${secret}`];
  const a = await fixture.relay([`--data=${fixture.folder()}`, '--name=a', ...webhook]);
  const b = await fixture.relay([
    `--data=${fixture.folder()}`,
    '--name=b',
    `--peer=${a.address}`,
    ...webhook,
  ]);
  const http = (relay: { readonly address: string }): string => relay.address.replace('ws', 'http');

  for (const key of ['one', 'two', 'three']) {
    const answer = await fetch(`${http(a)}/api/v1/webhooks/incidents?workspace=demo`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ title: 'Checkout fails', key }),
    });
    expect(answer.status).toBe(200);
  }
  await until(async () => {
    const answer = await fetch(`${http(b)}/api/v1/demo/status`);
    return (await answer.text()).includes('"waiting":3');
  });
  a.kill('SIGKILL');
  await a.finished;
  isBroken = false;
  await until(() => new Set(ids).size === 3);
  tool.closeAllConnections();
  tool.close();
  expect(new Set(ids).size).toBe(3);
}, 120_000);
