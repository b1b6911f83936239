import { expect, it } from 'vitest';
import { trendOf, withoutGaps } from './metrics-trend.ts';

const months = (from: number, count: number) =>
  Array.from({ length: count }, (_, at) => {
    const month = from * 12 + at;
    return `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`;
  });

it('counts an outage once for a component, in the month in which it began', () => {
  const told = [
    { name: 'orders', root: 'incident:a', month: '2026-01' },
    { name: 'orders', root: 'incident:a', month: '2026-01' },
    { name: 'orders', root: 'incident:b', month: '2026-03' },
  ];
  expect(trendOf(told, months(2026, 3), ['orders', 'search'])).toEqual({
    periods: ['2026-01', '2026-02', '2026-03'],
    rows: [{ name: 'orders', counts: [1, 0, 1] }],
  });
});

it('counts by quarters or years where there are many months, the last twelve of them', () => {
  const told = [{ name: 'orders', root: 'incident:a', month: '2026-05' }];
  const quarters = trendOf(told, months(2025, 20), ['orders']);
  expect(quarters.periods).toHaveLength(7);
  expect(quarters.rows[0]?.counts[quarters.periods.indexOf('2026 Q2')]).toBe(1);
  expect(trendOf(told, months(2006, 21 * 12), ['orders']).periods).toEqual(
    Array.from({ length: 12 }, (_, at) => String(2015 + at)),
  );
});

it('makes one row of months that follow each other without an incident', () => {
  const counts = (all: number) => ({ 1: all, unstated: 0 });
  const rows = withoutGaps([
    { month: '2026-01', counts: counts(1) },
    { month: '2026-02', counts: counts(0) },
    { month: '2026-03', counts: counts(0) },
    { month: '2026-04', counts: counts(2) },
    { month: '2026-05', counts: counts(3) },
  ]);
  expect(rows.map(({ month, until }) => [month, until])).toEqual([
    ['2026-01', '2026-01'],
    ['2026-02', '2026-03'],
    ['2026-04', '2026-04'],
    ['2026-05', '2026-05'],
  ]);
});
