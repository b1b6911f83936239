import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { createTokenBucket } from './token-bucket.ts';

test('after a quiet time, however long, no more than two bursts and one amount may be taken at once', () => {
  let nowMs = 0;
  const bucket = createTokenBucket({ perSecond: 10, burst: 50, monotonicMs: () => nowMs });
  nowMs = 1_000_000;
  const waits = Array.from({ length: 102 }, () => bucket.take(1));
  expect(waits.slice(0, 101).every((waitMs) => waitMs === 0)).toBe(true);
  expect(waits[101]).toBe(100);
});

test('a debt is paid by waiting as long as was said', () => {
  let nowMs = 0;
  const bucket = createTokenBucket({ perSecond: 100, burst: 100, monotonicMs: () => nowMs });
  const waitMs = bucket.take(350);
  expect(waitMs).toBe(2500);
  nowMs += waitMs;
  expect(bucket.take(0)).toBe(0);
  expect(bucket.take(1)).toBe(10);
});

test('whoever waits as told never gets more than the rate and two bursts', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 200 }),
      (amounts) => {
        let nowMs = 0;
        const bucket = createTokenBucket({ perSecond: 100, burst: 50, monotonicMs: () => nowMs });
        let taken = 0;
        for (const amount of amounts) {
          nowMs += bucket.take(amount);
          taken += amount;
          expect(taken).toBeLessThanOrEqual(100 + nowMs / 10 + 1);
        }
      },
    ),
  );
});
