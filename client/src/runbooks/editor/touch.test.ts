import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createTouch, touchEveryMs } from './touch.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function start() {
  const touch = vi.fn();
  return { touch, ...createTouch({ touch, nowMs: () => Date.now() }) };
}

test('the first edit is noted at once, after the keystroke', () => {
  const { touch, edited } = start();
  edited();
  expect(touch).not.toHaveBeenCalled();
  vi.advanceTimersByTime(0);
  expect(touch).toHaveBeenCalledTimes(1);
});

test('typing for a minute notes three times', () => {
  const { touch, edited } = start();
  for (let second = 0; second < 60; second += 1) {
    edited();
    vi.advanceTimersByTime(1000);
  }
  vi.advanceTimersByTime(touchEveryMs);
  expect(touch).toHaveBeenCalledTimes(3);
});

test('leaving notes what was not noted yet, and nothing else', () => {
  const { touch, edited, stop } = start();
  edited();
  vi.advanceTimersByTime(0);
  edited();
  stop();
  expect(touch).toHaveBeenCalledTimes(2);
  stop();
  vi.advanceTimersByTime(touchEveryMs);
  expect(touch).toHaveBeenCalledTimes(2);
});
