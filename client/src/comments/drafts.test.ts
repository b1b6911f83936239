import type { DocumentName } from '@holdfast/shared/protocol/names';
import { expect, test } from 'vitest';
import { createDrafts, type Draft, isDraftKey } from './drafts.ts';

const point = { tname: 'body', item: { client: 1, clock: 2 }, assoc: 0 };
const draft: Draft = {
  kind: 'comment',
  anchor: { start: point, end: point },
  quote: 'the primary',
  text: 'which one',
  replacement: '',
};

const at = (name: DocumentName) => ({ workspace: 'demo', name });

function memory(): Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> {
  const rows = new Map<string, string>();
  return {
    getItem: (key) => rows.get(key) ?? null,
    setItem: (key, value) => void rows.set(key, value),
    removeItem: (key) => void rows.delete(key),
  };
}

test('a draft is there again, for its own document only', () => {
  const storage = memory();
  createDrafts(storage, at('runbook:a')).write(draft);
  expect(createDrafts(storage, at('runbook:a')).read()).toEqual(draft);
  expect(createDrafts(storage, at('runbook:b')).read()).toBeUndefined();
  createDrafts(storage, at('runbook:a')).write(undefined);
  expect(createDrafts(storage, at('runbook:a')).read()).toBeUndefined();
});

test('a draft says which workspace it is of', () => {
  const keys: string[] = [];
  const storage = { ...memory(), setItem: (key: string) => void keys.push(key) };
  const drafts = createDrafts(storage, at('runbook:a'));
  drafts.write(draft);
  drafts.writeReplies({ a: 'yes' });
  expect(keys.map((key) => isDraftKey(key, 'demo'))).toEqual([true, true]);
  expect(keys.map((key) => isDraftKey(key, 'dem'))).toEqual([false, false]);
});

test('replies that were begun are there again, but for those without words', () => {
  const storage = memory();
  createDrafts(storage, at('runbook:d')).writeReplies({ a: 'yes', b: ' ' });
  expect(createDrafts(storage, at('runbook:d')).readReplies()).toEqual({ a: 'yes' });
});

test('what is not a draft, and a storage that refuses, are no draft', () => {
  const odd = { ...memory(), getItem: () => '{"kind":"x"}' };
  expect(createDrafts(odd, at('runbook:d')).read()).toBeUndefined();
  const broken = { ...memory(), getItem: () => 'not json' };
  expect(createDrafts(broken, at('runbook:d')).read()).toBeUndefined();
  const full = {
    ...memory(),
    setItem: () => {
      throw new Error('full');
    },
  };
  expect(() => createDrafts(full, at('runbook:d')).write(draft)).not.toThrow();
  expect(createDrafts(undefined, at('runbook:d')).readReplies()).toEqual({});
});
