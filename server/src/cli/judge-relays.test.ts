import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestIssuer } from '@holdfast/shared/access/access-fixture';
import { thumbprintOf } from '@holdfast/shared/access/device-key';
import { createDeviceKey, openSigner } from '@holdfast/shared/access/es256';
import { createKeyedFixture, type KeyedFixture, reachableHost } from '../access/keyed-fixture.ts';
import type { RawFlags } from '../config.ts';
import type { Relay } from '../relay/relay.ts';
import { openSession } from './session.ts';

let fixture: KeyedFixture;
const folders: string[] = [];

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-judge-'));
  folders.push(folder);
  return folder;
}

beforeAll(async () => {
  fixture = await createKeyedFixture();
});
afterAll(async () => {
  await fixture.cleanUp();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** Credentials of an editor, as a command has them. */
async function credentials(): Promise<string> {
  const folder = newFolder();
  const secret = await createDeviceKey();
  const jkt = thumbprintOf((await openSigner(secret)).key);
  const { token } = await fixture.holder('editor', { cnf: { jkt } });
  writeFileSync(join(folder, 'device.key.json'), JSON.stringify(secret), { mode: 0o600 });
  writeFileSync(join(folder, 'demo.token.json'), JSON.stringify({ token }), { mode: 0o600 });
  return folder;
}

const listen = { listen: `${reachableHost()}:0`, behindProxy: 'on', drainDelayMs: '0' } as const;

/** A relay with the workspace's keys and nothing to show of itself. */
function start(name: string, flags: RawFlags): Promise<Relay> {
  return fixture.relays.start({ name, ...listen, ...flags });
}

/** Links a command to a relay and writes something. Gives what it was warned of. */
async function write(relay: Relay, by: string): Promise<readonly string[]> {
  const warned: string[] = [];
  const session = await openSession({
    ...{ relays: [String(relay.address)], workspace: 'demo', credentials: by },
    warn: (message) => warned.push(message),
  });
  try {
    await session.change('map', (doc) => {
      doc.getMap('notes').set(`${Math.random()}`, 1);
      return true;
    });
    await session.saved();
  } finally {
    await session.close();
  }
  return warned;
}

describe('a command with credentials', () => {
  it('deals without a word with a relay that proves itself', async () => {
    const relay = await fixture.start('relay-a');
    expect(await write(relay, await credentials())).toEqual([]);
  });

  it('says of a relay that it has nothing to show, until one has', async () => {
    const silent = await start('relay-silent', { keys: fixture.keys });
    const by = await credentials();
    const warned = await write(silent, by);
    expect(warned).toEqual([expect.stringContaining('has not proven that it is one of')]);
    await write(await fixture.start('relay-b'), by);
    await expect(write(silent, by)).rejects.toThrow('it has nothing to show');
  });

  it('sends nothing to an impostor, with keys of its own or without any', async () => {
    const by = await credentials();
    await write(await fixture.start('relay-c'), by);
    const without = await fixture.relays.start({ name: 'relay-open' });
    await expect(write(without, by)).rejects.toThrow('No relay has proven');
    // It trusts all that the others do, so that it would let the command in.
    const other = await createTestIssuer('demo');
    fixture.trust(other);
    const secret = await createDeviceKey();
    const cnf = { jkt: thumbprintOf((await openSigner(secret)).key) };
    const { token } = await fixture.holder('peer', { cnf }, other);
    const own = newFolder();
    writeFileSync(join(own, 'device.key.json'), JSON.stringify(secret), { mode: 0o600 });
    writeFileSync(join(own, 'demo.token.json'), JSON.stringify({ token }), { mode: 0o600 });
    const posing = await start('relay-posing', { keys: fixture.keys, credentials: own });
    await expect(write(posing, by)).rejects.toThrow('by a key that this device does not go by');
    expect(await workspacesOf(without)).toContain('"documents":0');
  });
});

async function workspacesOf(relay: Relay): Promise<string> {
  const url = String(relay.address).replace(/^ws/, 'http');
  return (await fetch(`${url}/api/v1/workspaces`)).text();
}
