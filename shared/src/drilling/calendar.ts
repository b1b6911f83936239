import { heldAtMs } from './held-at.ts';
import type { DrillProjection } from '../model/projection.ts';
import { drillsByPlan, heldDrills, type NamedDrill, type NamedPlan, openDays } from './due.ts';
import { isGoingOn } from './going-on.ts';
import { dayNumber, dayOfNumber, monthStart, weekdayOf } from './local-days.ts';
import { type Days, occurrencesOf } from './plan-occurrences.ts';

/** Something on a day of the calendar. Names are document names; days are local days. */
export type CalendarEntry =
  | {
      readonly kind: 'planned' | 'overdue';
      readonly day: string;
      readonly plan: string;
      readonly title: string;
      readonly drillKind: string;
      readonly at?: string | undefined;
      /** The day that the cadence says, where a blackout moved it. */
      readonly movedFrom?: string | undefined;
    }
  | {
      /** Over (`open`: it waits for a verdict), or going on since that day. */
      readonly kind: 'held' | 'going-on';
      readonly day: string;
      readonly drill: string;
      /** Empty where it follows none. */
      readonly plan: string;
      readonly title: string;
      readonly drillKind: string;
      readonly outcome: DrillProjection['outcome'];
    }
  | {
      readonly kind: 'blackout';
      /** Its first day in the range. */
      readonly day: string;
      /** Its last, also beyond the range. */
      readonly until: string;
      readonly note: string;
      /** Which plans have it. */
      readonly plans: readonly string[];
    };

export interface DayRange {
  /** Local days, both included. */
  readonly from: string;
  readonly to: string;
}

/** No calendar shows more, days. */
const longestRange = 3_660;

/** What is in the calendar of these days, by day: without plans and drills that are archived. Ranges of more than ten years are cut. */
export function calendarEntries(
  plans: readonly NamedPlan[],
  drills: readonly NamedDrill[],
  days: Days,
  range: DayRange,
): readonly CalendarEntry[] {
  const from = dayNumber(range.from);
  const to = Math.min(dayNumber(range.to), from + longestRange);
  const shown = plans.filter(({ plan }) => !plan.archived);
  const byPlan = drillsByPlan(drills);
  const entries = [
    ...blackoutEntries(shown, from, to),
    ...shown.flatMap((one) => plannedEntries(one, byPlan.get(one.name) ?? [], days, from, to)),
    ...drills.flatMap((one) => drillEntries(one, days)),
  ];
  const last = dayOfNumber(to);
  return entries
    .filter(({ day }) => day >= range.from && day <= last)
    .sort((a, b) => compareEntries(a, b));
}

function plannedEntries(
  { name, plan }: NamedPlan,
  own: readonly NamedDrill[],
  days: Days,
  from: number,
  to: number,
): readonly CalendarEntry[] {
  const occurrences = occurrencesOf(plan, days);
  const held = heldDrills(own, days);
  if (occurrences === undefined || (occurrences.isOnce && held.length > 0)) return [];
  const found: CalendarEntry[] = [];
  for (const open of openDays(occurrences, held)) {
    if (open.dueOn > to) break;
    if (open.dueOn < from) continue;
    const { on, dueOn: day, at } = occurrences.show(open);
    found.push({
      kind: day < days.today ? 'overdue' : 'planned',
      day,
      plan: name,
      title: plan.title,
      drillKind: plan.drillKind,
      ...(at === undefined ? {} : { at }),
      ...(on === day ? {} : { movedFrom: on }),
    });
  }
  return found;
}

function drillEntries({ name, drill }: NamedDrill, days: Days): readonly CalendarEntry[] {
  const isOpen = drill.outcome === 'open';
  const atMs = isOpen ? drill.startedAtMs : heldAtMs(drill);
  if (drill.archived || atMs <= 0) return [];
  const { plan, title, drillKind, outcome } = drill;
  const kind = isGoingOn(drill) ? 'going-on' : 'held';
  return [{ kind, day: days.dayOf(atMs), drill: name, plan, title, drillKind, outcome }];
}

function blackoutEntries(
  plans: readonly NamedPlan[],
  from: number,
  to: number,
): readonly CalendarEntry[] {
  const plansOf = new Map<string, string[]>();
  const found: CalendarEntry[] = [];
  for (const { name, plan } of plans) {
    for (const blackout of plan.blackouts) {
      if (dayNumber(blackout.from) > to || dayNumber(blackout.to) < from) continue;
      const key = JSON.stringify([blackout.from, blackout.to, blackout.note]);
      const known = plansOf.get(key);
      if (known !== undefined) {
        known.push(name);
        continue;
      }
      const day = dayOfNumber(Math.max(dayNumber(blackout.from), from));
      const same = [name];
      plansOf.set(key, same);
      const { to: until, note } = blackout;
      found.push({ kind: 'blackout', day, until, note, plans: same });
    }
  }
  return found;
}

const order = ['blackout', 'overdue', 'going-on', 'planned', 'held'] as const;

function compareEntries(a: CalendarEntry, b: CalendarEntry): number {
  const key = (one: CalendarEntry) =>
    [
      one.day,
      order.indexOf(one.kind),
      'at' in one ? one.at : '',
      'title' in one ? one.title : one.until,
      'drill' in one ? one.drill : 'plan' in one ? one.plan : '',
    ].join('\n');
  const [left, right] = [key(a), key(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}

export interface CalendarDay {
  readonly day: string;
  readonly isInMonth: boolean;
  readonly isToday: boolean;
  /** A blackout is on each of its days. */
  readonly entries: readonly CalendarEntry[];
}

/** The weeks of a month (`2026-12`), Monday first, whole weeks. */
export function monthGrid(
  month: string,
  plans: readonly NamedPlan[],
  drills: readonly NamedDrill[],
  days: Days,
): readonly (readonly CalendarDay[])[] {
  const [year = 0, ofYear = 1] = month.split('-').map(Number);
  const number = year * 12 + ofYear - 1;
  const [first, end] = [monthStart(number), monthStart(number + 1)];
  const from = first - weekdayOf(first);
  const to = end + 6 - ((weekdayOf(end) + 6) % 7) - 1;
  const range = { from: dayOfNumber(from), to: dayOfNumber(to) };
  const entries = calendarEntries(plans, drills, days, range);
  const blackouts = entries.filter((entry) => entry.kind === 'blackout');
  const byDay = new Map<string, CalendarEntry[]>();
  for (const entry of entries) {
    if (entry.kind === 'blackout') continue;
    const others = byDay.get(entry.day);
    if (others === undefined) byDay.set(entry.day, [entry]);
    else others.push(entry);
  }
  const weeks: CalendarDay[][] = [];
  for (let monday = from; monday <= to; monday += 7) {
    weeks.push(
      Array.from({ length: 7 }, (_, weekday) => {
        const at = monday + weekday;
        const day = dayOfNumber(at);
        const without = blackouts.filter((one) => one.day <= day && one.until >= day);
        return {
          day,
          isInMonth: at >= first && at < end,
          isToday: day === days.today,
          entries: [...without, ...(byDay.get(day) ?? [])],
        };
      }),
    );
  }
  return weeks;
}
