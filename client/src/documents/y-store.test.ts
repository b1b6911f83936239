import { expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { createYStore, shallowEqual } from './y-store.ts';

test('a snapshot keeps its identity until the selected value changes', () => {
  const doc = new Y.Doc();
  const map = doc.getMap<unknown>('m');
  map.set('tags', ['a', 'b']);
  const store = createYStore(map, (source) => ({ tags: source.get('tags') }));
  const stop = store.subscribe(() => undefined);
  const first = store.get();
  expect(store.get()).toBe(first);
  map.set('other', 1);
  expect(store.get()).toBe(first);
  map.set('tags', ['c']);
  expect(store.get()).toEqual({ tags: ['c'] });
  stop();
});

test('a change before anyone listens is not missed', () => {
  const text = new Y.Doc().getText('t');
  const store = createYStore(text, (source) => source.toString());
  expect(store.get()).toBe('');
  text.insert(0, 'x');
  expect(store.get()).toBe('x');
});

test('selecting runs once for any number of reads between changes', () => {
  const text = new Y.Doc().getText('t');
  const select = vi.fn((source: Y.Text) => source.toString());
  const store = createYStore(text, select);
  store.subscribe(() => undefined);
  store.get();
  store.get();
  expect(select).toHaveBeenCalledTimes(1);
});

test('the source is let go when the last listener leaves', () => {
  const doc = new Y.Doc();
  const heard = vi.fn();
  const store = createYStore(doc, (source) => source.getText('t').length);
  store.subscribe(heard)();
  doc.getText('t').insert(0, 'x');
  expect(heard).not.toHaveBeenCalled();
});

test('shallow equality compares entries, not nested values', () => {
  expect(shallowEqual([1, 2], [1, 2])).toBe(true);
  expect(shallowEqual({ a: 1 }, { a: 1 })).toBe(true);
  expect(shallowEqual({ a: {} }, { a: {} })).toBe(false);
  expect(shallowEqual([], {})).toBe(false);
  expect(shallowEqual({ a: 1 }, { b: 1 })).toBe(false);
});
