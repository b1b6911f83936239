import { expect, test } from 'vitest';
import {
  calendarToSearch,
  dayByKey,
  daysOfMonth,
  monthAfter,
  searchToCalendar,
} from './calendar-view.ts';

const today = '2026-11-28';

test('the address says the month and how it is shown, and nothing where that is what is usual', () => {
  expect(searchToCalendar('', today)).toEqual({ month: '2026-11' });
  expect(calendarToSearch({ month: '2026-11' }, today)).toBe('');
  const view = { month: '2027-01', shape: 'list' } as const;
  expect(searchToCalendar(calendarToSearch(view, today), today)).toEqual(view);
  expect(searchToCalendar('month=2026-13&view=x', today)).toEqual({ month: '2026-11' });
});

test('months follow each other over years, and end where they end', () => {
  expect(monthAfter('2026-12', 1)).toBe('2027-01');
  expect(monthAfter('2026-01', -1)).toBe('2025-12');
  expect(daysOfMonth('2028-02')).toEqual({ from: '2028-02-01', to: '2028-02-29' });
});

test('keys go from day to day, and to the same day of other months', () => {
  expect(dayByKey('2026-11-30', 'ArrowRight')).toBe('2026-12-01');
  expect(dayByKey('2026-11-03', 'ArrowUp')).toBe('2026-10-27');
  expect(dayByKey('2027-01-31', 'PageDown')).toBe('2027-02-28');
  expect(dayByKey('2027-01-31', 'Enter')).toBeUndefined();
});
