import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createObservable } from '../hub/observable.ts';
import { coalesce } from './coalesce.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function start() {
  const source = createObservable(0);
  const calm = coalesce(source, 100);
  const seen: number[] = [];
  const stop = calm.subscribe(() => seen.push(calm.get()));
  return { source, calm, seen, stop };
}

test('a single change is seen at once', () => {
  const { source, seen } = start();
  source.set(1);
  expect(seen).toEqual([1]);
});

test('a burst is seen as its first and its last, and nothing is lost', () => {
  const { source, seen, calm } = start();
  for (let n = 1; n <= 50; n += 1) source.set(n);
  expect(seen).toEqual([1]);
  expect(calm.get()).toBe(1);
  vi.advanceTimersByTime(100);
  expect(seen).toEqual([1, 50]);
  vi.advanceTimersByTime(1000);
  expect(seen).toEqual([1, 50]);
});

test('a change while nobody listened is there for the next who does', () => {
  const { source, calm, stop } = start();
  stop();
  expect(calm.get()).toBe(0);
  source.set(7);
  calm.subscribe(() => undefined);
  expect(calm.get()).toBe(7);
});
