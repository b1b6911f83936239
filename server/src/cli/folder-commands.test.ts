import { existsSync } from 'node:fs';
import { join } from 'node:path';
import * as Y from 'yjs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { encodeChunk, keys } from '@holdfast/shared/replica/layout';
import { createRelayFixture, until } from '../relay/relay-fixture.ts';
import { openLmdbEnvironment } from '../store/lmdb-environment.ts';
import { runProgram } from './program.ts';

const fixture = createRelayFixture();
let data: string;
let copy: string;
beforeEach(() => {
  data = join(fixture.folder(), 'data');
  copy = join(fixture.folder(), 'copy');
});
afterEach(() => fixture.cleanUp());

async function holdfast(
  ...args: string[]
): Promise<{ exitCode: number; data: string; messages: string }> {
  let text = '';
  let messages = '';
  const output = {
    data: (line: string) => void (text += `${line}\n`),
    bytes: () => undefined,
    message: (line: string) => void (messages += `${line}\n`),
  };
  const exitCode = await runProgram({ args, env: {}, folder: data, output });
  return { exitCode, data: text, messages };
}

/** Leaves a folder with one document, written by a relay that has stopped. */
async function filled(): Promise<string> {
  const relay = await fixture.start({ data, name: 'relay-a' });
  const writer = fixture.join(relay, 'runbook:one');
  await writer.synced;
  writer.text.insert(0, 'kept');
  await until(async () => (await storeStatus(relay.port)).documents === 1);
  writer.leave();
  const { storeId } = await storeStatus(relay.port);
  await fixture.stop(relay);
  return storeId;
}

async function storeStatus(port: number): Promise<{ documents: number; storeId: string }> {
  const status = JSON.parse(
    await (await fetch(`http://127.0.0.1:${port}/api/v1/demo/status`)).text(),
  );
  return { documents: status.documents, storeId: status.relay.storeId };
}

describe('a backup', () => {
  test('taken while the relay runs is sound, and restored takes part as a new store', async () => {
    const relay = await fixture.start({ data, name: 'relay-a' });
    const writer = fixture.join(relay, 'runbook:one');
    await writer.synced;
    writer.text.insert(0, 'in the backup');
    await until(async () => (await storeStatus(relay.port)).documents === 1);
    const { storeId } = await storeStatus(relay.port);
    expect(await holdfast('backup', data, copy)).toMatchObject({
      exitCode: 0,
      data: `1 workspace copied to ${copy}\n`,
    });
    writer.text.insert(13, ', and after it');
    expect(await holdfast('verify', copy)).toMatchObject({ exitCode: 0 });

    const restored = join(fixture.folder(), 'restored');
    expect((await holdfast('restore', copy, restored)).exitCode).toBe(0);
    const second = await fixture.start({
      data: restored,
      name: 'relay-b',
      peers: [String(relay.address)],
    });
    expect((await storeStatus(second.port)).storeId).not.toBe(storeId);
    const reader = fixture.join(second, 'runbook:one');
    await until(() => reader.text.toJSON() === 'in the backup, and after it');
    expect((await storeStatus(second.port)).documents).toBe(1);
  });

  test('does not go over what is there, and a dry run makes nothing', async () => {
    await filled();
    expect(await holdfast('backup', data, copy, '--dry-run')).toMatchObject({ exitCode: 0 });
    expect(existsSync(copy)).toBe(false);
    await holdfast('backup', data, copy);
    expect(await holdfast('backup', data, copy)).toMatchObject({
      exitCode: 1,
      messages: `${copy} already holds data. Name a new folder.\n`,
    });
    expect(await holdfast('restore', copy, data)).toMatchObject({ exitCode: 1 });
    expect(await holdfast('backup', join(data, 'nowhere'), `${copy}-2`)).toMatchObject({
      exitCode: 1,
      messages: `There is no data in ${join(data, 'nowhere')}. Name the folder that the relay was given with --data.\n`,
    });
  });
});

describe('verifying', () => {
  test('finds nothing wrong with a sound folder', async () => {
    await filled();
    const { exitCode, data: text } = await holdfast('verify', data);
    expect(exitCode).toBe(0);
    expect(text).toMatch(/^demo: \d+ records, 1 document\nNo problems found\.\n$/);
  });

  test('finds a flipped bit, and the relay heals it from its peer', async () => {
    await filled();
    const peer = await fixture.start({ name: 'relay-b' });
    const whole = await fixture.start({ data, name: 'relay-a', peers: [String(peer.address)] });
    await until(async () => (await storeStatus(peer.port)).documents === 1);
    await fixture.stop(whole);
    await flipBit('c/');
    const found = await holdfast('verify', data, '--json');
    expect(found.exitCode).toBe(3);
    expect(JSON.parse(found.data)).toMatchObject({
      workspaces: [{ workspace: 'demo', problems: [{ problem: 'does not fit its checksum' }] }],
    });
    expect((await holdfast('verify', data)).data).toMatch(
      /demo: c\/\w+ does not fit its checksum\n1 problem found\./,
    );

    const healed = await fixture.start({ data, name: 'relay-a', peers: [String(peer.address)] });
    const reader = fixture.join(healed, 'runbook:one');
    await until(() => reader.text.toJSON() === 'kept');
    await fixture.stop(healed);
    expect(await holdfast('verify', data)).toMatchObject({ exitCode: 0 });
    expect((await holdfast('verify', data)).data).toMatch('1 record moved aside earlier');
  });

  test('finds a document that does not load although its records are sound', async () => {
    await filled();
    const doc = new Y.Doc();
    doc.getText('body').insert(0, 'first');
    const before = Y.encodeStateVector(doc);
    doc.getText('body').insert(5, ' second');
    const later = Y.encodeStateAsUpdate(doc, before);
    const environment = openLmdbEnvironment(data);
    const value = encodeChunk([{ doc: 'runbook:two', update: later }]);
    await environment.workspaceStore('demo').write([{ key: keys.chunk(99), value }]);
    await environment.close();
    const { exitCode, data: text } = await holdfast('verify', data);
    expect(exitCode).toBe(3);
    expect(text).toMatch(/runbook:two does not load/);
  });

  test('is refused while the relay runs, and says how to go about it', async () => {
    await fixture.start({ data });
    const { exitCode, messages } = await holdfast('verify', data);
    expect(exitCode).toBe(1);
    expect(messages).toMatch(
      /in use by process \d+\. Stop that relay, or make a copy first: holdfast backup/,
    );
  });

  test('of a folder without data makes none', async () => {
    expect(await holdfast('verify', data)).toMatchObject({ exitCode: 1, data: '' });
    expect(existsSync(data)).toBe(false);
  });

  async function flipBit(prefix: string): Promise<void> {
    const environment = openLmdbEnvironment(data);
    const store = environment.workspaceStore('demo');
    const [row] = await store.range(prefix, `${prefix}~`, 1);
    if (row !== undefined) {
      const value = new Uint8Array(row.value);
      value[value.length - 1] = (value.at(-1) ?? 0) ^ 1;
      await store.write([{ key: row.key, value }]);
    }
    await environment.close();
  }
});
