import { expect, test } from 'vitest';
import { createDrafts, type Draft } from './drafts.ts';

const point = { tname: 'body', item: { client: 1, clock: 2 }, assoc: 0 };
const draft: Draft = {
  kind: 'comment',
  anchor: { start: point, end: point },
  quote: 'the primary',
  text: 'which one',
  replacement: '',
};

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
  createDrafts(storage, 'demo/runbook:a').write(draft);
  expect(createDrafts(storage, 'demo/runbook:a').read()).toEqual(draft);
  expect(createDrafts(storage, 'demo/runbook:b').read()).toBeUndefined();
  createDrafts(storage, 'demo/runbook:a').write(undefined);
  expect(createDrafts(storage, 'demo/runbook:a').read()).toBeUndefined();
});

test('replies that were begun are there again, but for those without words', () => {
  const storage = memory();
  createDrafts(storage, 'd').writeReplies({ a: 'yes', b: ' ' });
  expect(createDrafts(storage, 'd').readReplies()).toEqual({ a: 'yes' });
});

test('what is not a draft, and a storage that refuses, are no draft', () => {
  const odd = { ...memory(), getItem: () => '{"kind":"x"}' };
  expect(createDrafts(odd, 'd').read()).toBeUndefined();
  const broken = { ...memory(), getItem: () => 'not json' };
  expect(createDrafts(broken, 'd').read()).toBeUndefined();
  const full = {
    ...memory(),
    setItem: () => {
      throw new Error('full');
    },
  };
  expect(() => createDrafts(full, 'd').write(draft)).not.toThrow();
  expect(createDrafts(undefined, 'd').readReplies()).toEqual({});
});
