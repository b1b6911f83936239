import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readObjectiveTime, writeObjectiveTime } from './objective-time.ts';

test('a time is read as people write it', () => {
  expect(readObjectiveTime('30 min')).toBe(1800);
  expect(readObjectiveTime('30')).toBe(1800);
  expect(readObjectiveTime('1,5 h')).toBe(5400);
  expect(readObjectiveTime('1h30m')).toBe(5400);
  expect(readObjectiveTime('2 days and 4 hours')).toBe(187_200);
  expect(readObjectiveTime('  ')).toBeNull();
});

test('what is no time is not taken for one', () => {
  for (const text of ['soon', '4 weeks', '1 h 30', '-5 min', '30 minx', '1.2.3 h'])
    expect(readObjectiveTime(text)).toBeUndefined();
});

test('what is written is read as the same', () => {
  fc.assert(
    fc.property(fc.nat(315_360_000), (seconds) => {
      expect(readObjectiveTime(writeObjectiveTime(seconds))).toBe(seconds);
    }),
  );
});
