import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { createTestDevice } from '@holdfast/shared/access/access-fixture';
import { loadConfig } from '../config.ts';
import { startRelay } from '../relay/relay.ts';
import { createRelayFixture } from '../relay/relay-fixture.ts';
import { startProvider } from './provider-fixture.ts';
import { createVisitor, signInFlags } from './sign-in-fixture.ts';

test('what signing in goes through is in no log and on no disk of the relay', async () => {
  const fixture = createRelayFixture();
  const provider = await startProvider();
  provider.accounts.set('kim', { email: 'kim@example.org', name: 'Kim Sato', groups: ['sre'] });
  const { flags } = signInFlags(provider, fixture.folder());
  const data = fixture.folder();
  const loaded = loadConfig({ listen: '127.0.0.1:0', data, name: 'one', ...flags }, {});
  if (!loaded.ok) throw new Error(loaded.problems.join());
  const logged: string[] = [];
  const relay = await startRelay({
    config: loaded.config,
    appFolder: join(data, 'no-app'),
    version: '0.0.0',
    log: pino({ level: 'trace' }, { write: (line: string) => void logged.push(line) }),
    onLost: () => undefined,
  });
  const url = `http://127.0.0.1:${relay.port}`;
  const visitor = createVisitor(url);
  provider.serve([`${url}/signed-in`]);
  const device = await createTestDevice();

  const came = await visitor.come('kim', device);
  const done = await visitor.finish(came, device);
  const renewed = await visitor.renew(done.body['renewal'], device);
  expect([done.status, renewed.status]).toEqual([200, 200]);
  const again = await visitor.come('kim', device);
  await visitor.finish({ ...again, query: again.query.replace(/code=/, 'code=x') }, device);
  await provider.kill();
  await visitor.renew(renewed.body['renewal'], device);
  const { body } = await visitor.post('', { device: device.key });
  expect(JSON.stringify(body)).not.toContain(provider.issuer);
  await relay.stop();

  const code = new URLSearchParams(came.query).get('code') ?? '';
  const secrets = [
    provider.clientSecret,
    came.state,
    code,
    ...[done, renewed].flatMap(({ body: { token, renewal } }) => [String(token), String(renewal)]),
    'kim@example.org',
    'Kim Sato',
  ];
  expect(secrets.every((secret) => secret.length > 6)).toBe(true);
  const log = logged.join('');
  expect(log).toContain('token issued');
  const disk = readdirSync(data, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
    .join('');
  for (const secret of secrets) {
    expect(log).not.toContain(secret);
    expect(disk).not.toContain(secret);
  }
  await fixture.cleanUp();
});
