import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Cadence,
  cadenceExamples,
  type CadenceRule,
  defaultCadence,
  mostBetween,
  months,
  ordinals,
  partsOfYear,
  weekdays,
  writeCadence,
} from './cadence.ts';
import { cadenceDays } from './cadence-days.ts';
import { readCadence } from './cadence-read.ts';
import { dayNumber, dayOfNumber, monthDayOf, monthStart, weekdayOf } from './local-days.ts';

const weekday = fc.integer({ min: 0, max: 6 });
const rules: fc.Arbitrary<CadenceRule> = fc.oneof(
  fc.record({ kind: fc.constant('once' as const) }),
  fc.record({ kind: fc.constant('days' as const), count: upTo(mostBetween.days) }),
  fc.record({
    kind: fc.constant('weeks' as const),
    count: upTo(mostBetween.weeks),
    on: fc.uniqueArray(weekday).map((days) => days.sort((a, b) => a - b)),
  }),
  fc
    .record({
      kind: fc.constant('months' as const),
      count: upTo(mostBetween.months),
      day: fc.integer({ min: 0, max: 31 }),
    })
    // Whole years have words of their own.
    .filter(({ count, day }) => day !== 0 || count % 12 !== 0),
  fc.record({
    kind: fc.constant('years' as const),
    count: upTo(mostBetween.years),
  }),
  fc.record({
    kind: fc.constant('years' as const),
    count: upTo(mostBetween.years),
    on: fc.oneof(
      fc.record({ day: upTo(28), month: fc.integer({ min: 0, max: 11 }) }),
      fc.constant({ day: 29, month: 1 }),
      fc.constant({ day: 31, month: 11 }),
    ),
  }),
  fc.record({
    kind: fc.constant('weekday-of-months' as const),
    nth: fc.constantFrom(...ordinals),
    weekday,
    count: fc.constantFrom(...partsOfYear),
  }),
);
const times = fc
  .record({ hour: fc.integer({ min: 0, max: 23 }), minute: fc.integer({ min: 0, max: 59 }) })
  .map(({ hour, minute }) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`);
const cadences: fc.Arbitrary<Cadence> = fc.oneof(
  rules.map((rule) => ({ rule })),
  fc.record({ rule: rules, at: times }),
);
/** 1900 to 2199. */
const days = fc.integer({ min: -25_567, max: 84_005 });

function upTo(most: number): fc.Arbitrary<number> {
  return fc.oneof(
    fc.integer({ min: 1, max: Math.min(most, 6) }),
    fc.integer({ min: 1, max: most }),
  );
}

function firstOf(cadence: Cadence, count: number, start: number, from = start): readonly number[] {
  const found: number[] = [];
  for (const day of cadenceDays(cadence, start, from)) {
    found.push(day);
    if (found.length === count) break;
  }
  return found;
}

describe('the words of a cadence', () => {
  it('read back as they were written', () => {
    fc.assert(
      fc.property(cadences, (cadence) => {
        const words = writeCadence(cadence);
        expect(readCadence(words)).toEqual({ ok: true, cadence, words });
      }),
    );
  });

  it('are refused, never thrown at, where they mean nothing', () => {
    const vocabulary = fc.constantFrom(
      ...['every', 'on', 'of', 'the', 'at', 'first', 'last', 'day', 'days', 'weeks', 'month'],
      ...['quarter', '31', '0', '99999', '10:00', '25:00', 'other', 'and', ',', '29th'],
      ...weekdays,
      ...months,
    );
    const texts = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(vocabulary, { maxLength: 8 }).map((words) => words.join(' ')),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const read = readCadence(text);
        if (read.ok) expect(readCadence(read.words)).toEqual(read);
        else expect(read.problem).toMatch(/Write for example/);
      }),
    );
  });
});

describe('the days of a cadence', () => {
  it('ascend from its start, and the same from wherever one looks', () => {
    fc.assert(
      fc.property(cadences, days, fc.nat(4_000), (cadence, start, later) => {
        const all = firstOf(cadence, 30, start);
        expect(all.every((day) => day >= start)).toBe(true);
        expect(all.every((day, at) => at === 0 || day > (all[at - 1] ?? day))).toBe(true);
        const from = start + later;
        const kept = all.filter((day) => day >= from);
        expect(firstOf(cadence, 30, start, from).slice(0, kept.length)).toEqual(kept);
      }),
    );
  });

  it('come once in each period', () => {
    const monthly = fc.record({ day: fc.integer({ min: 0, max: 31 }), count: fc.constant(1) });
    fc.assert(
      fc.property(monthly, days, ({ day, count }, start) => {
        const found = firstOf({ rule: { kind: 'months', count, day } }, 24, start);
        const inMonths = found.map((one) => monthDayOf(one).month);
        expect(inMonths).toEqual(inMonths.map((_, at) => (inMonths[0] ?? 0) + at));
        const wanted = day === 0 ? monthDayOf(start).day : day;
        for (const one of found) {
          const { month, day: got } = monthDayOf(one);
          const length = monthStart(month + 1) - monthStart(month);
          expect(got).toBe(Math.min(wanted, length));
        }
      }),
    );
  });

  it('fall on the weekdays that were asked for', () => {
    const wanted = fc.uniqueArray(weekday, { minLength: 1 });
    fc.assert(
      fc.property(wanted, upTo(8), days, (on, count, start) => {
        const sorted = on.toSorted((a, b) => a - b);
        const found = firstOf({ rule: { kind: 'weeks', count, on: sorted } }, 20, start);
        expect(found.every((day) => on.includes(weekdayOf(day)))).toBe(true);
      }),
    );
  });

  it.each([
    ['every month', '2026-01-31', ['2026-01-31', '2026-02-28', '2026-03-31', '2026-04-30']],
    ['every month on the last day', '2024-02-01', ['2024-02-29', '2024-03-31']],
    ['every year on 29 february', '2026-01-01', ['2026-02-28', '2027-02-28', '2028-02-29']],
    ['every year', '2024-02-29', ['2024-02-29', '2025-02-28', '2026-02-28', '2027-02-28']],
    ['every 2 weeks on tuesday', '2026-12-03', ['2026-12-08', '2026-12-22', '2027-01-05']],
    ['first monday of every quarter', '2026-11-28', ['2027-01-04', '2027-04-05']],
    ['last friday of every quarter', '2026-11-28', ['2026-12-25', '2027-03-26']],
    ['second sunday of every year', '2026-02-01', ['2027-01-10', '2028-01-09']],
    ['every 90 days', '2026-03-01', ['2026-03-01', '2026-05-30', '2026-08-28']],
    // Clocks change on 29 March and 25 October 2026.
    ['every day', '2026-03-28', ['2026-03-28', '2026-03-29', '2026-03-30']],
    ['every week', '2026-10-22', ['2026-10-22', '2026-10-29']],
    ['once', '2026-11-28', ['2026-11-28']],
  ])('%s from %s', (words, start, expected) => {
    const read = readCadence(words);
    if (!read.ok) throw new Error(read.problem);
    const found = firstOf(read.cadence, expected.length, dayNumber(start));
    expect(found.map(dayOfNumber)).toEqual(expected);
  });
});

describe('what people write', () => {
  it.each([
    ['', ''],
    ['Once', ''],
    ['once at 9', 'once at 09:00'],
    ['Monthly', 'every month'],
    ['each month on the 15th at 9:30', 'every month on day 15 at 09:30'],
    ['15th of every month', 'every month on day 15'],
    ['last day of every month', 'every month on the last day'],
    ['every 31st of every month', undefined],
    ['every other week on Tue', 'every 2 weeks on tuesday'],
    ['every Monday, Thursday', 'every week on monday and thursday'],
    ['every 3 months', 'every quarter'],
    ['every 12 months', 'every year'],
    ['twice a year', 'every 6 months'],
    ['the 1st monday of each quarter', 'first monday of every quarter'],
    ['every year on March 1', 'every year on 1 march'],
    ['1 march every year', 'every year on 1 march'],
    ['every 90 days', 'every 90 days'],
    ['every year on 30 february', undefined],
    ['every month on day 32', undefined],
    ['first monday of every 5 months', undefined],
    ['every 0 days', undefined],
    ['sometimes', undefined],
    ['every month at 25:00', undefined],
  ])('%s', (written, words) => {
    const read = readCadence(written);
    expect(read.ok ? read.words : undefined).toBe(words);
  });

  it('is shown by examples that can be read', () => {
    for (const example of [...cadenceExamples, defaultCadence]) {
      expect(readCadence(example)).toMatchObject({ ok: true });
    }
  });
});
