import { afterEach, expect, test } from 'vitest';
import { createRelayFixture } from '../relay/relay-fixture.ts';
import { runProgram } from './program.ts';

const fixture = createRelayFixture();
afterEach(() => fixture.cleanUp());

async function healthcheck(env: Readonly<Record<string, string>>) {
  let said = '';
  const say = (text: string): void => void (said += text);
  const output = { data: say, message: say, bytes: () => undefined };
  const exitCode = await runProgram({ args: ['healthcheck'], env, folder: '.', output });
  return { exitCode, said };
}

test('a relay is found where its environment says that it listens, whatever else stands there', async () => {
  const relay = await fixture.start();
  const asked = await healthcheck({
    HOLDFAST_LISTEN: `127.0.0.1:${relay.port}`,
    HOLDFAST_KEYS: '/etc/holdfast/keys',
    HOLDFAST_CREDENTIALS: '/etc/holdfast/credentials',
    HOLDFAST_BEHIND_PROXY: 'on',
  });
  expect(asked).toMatchObject({ exitCode: 0 });
  await fixture.stop(relay);
  const after = await healthcheck({ HOLDFAST_LISTEN: `127.0.0.1:${relay.port}` });
  expect(after).toMatchObject({ exitCode: 1, said: expect.stringContaining('does not answer') });
  expect(await healthcheck({ HOLDFAST_LISTEN: 'here' })).toEqual({
    exitCode: 2,
    said: 'HOLDFAST_LISTEN: "here" is not an address such as 127.0.0.1:4100',
  });
});
