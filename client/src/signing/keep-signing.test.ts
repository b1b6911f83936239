import { signatureKey } from '@holdfast/shared/access/entry-signature';
import { appendEntry, type EntryContext } from '@holdfast/shared/model/entries';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { madeKey } from '../hub/made-key.ts';
import { createObservable } from '../hub/observable.ts';
import { keepSigning } from './keep-signing.ts';
import { madeEntries } from './made-entries.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const jkt = 'this-device';
const signer = { jkt, sign: () => Promise.resolve(new Uint8Array(64)) };

/** A browser with its documents, and what outlives a page of it. */
function browser() {
  const kept = new Map<string, string>();
  const storage = {
    get length() {
      return kept.size;
    },
    key: (at: number) => [...kept.keys()][at] ?? null,
    getItem: (key: string) => kept.get(key) ?? null,
    removeItem: (key: string) => void kept.delete(key),
  };
  const docs = new Map<string, Y.Doc>();
  const docOf = (name: string): Y.Doc => {
    const doc = docs.get(name) ?? new Y.Doc({ guid: name });
    docs.set(name, doc);
    return doc;
  };
  const made = createObservable(0);
  let seed = 3;
  const context: EntryContext = {
    actor: { name: 'Ana', device: 'd1', person: 'ana' },
    nowMs: 1_000_000,
    random: {
      bytes: (length) =>
        Uint8Array.from({ length }, () => (seed = (seed * 75 + 74) % 65_537) & 255),
    },
    made({ doc }, { id, hash }) {
      kept.set(madeKey('demo', doc?.guid, id), hash);
      made.set(made.get() + 1);
    },
  };
  const open = (name: string) => {
    const doc = docOf(name);
    return {
      name,
      doc,
      ready: Promise.resolve(),
      close: () => undefined,
      get awareness(): never {
        throw new Error('nobody is here');
      },
    };
  };
  return {
    kept,
    docOf,
    write: (name: string) =>
      appendEntry(docOf(name).getArray('entries'), { kind: 'note' }, context).id,
    start: (by: typeof signer | undefined) =>
      keepSigning({
        hub: { workspace: 'demo', made, open },
        signer: by,
        memory: madeEntries(storage, 'demo'),
      }),
    signed: (name: string) => Object.keys(docOf(name).getMap('signatures').toJSON()).toSorted(),
  };
}

it('signs what is written, soon after, and keeps nothing of it', async () => {
  const { write, start, signed, kept } = browser();
  const stop = start(signer);
  const ids = [write('incident:1'), write('incident:1'), write('drill:1')];
  await vi.runAllTimersAsync();
  expect([...signed('incident:1'), ...signed('drill:1')].toSorted()).toEqual(
    ids.map((id) => signatureKey(id, jkt)).toSorted(),
  );
  expect(kept.size).toBe(0);
  stop();
});

it('signs what was written before the page was closed, and before there was a key', async () => {
  const { write, start, signed, kept } = browser();
  const stop = start(undefined);
  const id = write('incident:1');
  await vi.runAllTimersAsync();
  stop();
  expect(signed('incident:1')).toEqual([]);
  kept.set('something else', 'of this browser');
  start(signer)();
  start(signer);
  await vi.runAllTimersAsync();
  expect(signed('incident:1')).toEqual([signatureKey(id, jkt)]);
  expect([...kept.keys()]).toEqual(['something else']);
});

it('signs nothing that only claims to be of this device', async () => {
  const { write, start, signed, kept, docOf } = browser();
  const id = write('incident:1');
  const entries = docOf('incident:1').getArray('entries');
  const [value] = entries.toArray();
  entries.delete(0);
  entries.push([Object.assign({}, value, { kind: 'what somebody else wants' })]);
  const stop = start(signer);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(signed('incident:1')).toEqual([]);
  // It may be on its way: what was made here is not forgotten.
  expect(kept.has(madeKey('demo', 'incident:1', id))).toBe(true);
  entries.push([value]);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(signed('incident:1')).toEqual([signatureKey(id, jkt)]);
  stop();
});

it('remembers the newest 500 where it can sign nothing', async () => {
  const { write, start, kept } = browser();
  const ids = Array.from({ length: 503 }, () => write('incident:1')).toSorted();
  const stop = start(undefined);
  await vi.runAllTimersAsync();
  expect([...kept.keys()].toSorted()).toEqual(
    ids.slice(3).map((id) => madeKey('demo', 'incident:1', id)),
  );
  stop();
});
