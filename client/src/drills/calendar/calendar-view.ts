import { dayNumber, dayOfNumber, monthStart } from '@holdfast/shared/drilling/local-days';

export type CalendarShape = 'month' | 'list';

/** What the calendar shows; lives in the address. */
export interface CalendarView {
  /** `2026-12` */
  readonly month: string;
  /** Absent: as there is room. */
  readonly shape?: CalendarShape | undefined;
}

const monthPattern = /^[0-9]{4}-(?:0[1-9]|1[0-2])$/;

/** @param today local day: its month is shown where the address names none */
export function searchToCalendar(search: string, today: string): CalendarView {
  const params = new URLSearchParams(search);
  const month = params.get('month') ?? '';
  const shape = params.get('view');
  return {
    month: monthPattern.test(month) ? month : today.slice(0, 7),
    ...(shape === 'month' || shape === 'list' ? { shape } : {}),
  };
}

/** Without its question mark. */
export function calendarToSearch({ month, shape }: CalendarView, today: string): string {
  const params = new URLSearchParams();
  if (month !== today.slice(0, 7)) params.set('month', month);
  if (shape !== undefined) params.set('view', shape);
  return params.toString();
}

/** The month so many months later, or earlier: `2026-12` and 1 give `2027-01`. */
export function monthAfter(month: string, by: number): string {
  const [year = 0, ofYear = 1] = month.split('-').map(Number);
  return dayOfNumber(monthStart(year * 12 + ofYear - 1 + by)).slice(0, 7);
}

/** Its first and last day. */
export function daysOfMonth(month: string): { readonly from: string; readonly to: string } {
  const from = `${month}-01`;
  return { from, to: dayOfNumber(dayNumber(`${monthAfter(month, 1)}-01`) - 1) };
}

/** Where a key leads from a day; undefined where it leads nowhere. */
export function dayByKey(day: string, key: string): string | undefined {
  const by = steps[key];
  if (by !== undefined) return dayOfNumber(dayNumber(day) + by);
  if (key !== 'PageUp' && key !== 'PageDown') return undefined;
  const { from, to } = daysOfMonth(monthAfter(day.slice(0, 7), key === 'PageUp' ? -1 : 1));
  const same = `${from.slice(0, 8)}${day.slice(8)}`;
  return same > to ? to : same;
}

const steps: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowRight: 1,
  ArrowUp: -7,
  ArrowDown: 7,
};
