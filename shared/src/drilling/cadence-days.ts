import type { Cadence, CadenceRule } from './cadence.ts';
import { ordinals } from './cadence.ts';
import { dayInMonth, lastDay, monthDayOf, monthStart, weekdayOf } from './local-days.ts';

/**
 * The days of a cadence that starts on `start`, from `from` on, ascending, as `dayNumber`s; without
 * end, unless it is once. Of a month that is too short its last day counts. A far `from` costs
 * nothing: the days before it are not counted through.
 */
export function* cadenceDays(
  { rule }: Cadence,
  start: number,
  from: number = start,
): Generator<number, undefined> {
  if (rule.kind === 'once') {
    if (start >= from) yield start;
    return undefined;
  }
  const least = Math.max(start, from);
  for (let period = firstPeriod(rule, start, least); ; period += 1) {
    for (const day of daysOfPeriod(rule, start, period)) {
      if (day > lastDay) return undefined;
      if (day >= least) yield day;
    }
  }
}

type Repeating = Exclude<CadenceRule, { kind: 'once' }>;

/** A period that ends before `least`, or holds it; periods are counted from the one of `start`. */
function firstPeriod(rule: Repeating, start: number, least: number): number {
  const between = least - start;
  switch (rule.kind) {
    case 'days':
      return Math.floor(between / rule.count);
    case 'weeks':
      return Math.max(0, Math.floor((least - firstWeek(rule, start)) / (7 * rule.count)));
    case 'months':
      return Math.floor((monthDayOf(least).month - monthDayOf(start).month) / rule.count);
    case 'years':
      return Math.floor((yearOf(least) - yearOf(start)) / rule.count);
    case 'weekday-of-months':
      return (
        Math.floor(monthDayOf(least).month / rule.count) -
        Math.floor(monthDayOf(start).month / rule.count)
      );
  }
}

function daysOfPeriod(rule: Repeating, start: number, period: number): readonly number[] {
  switch (rule.kind) {
    case 'days':
      return [start + period * rule.count];
    case 'weeks': {
      const week = firstWeek(rule, start) + period * 7 * rule.count;
      return weekdaysOf(rule, start).map((weekday) => week + weekday);
    }
    case 'months': {
      const first = monthDayOf(start);
      const month = first.month + period * rule.count;
      return [dayInMonth({ month, day: rule.day === 0 ? first.day : rule.day })];
    }
    case 'years': {
      const first = monthDayOf(start);
      const { day, month } = rule.on ?? { day: first.day, month: first.month % 12 };
      const year = yearOf(start) + period * rule.count;
      return [dayInMonth({ month: year * 12 + month, day })];
    }
    case 'weekday-of-months': {
      const first = Math.floor(monthDayOf(start).month / rule.count) + period;
      return [nthWeekday(rule, first * rule.count)];
    }
  }
}

function nthWeekday(
  { nth, weekday, count }: Extract<CadenceRule, { kind: 'weekday-of-months' }>,
  month: number,
): number {
  if (nth === 'last') {
    const last = monthStart(month + count) - 1;
    return last - ((weekdayOf(last) - weekday + 7) % 7);
  }
  const first = monthStart(month);
  return first + ((weekday - weekdayOf(first) + 7) % 7) + 7 * ordinals.indexOf(nth);
}

type Weekly = Extract<CadenceRule, { kind: 'weeks' }>;

function weekdaysOf(rule: Weekly, start: number): readonly number[] {
  return rule.on.length === 0 ? [weekdayOf(start)] : rule.on;
}

/** The week of the first day: where `start` is after the last weekday of its own, the one after. */
function firstWeek(rule: Weekly, start: number): number {
  const isOver = Math.max(...weekdaysOf(rule, start)) < weekdayOf(start);
  return weekStart(start) + (isOver ? 7 : 0);
}

function weekStart(day: number): number {
  return day - weekdayOf(day);
}

function yearOf(day: number): number {
  return Math.floor(monthDayOf(day).month / 12);
}

/** The most days that lie between two drills; undefined for once. */
export function longestGapDays(rule: CadenceRule): number | undefined {
  switch (rule.kind) {
    case 'once':
      return undefined;
    case 'days':
      return rule.count;
    case 'weeks':
      return rule.count * 7;
    case 'months':
      return rule.count * 31;
    case 'years':
      return rule.count * 366;
    case 'weekday-of-months':
      return rule.count * 31 + 7;
  }
}
