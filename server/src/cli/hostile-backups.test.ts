import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { compactUpdates } from '@holdfast/shared/replica/heavy-inline';
import { createRelayFixture, until } from '../relay/relay-fixture.ts';
import { workspaceStatusSchema } from '../status.ts';
import { runProgram } from './program.ts';

const fixture = createRelayFixture();
let data: string;
let copy: string;
let target: string;
beforeEach(() => {
  data = join(fixture.folder(), 'data');
  copy = join(fixture.folder(), 'copy');
  target = join(fixture.folder(), 'target');
});
afterEach(() => fixture.cleanUp());

async function holdfast(...args: string[]): Promise<{ exitCode: number; messages: string }> {
  let messages = '';
  const output = {
    data: () => undefined,
    bytes: () => undefined,
    message: (line: string) => void (messages += `${line}\n`),
  };
  const exitCode = await runProgram({ args, env: {}, folder: data, output });
  return { exitCode, messages };
}

async function savedDocuments(port: number): Promise<number> {
  const answer = await fetch(`http://127.0.0.1:${port}/api/v1/demo/status`);
  const { documents }: { documents: number } = JSON.parse(await answer.text());
  return documents;
}

/** How many log entries the relay has on disk. */
async function entriesOnDisk(port: number): Promise<number> {
  const answer = await fetch(`http://127.0.0.1:${port}/api/v1/demo/status`);
  const status = workspaceStatusSchema.parse(await answer.json());
  return status.durable[status.relay.storeId]?.lsn ?? 0;
}

async function backedUp(): Promise<void> {
  const relay = await fixture.start({ data, name: 'relay-a' });
  for (const name of ['runbook:one', 'runbook:two']) {
    const writer = fixture.join(relay, name);
    await writer.synced;
    writer.text.insert(0, `kept in ${name}`.repeat(400));
  }
  await until(async () => (await savedDocuments(relay.port)) === 2);
  await fixture.stop(relay);
  expect((await holdfast('backup', data, copy)).exitCode).toBe(0);
}

describe('a restore is refused in words, and makes nothing', () => {
  test.each<[string, (file: string, manifest: string) => void, RegExp]>([
    ['an empty file', (file) => writeFileSync(file, ''), /it is not whole/],
    ['a file cut off after its first page', (file) => truncateSync(file, 4096), /it is not whole/],
    ['a file cut off in the middle', (file) => truncateSync(file, 20_000), /it is not whole/],
    ['one flipped bit', (file) => flipBit(file, 0.6), /its digest differs/],
    ['a flipped bit in the first page', (file) => flipBit(file, 0.001), /its digest differs/],
    [
      'another file of that size',
      (file) => writeFileSync(file, Buffer.alloc(readFileSync(file).length, 7)),
      /its digest differs/,
    ],
    ['a wrong digest', (_file, manifest) => edit(manifest, 'sha256', '00'), /its digest differs/],
    [
      'another version',
      (_file, manifest) => edit(manifest, 'format', 2),
      /another version of Holdfast/,
    ],
    [
      'a manifest that is none',
      (_file, manifest) => writeFileSync(manifest, '{"format":'),
      /cannot be read/,
    ],
  ])('%s', async (_name, damage, message) => {
    await backedUp();
    damage(join(copy, 'data.mdb'), join(copy, 'backup.json'));
    const refused = await holdfast('restore', copy, target);
    expect(refused.exitCode).toBe(1);
    expect(refused.messages).toMatch(message);
    expect(refused.messages.trim().split('\n')).toHaveLength(1);
    expect(existsSync(target)).toBe(false);
  });

  test('any bytes changed, cut off or added, in the file or its manifest', async () => {
    await backedUp();
    const paths = { file: join(copy, 'data.mdb'), manifest: join(copy, 'backup.json') };
    const whole = { file: readFileSync(paths.file), manifest: readFileSync(paths.manifest) };
    const change = fc.record({
      where: fc.constantFrom('file', 'file', 'manifest'),
      kind: fc.constantFrom('change', 'cut', 'add'),
      at: fc.double({ min: 0, max: 0.999, noNaN: true }),
      byte: fc.integer({ min: 1, max: 255 }),
    });
    await fc.assert(
      fc.asyncProperty(change, async ({ where, kind, at, byte }) => {
        const bytes = Buffer.from(whole[where]);
        const place = Math.floor(bytes.length * at);
        if (kind === 'change') bytes[place] = (bytes[place] ?? 0) ^ byte;
        const changed = {
          change: bytes,
          cut: bytes.subarray(0, place),
          add: Buffer.concat([bytes, Buffer.alloc(byte, byte)]),
        };
        writeFileSync(paths[where], changed[kind]);
        rmSync(target, { recursive: true, force: true });
        const { exitCode, messages } = await holdfast('restore', copy, target);
        writeFileSync(paths[where], whole[where]);
        if (exitCode === 0) {
          // White space in the manifest says nothing.
          expect(where).toBe('manifest');
          expect((await holdfast('verify', target)).exitCode).toBe(0);
        } else {
          expect(messages.trim().split('\n')).toHaveLength(1);
          expect(existsSync(target)).toBe(false);
        }
      }),
      { numRuns: 100 },
    );
  });

  test('a folder without a manifest, or without anything', async () => {
    await backedUp();
    mkdirSync(target);
    copyFileSync(join(copy, 'data.mdb'), join(target, 'data.mdb'));
    expect((await holdfast('restore', target, join(target, 'new'))).messages).toMatch(
      /has no backup.json/,
    );
    expect((await holdfast('restore', join(target, 'x'), join(target, 'new'))).messages).toMatch(
      /There is no backup/,
    );
  });

  test('over a folder that holds data, whose data stays', async () => {
    await backedUp();
    const before = readFileSync(join(data, 'data.mdb'));
    expect((await holdfast('restore', copy, data)).messages).toMatch(/already holds data/);
    expect(readFileSync(join(data, 'data.mdb')).equals(before)).toBe(true);
  });
});

describe('a data file that is cut short ends no command by a signal', () => {
  test.each([0, 5_000, 8_192, 12_288, 20_000])('at %i bytes', async (sizeBytes) => {
    await backedUp();
    truncateSync(join(copy, 'data.mdb'), sizeBytes);
    expect(await holdfast('verify', copy)).toMatchObject({
      exitCode: 3,
      messages: expect.stringMatching(/^The backup in .* is not whole\. .*\n$/),
    });
    rmSync(join(copy, 'backup.json'));
    const line = /^The data file .* is damaged or cut short: .*\n$/;
    for (const [exitCode, ...args] of [
      [3, 'verify', copy],
      [1, 'backup', copy, target],
      [1, 'relay', '--listen=127.0.0.1:0', `--data=${copy}`],
    ] as const) {
      const messages = expect.stringMatching(line);
      expect(await holdfast(...args)).toMatchObject({ exitCode, messages });
    }
    expect(statSync(join(copy, 'data.mdb')).size).toBe(sizeBytes);
    expect(existsSync(target)).toBe(false);
  });
});

test('a backup taken while people write holds, restored, exactly what some moment held', async () => {
  const relay = await fixture.start({ data, name: 'relay-a' });
  const names = ['runbook:one', 'runbook:two', 'runbook:three'];
  const writers = names.map((name) => fixture.join(relay, name));
  await Promise.all(writers.map(({ synced }) => synced));
  let writing = true;
  const history = new Set<string>();
  const typing = (async () => {
    for (let n = 0; writing; n++) {
      for (const { text, doc } of writers) {
        text.insert(text.length, `${n},`);
        if (n % 5 === 4) text.delete(0, 1);
        history.add(digestOf(Y.encodeStateAsUpdate(doc)));
      }
      await new Promise((resolve) => setImmediate(resolve));
    }
  })();
  await until(async () => (await entriesOnDisk(relay.port)) > 30);
  expect((await holdfast('backup', data, copy)).exitCode).toBe(0);
  writing = false;
  await typing;
  await fixture.stop(relay);
  expect((await holdfast('restore', copy, target)).exitCode).toBe(0);
  expect((await holdfast('verify', target)).exitCode).toBe(0);
  const restored = await fixture.start({ data: target, name: 'relay-b' });
  for (const name of names) {
    // A reader of its own: the writers would bring what the backup lacks.
    const reader = fixture.join(restored, name);
    await reader.synced;
    expect(history).toContain(digestOf(Y.encodeStateAsUpdate(reader.doc)));
  }
});

function digestOf(state: Uint8Array): string {
  return Buffer.from(compactUpdates([state]).update).toString('base64');
}

function flipBit(file: string, part: number): void {
  const bytes = readFileSync(file);
  const at = Math.floor(bytes.length * part);
  bytes[at] = (bytes[at] ?? 0) ^ 4;
  writeFileSync(file, bytes);
}

function edit(manifest: string, field: string, value: unknown): void {
  const content: Record<string, unknown> = JSON.parse(readFileSync(manifest, 'utf8'));
  writeFileSync(manifest, JSON.stringify({ ...content, [field]: value }));
}
