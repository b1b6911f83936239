/**
 * How often a drill is held, in words that people write and read: `every month`, `every 2 weeks on
 * tuesday`, `first monday of every quarter`. `cadence-days.ts` tells the days.
 */
export const weekdays = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const;
export const months = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
] as const;
export const ordinals = ['first', 'second', 'third', 'fourth', 'last'] as const;

/** 0 is Monday. */
type Weekday = number;

/** What a plan follows where nobody says otherwise. */
export const defaultCadence = 'every month';

/**
 * A cadence as data. Where it does not say which day, the day of its start counts. `count` is how
 * many days, weeks, months or years lie between two.
 */
export type CadenceRule =
  | { readonly kind: 'once' }
  | { readonly kind: 'days'; readonly count: number }
  | {
      readonly kind: 'weeks';
      readonly count: number;
      /** Ascending; empty: the weekday of the start. */
      readonly on: readonly Weekday[];
    }
  | {
      readonly kind: 'months';
      readonly count: number;
      /** 1 to 31, of a shorter month its last day; 0: as the start. 31 is "the last day". */
      readonly day: number;
    }
  | {
      readonly kind: 'years';
      readonly count: number;
      /** Absent: as the start. `month` 0 is January. */
      readonly on?: { readonly day: number; readonly month: number } | undefined;
    }
  | {
      readonly kind: 'weekday-of-months';
      readonly nth: (typeof ordinals)[number];
      readonly weekday: Weekday;
      /** Of periods of so many months, counted from January: a part of 12. */
      readonly count: number;
    };

export interface Cadence {
  readonly rule: CadenceRule;
  /** `10:00`; absent: at no time of day. */
  readonly at?: string | undefined;
}

export const cadenceExamples = [
  'every month',
  'every month on day 15',
  'every 2 weeks on tuesday',
  'first monday of every quarter',
  'every 90 days',
  'every year on 1 march',
  'once',
] as const;

/** The most that can lie between two. */
export const mostBetween = { days: 3_650, weeks: 520, months: 120, years: 10 } as const;
export const partsOfYear = [1, 2, 3, 4, 6, 12] as const;

/** The canonical words of a cadence: reading them gives the same. Empty: once, at no time. */
export function writeCadence({ rule, at }: Cadence): string {
  if (rule.kind === 'once') return at === undefined ? '' : `once at ${at}`;
  return at === undefined ? ruleWords(rule) : `${ruleWords(rule)} at ${at}`;
}

function ruleWords(rule: Exclude<CadenceRule, { kind: 'once' }>): string {
  switch (rule.kind) {
    case 'days':
      return every(rule.count, 'day');
    case 'weeks': {
      const days = rule.on.map((day) => weekdays[day] ?? '').join(' and ');
      return days === '' ? every(rule.count, 'week') : `${every(rule.count, 'week')} on ${days}`;
    }
    case 'months': {
      if (rule.day === 0) return everyMonths(rule.count);
      return `${everyMonths(rule.count)} on ${rule.day === 31 ? 'the last day' : `day ${rule.day}`}`;
    }
    case 'years':
      return rule.on === undefined
        ? every(rule.count, 'year')
        : `${every(rule.count, 'year')} on ${rule.on.day} ${months[rule.on.month] ?? ''}`;
    case 'weekday-of-months':
      return `${rule.nth} ${weekdays[rule.weekday] ?? ''} of ${
        rule.count === 12 ? 'every year' : everyMonths(rule.count)
      }`;
  }
}

function everyMonths(count: number): string {
  return count === 3 ? 'every quarter' : every(count, 'month');
}

function every(count: number, unit: string): string {
  return count === 1 ? `every ${unit}` : `every ${count} ${unit}s`;
}
