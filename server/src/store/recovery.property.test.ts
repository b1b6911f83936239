import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import type { StoreWrite } from '@holdfast/shared/replica/ports';
import { openLmdbEnvironment } from './lmdb-environment.ts';

const pageBytes = 4096;
/** LMDB's two meta pages, which name the current state. */
const metaPages = 2;
const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-recovery-'));
  folders.push(folder);
  return folder;
}

const row = fc.record({
  key: fc.nat({ max: 15 }).map((n) => `row/${n}`),
  sizeBytes: fc.option(fc.oneof(fc.nat({ max: 50 }), fc.nat({ max: 9000 })), { freq: 5 }),
});
/** Each write is awaited or not; those that are not share commits with the next. */
const writes = fc.array(
  fc.record({ rows: fc.array(row, { minLength: 1, maxLength: 5 }), isAwaited: fc.boolean() }),
  { minLength: 1, maxLength: 25 },
);

type Script = typeof writes extends fc.Arbitrary<infer T> ? T : never;
type Rows = ReadonlyMap<string, number>;

/** The sizes of all rows, and whether each is filled with its own size. */
async function rowsIn(folder: string): Promise<Rows> {
  const environment = openLmdbEnvironment(folder);
  try {
    const rows = await environment.workspaceStore('demo').range('', '~');
    return new Map(
      rows.map(({ key, value }) => {
        if (!value.every((byte) => byte === value.length % 251)) throw new Error('a mixed value');
        return [key, value.length];
      }),
    );
  } finally {
    await environment.close();
  }
}

interface Copy {
  readonly bytes: Buffer;
  /** How many writes had been reported to be on disk. */
  readonly acknowledged: number;
}

/** Plays the writes; a copy of the file is taken whenever a commit has ended, before anyone is told. */
async function play(script: Script): Promise<{ copies: Copy[]; states: Rows[] }> {
  const folder = newFolder();
  const copies: Copy[] = [];
  const states: Rows[] = [new Map()];
  let acknowledged = 0;
  const take = (): void => {
    copies.push({ bytes: readFileSync(join(folder, 'data.mdb')), acknowledged });
  };
  const environment = openLmdbEnvironment(folder, { onCommit: take });
  const store = environment.workspaceStore('demo');
  for (const { rows, isAwaited } of script) {
    const state = new Map(states.at(-1));
    const batch = rows.map(({ key, sizeBytes }): StoreWrite => {
      if (sizeBytes === null) {
        state.delete(key);
        return { key };
      }
      state.set(key, sizeBytes);
      return { key, value: new Uint8Array(sizeBytes).fill(sizeBytes % 251) };
    });
    states.push(state);
    const number = states.length - 1;
    const written = store.write(batch).then(() => {
      acknowledged = Math.max(acknowledged, number);
    });
    if (isAwaited) await written;
  }
  await store.close();
  take();
  await environment.close();
  return { copies, states };
}

async function recoveredFrom(bytes: Uint8Array): Promise<Rows> {
  const folder = newFolder();
  writeFileSync(join(folder, 'data.mdb'), bytes);
  return rowsIn(folder);
}

function isSame(a: Rows, b: Rows): boolean {
  return a.size === b.size && [...a].every(([key, size]) => b.get(key) === size);
}

test('whatever commit a file was copied after, all that was acknowledged is in it, and no write by halves', async () => {
  await fc.assert(
    fc.asyncProperty(writes, async (script) => {
      const { copies, states } = await play(script);
      for (const { bytes, acknowledged } of copies) {
        const recovered = await recoveredFrom(bytes);
        const at = states.findIndex((state, i) => i >= acknowledged && isSame(state, recovered));
        expect(at).toBeGreaterThanOrEqual(acknowledged);
      }
    }),
    { numRuns: 30 },
  );
});

test('a commit of which only some pages reached the disk leaves the state before it', async () => {
  await fc.assert(
    fc.asyncProperty(
      writes,
      fc.infiniteStream(fc.boolean()),
      fc.nat({ max: pageBytes }),
      async (script, coin, cut) => {
        const { copies } = await play(script);
        for (const [i, { bytes: after }] of copies.entries()) {
          const before = copies[i - 1]?.bytes;
          if (before === undefined || before.equals(after)) continue;
          // Pages in any order, the last one cut off anywhere; the meta page would have come after all.
          const torn = Buffer.from(
            before.length >= after.length
              ? before
              : Buffer.concat([before, Buffer.alloc(after.length - before.length)]),
          );
          for (let page = metaPages; page * pageBytes < after.length; page++) {
            const isWritten = coin.next().value;
            const end = page * pageBytes + (isWritten ? pageBytes : 0);
            after.copy(torn, page * pageBytes, page * pageBytes, end);
          }
          const last = torn.length - pageBytes;
          if (last > metaPages * pageBytes) after.copy(torn, last, last, last + cut);
          expect(isSame(await recoveredFrom(torn), await recoveredFrom(before))).toBe(true);
        }
      },
    ),
    { numRuns: 20 },
  );
});
