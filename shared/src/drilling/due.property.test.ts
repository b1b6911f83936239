import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calendarEntries } from './calendar.ts';
import { dueOf } from './due.ts';
import { dayNumber, dayOfNumber } from './local-days.ts';
import { daysOn, heldOn, namedPlan } from './plan-fixture.ts';
import { occurrencesOf } from './plan-occurrences.ts';

const day = fc.integer({ min: 20_000, max: 21_500 }).map(dayOfNumber);
const cadences = fc.constantFrom(
  ...['every month', 'every 2 weeks on tuesday', 'first monday of every quarter', 'every 9 days'],
  ...['every year on 29 february', 'every month on the last day', 'every day', ''],
);
const blackouts = fc.array(
  fc
    .tuple(day, fc.nat(90))
    .map(([from, length]) => ({ from, to: dayOfNumber(dayNumber(from) + length), note: '' })),
  { maxLength: 4 },
);
const plans = fc
  .record({ cadence: cadences, startsOn: day, blackouts })
  .map((part) => namedPlan(part));
const drills = fc.array(
  fc
    .tuple(day, fc.constantFrom('passed' as const, 'failed' as const, 'inconclusive' as const))
    .map(([on, outcome]) => heldOn(on, { outcome })),
  { maxLength: 6 },
);

describe('when plans are due', () => {
  it('is never in a blackout, and days ascend from wherever one looks', () => {
    fc.assert(
      fc.property(plans, day, fc.nat(900), ({ plan }, today, later) => {
        const occurrences = occurrencesOf(plan, daysOn(today));
        const all = [...take(occurrences?.from() ?? [], 20)];
        for (const [at, { on, dueOn }] of all.entries()) {
          const shown = dayOfNumber(dueOn);
          expect(plan.blackouts.some(({ from, to }) => from <= shown && shown <= to)).toBe(false);
          expect(dueOn).toBeGreaterThanOrEqual(on);
          expect(dueOn).toBeGreaterThan(all[at - 1]?.dueOn ?? -Infinity);
        }
        const from = (all[0]?.dueOn ?? 0) + later;
        const kept = all.filter(({ dueOn }) => dueOn >= from);
        expect([...take(occurrences?.from(from) ?? [], kept.length)].map(dueDayOf)).toEqual(
          kept.map(dueDayOf),
        );
      }),
    );
  });

  it('moves on by a drill, never back', () => {
    fc.assert(
      fc.property(plans, drills, day, fc.nat(30), (plan, held, today, later) => {
        const days = daysOn(today);
        const before = dueOf(plan, held, days);
        const next = before.next?.dueOn;
        if (next === undefined) return;
        expect(before.missed > 0).toBe(before.state === 'overdue');
        // Held on the day it was due, or later: done.
        const on = dayOfNumber(dayNumber(next) + later);
        const after = dueOf(plan, [...held, heldOn(on)], days);
        expect(after.next === undefined || after.next.dueOn > on || after.next.dueOn > next).toBe(
          true,
        );
      }),
    );
  });

  it('is what the calendar shows', () => {
    fc.assert(
      fc.property(plans, drills, day, (plan, held, today) => {
        const days = daysOn(today);
        const { next, missed } = dueOf(plan, held, days);
        const range = { from: '2024-10-01', to: '2029-06-01' };
        const entries = calendarEntries([plan], held, days, range);
        const open = entries.filter(({ kind }) => kind === 'planned' || kind === 'overdue');
        if (next !== undefined && next.dueOn < range.to) expect(open[0]?.day).toBe(next.dueOn);
        expect(open.filter(({ kind }) => kind === 'overdue')).toHaveLength(missed);
      }),
    );
  });
});

function dueDayOf({ dueOn }: { readonly dueOn: number }): number {
  return dueOn;
}

function* take<T>(all: Iterable<T>, count: number): Generator<T, undefined> {
  let left = count;
  for (const one of all) {
    if (left === 0) return undefined;
    yield one;
    left -= 1;
  }
  return undefined;
}
