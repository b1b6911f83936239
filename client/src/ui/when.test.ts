import { expect, test } from 'vitest';
import { createWhen } from './when.ts';

const now = Date.UTC(2026, 2, 10, 1, 30);
const describeWhen = createWhen({ timeZone: 'Europe/Berlin', locale: 'en-GB' });

test('today and yesterday are the reader’s own days', () => {
  expect(describeWhen(Date.UTC(2026, 2, 9, 23, 30), now)?.short).toBe('today 00:30');
  expect(describeWhen(Date.UTC(2026, 2, 9, 22, 30), now)?.short).toBe('yesterday 23:30');
});

test('older moments show the day, and the year once it is another', () => {
  expect(describeWhen(Date.UTC(2026, 0, 5), now)?.short).toBe('5 Jan');
  expect(describeWhen(Date.UTC(2024, 0, 5), now)?.short).toBe('5 Jan 2024');
});

test('the full form carries UTC', () => {
  expect(describeWhen(Date.UTC(2026, 2, 9, 23, 30), now)?.full).toContain('(2026-03-09 23:30 UTC)');
});

test('the hours are counted to 24 for every reader', () => {
  const american = createWhen({ timeZone: 'UTC', locale: 'en-US' })(
    Date.UTC(2026, 2, 9, 0, 5),
    now,
  );
  expect(american?.short).toBe('yesterday 00:05');
  expect(american?.full).toMatch(/00:05 \(/);
  expect(american?.full).not.toMatch(/[AP]M/);
});

test('an unknown moment is not shown as 1970', () => {
  expect(describeWhen(0, now)).toBeUndefined();
  expect(describeWhen(Number.NaN, now)).toBeUndefined();
  expect(describeWhen(Number.MAX_VALUE, now)).toBeUndefined();
});
