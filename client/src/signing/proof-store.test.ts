import { makeSigners } from '@holdfast/shared/access/entry-proof';
import { signMadeEntries } from '@holdfast/shared/access/entry-signature';
import type { SignersWithKeys } from '@holdfast/shared/access/entry-verifier';
import { namesakesOf } from '@holdfast/shared/access/namesakes';
import { appendEntry } from '@holdfast/shared/model/entries';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { createObservable } from '../hub/observable.ts';
import { createProofStore, patienceMs, type ProofStoreDeps } from './proof-store.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const key = { kty: 'EC', crv: 'P-256', x: 'x', y: 'y' } as const;
const directory: SignersWithKeys = {
  ...makeSigners(
    new Map([['ana', [{ person: 'ana', name: 'Ana', label: '' }]]]),
    new Map([['ana', ['Ana']]]),
    0,
  ),
  keys: new Map([['ana', key]]),
  namesakes: namesakesOf([]),
};
const signer = { jkt: 'ana', sign: () => Promise.resolve(new Uint8Array(64)) };
const place = { workspace: 'demo', document: 'incident:1' };

function room(patience?: number) {
  const doc = new Y.Doc();
  const signers = createObservable<SignersWithKeys | undefined>(directory);
  let verified = 0;
  const deps: ProofStoreDeps = {
    workspace: place.workspace,
    name: place.document,
    doc,
    signers,
    verify() {
      verified += 1;
      return Promise.resolve(true);
    },
    clock: {
      monotonicMs: () => Date.now(),
      setTimer(delayMs, task) {
        const timer = setTimeout(task, delayMs);
        return () => {
          clearTimeout(timer);
        };
      },
    },
  };
  const store = createProofStore(deps, patience);
  const made = new Map<string, string>();
  let seed = 0;
  return {
    doc,
    signers,
    store,
    verified: () => verified,
    write: () =>
      appendEntry(
        doc.getArray('entries'),
        { kind: 'note' },
        {
          actor: { name: 'Ana', device: 'd1', person: 'ana' },
          nowMs: 1_000,
          random: { bytes: (length) => new Uint8Array(length).fill((seed += 1)) },
          made: (_entries, { id, hash }) => made.set(id, hash),
        },
      ).id,
    sign: () => signMadeEntries(doc, made, place, signer),
  };
}

it('does not say that a signature is missing before it has had the time to come', async () => {
  const { write, sign, store } = room();
  const id = write();
  await vi.advanceTimersByTimeAsync(patienceMs / 2);
  expect(store.get().size).toBe(0);
  await sign();
  await vi.advanceTimersByTimeAsync(500);
  expect(store.get().get(id)?.state).toBe('signed');
  const late = write();
  await vi.advanceTimersByTimeAsync(patienceMs + 500);
  expect(store.get().get(late)?.state).toBe('unsigned');
  await sign();
  await vi.advanceTimersByTimeAsync(500);
  expect(store.get().get(late)?.state).toBe('signed');
  store.close();
});

it('says at once that a signature is missing where it may be printed at once', async () => {
  const { write, store } = room(0);
  const id = write();
  await vi.advanceTimersByTimeAsync(500);
  expect(store.get().get(id)?.state).toBe('unsigned');
  store.close();
});

it('verifies what is new, once, also while somebody types all the time', async () => {
  const { doc, write, sign, store, verified } = room();
  const first = write();
  await sign();
  for (let n = 0; n < 20; n += 1) {
    doc.getText('prose').insert(0, 'x');
    await vi.advanceTimersByTimeAsync(50);
  }
  expect(store.get().get(first)?.state).toBe('signed');
  const before = verified();
  write();
  await sign();
  await vi.advanceTimersByTimeAsync(500);
  expect(verified()).toBe(before + 1);
  store.close();
});

it('says nothing where the workspace has no keys, and begins when it gets some', async () => {
  const { write, sign, store, signers } = room();
  signers.set(undefined);
  const id = write();
  await sign();
  await vi.advanceTimersByTimeAsync(patienceMs * 2);
  expect(store.get().size).toBe(0);
  signers.set(directory);
  await vi.advanceTimersByTimeAsync(500);
  expect(store.get().get(id)?.state).toBe('signed');
  store.close();
});
