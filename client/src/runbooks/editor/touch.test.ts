import { expect, test, vi } from 'vitest';
import { createTouch, touchEveryMs } from './touch.ts';

test('the first edit of every 30 seconds is noted', () => {
  let nowMs = 5;
  const touch = vi.fn();
  const { beforeEdit } = createTouch({ touch, nowMs: () => nowMs });
  beforeEdit();
  expect(touch).toHaveBeenCalledTimes(1);
  for (let second = 0; second < 29; second += 1) {
    nowMs += 1000;
    beforeEdit();
  }
  expect(touch).toHaveBeenCalledTimes(1);
  nowMs += touchEveryMs;
  beforeEdit();
  expect(touch).toHaveBeenCalledTimes(2);
});
