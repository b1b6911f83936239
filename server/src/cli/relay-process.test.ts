import { createServer } from 'node:net';
import { once } from 'node:events';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import type * as Y from 'yjs';
import { afterEach, describe, expect, test } from 'vitest';
import { createProcessFixture } from './process-fixture.ts';
import { openSession, type Session } from './session.ts';

const fixture = createProcessFixture();
const sessions: Session[] = [];
afterEach(async () => {
  for (const session of sessions.splice(0)) await session.close();
  await fixture.cleanUp();
});

async function sessionOn(...relays: string[]): Promise<Session> {
  const session = await openSession({ relays, workspace: 'demo' });
  sessions.push(session);
  return session;
}

async function write(session: Session, id: number): Promise<void> {
  await session.change(`runbook:r${id}`, (doc) => {
    doc.getText('body').insert(0, `edit ${id}`);
    return true;
  });
}

async function textOf(session: Session, id: number): Promise<string | undefined> {
  const doc: Y.Doc | undefined = await session.read(`runbook:r${id}`);
  return doc?.getText('body').toJSON();
}

describe('a relay killed without warning', () => {
  test('has every edit that it said was on its disk', async () => {
    const data = fixture.folder();
    const acknowledged: number[] = [];
    for (let round = 0; round < 3; round++) {
      const relay = await fixture.relay([`--data=${data}`, '--name=killed']);
      const session = await sessionOn(relay.address);
      const before = round * 50;
      for (let i = before; i < before + 50; i++) await write(session, i);
      expect((await session.saved()).relays).toBe(1);
      for (let i = before; i < before + 50; i++) acknowledged.push(i);
      // More is on its way when it dies.
      const unanswered = Promise.allSettled(
        [1000, 1001, 1002].map((id) => write(session, id + round * 10)),
      );
      relay.kill('SIGKILL');
      await Promise.all([relay.finished, unanswered]);
    }
    const relay = await fixture.relay([`--data=${data}`, '--name=killed']);
    const session = await sessionOn(relay.address);
    const texts = await Promise.all(acknowledged.map((id) => textOf(session, id)));
    expect(texts).toEqual(acknowledged.map((id) => `edit ${id}`));
  }, 60_000);
});

describe('signals', () => {
  test('end a relay cleanly, and tell its clients to come again elsewhere', async () => {
    const relay = await fixture.relay([`--data=${fixture.folder()}`]);
    const client = new WebSocket(`${relay.address}/sync/demo/runbook:one`);
    await once(client, 'message');
    relay.kill('SIGTERM');
    const [code] = await once(client, 'close');
    expect(code).toBe(4503);
    const { exitCode, stdout, stderr } = await relay.finished;
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).toContain('"msg":"stopped"');
  });

  test('given twice end it at once, as a failure', async () => {
    const relay = await fixture.relay([`--data=${fixture.folder()}`, '--drain-delay-ms=60000']);
    relay.kill('SIGINT');
    const ready = `${relay.address.replace('ws', 'http')}/readyz`;
    // It is not ready any more, which is how one sees that the first was taken.
    while ((await fetch(ready)).ok);
    relay.kill('SIGINT');
    expect((await relay.finished).exitCode).toBe(1);
  });
});

describe('a relay that cannot start says so in one line', () => {
  test('for a port that is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const bound = other.address();
    const port = typeof bound === 'object' && bound !== null ? bound.port : 0;
    const result = await fixture.run([
      'relay',
      `--listen=127.0.0.1:${port}`,
      `--data=${fixture.folder()}`,
    ]);
    other.close();
    expect(result.exitCode).toBe(1);
    expect(result.stderr).toBe(
      `Port ${port} on 127.0.0.1 is taken. Stop the program that uses it, or choose another with --listen.\n`,
    );
  });

  test('for a folder that another relay uses', async () => {
    const data = fixture.folder();
    const relay = await fixture.relay([`--data=${data}`]);
    const result = await fixture.run(['relay', '--listen=127.0.0.1:0', `--data=${data}`]);
    expect(result.exitCode).toBe(1);
    expect(result.stderr).toMatch(
      new RegExp(`^The data folder ${data} is in use by process ${relay.pid}\\..*\\n$`),
    );
  });

  test('for a folder that cannot be made', async () => {
    const file = join(fixture.folder(), 'file');
    writeFileSync(file, '');
    const result = await fixture.run(['relay', '--listen=127.0.0.1:0', `--data=${file}/data`]);
    expect(result.exitCode).toBe(1);
    expect(result.stderr).toMatch(/^Could not use the data folder .*--data\.\n$/);
  });

  test.each([
    [['--listen=0.0.0.0:0'], {}, /^Refused to listen on 0\.0\.0\.0: .*--insecure.*\n$/],
    [['--max-sockets=many'], {}, /^--max-sockets: "many" is not a whole number.*\n$/],
    [
      [],
      { HOLDFAST_LISTN: 'x' },
      /^HOLDFAST_LISTN is not a setting; did you mean HOLDFAST_LISTEN\?\n$/,
    ],
  ])('for wrong settings %j %j', async (args, env, line) => {
    const result = await fixture.run(['relay', ...args], {
      env: env as Record<string, string>,
      cwd: fixture.folder(),
    });
    expect(result.exitCode).toBe(2);
    expect(result.stderr).toMatch(line);
  });
});

test('a relay whose folder is deleted ends, instead of promising what it cannot keep', async () => {
  const data = join(fixture.folder(), 'data');
  const relay = await fixture.relay([`--data=${data}`]);
  rmSync(data, { recursive: true });
  const { exitCode, stderr } = await relay.finished;
  expect(exitCode).toBe(1);
  expect(stderr).toMatch(/was deleted or taken over/);
});

test('an open relay warns at its start', async () => {
  const relay = await fixture.relay(['--insecure', `--data=${fixture.folder()}`]);
  relay.kill('SIGTERM');
  const { stderr, stdout } = await relay.finished;
  expect(stderr).toMatch(/^Insecure: anyone/);
  expect(stdout).toMatch(/"level":"warn".*Insecure/);
});
