import { peopleByComponent } from '@holdfast/shared/analysis/knowledge';
import type { Leave, MapValue } from '@holdfast/shared/model/map-value';
import { type AskedLevel, knownComponents } from './coverage.ts';
import { addDays, type Day, daysBetween } from './days.ts';
import { byName } from './matrix-model.ts';

/** Days on which nobody is there who can do something with a component. Both days are included. */
export interface CoverGap {
  readonly component: string;
  readonly from: Day;
  readonly to: Day;
  /** Ids of all who could, and are away then. */
  readonly people: readonly string[];
}

type PlannedLeave = Pick<Leave, 'person' | 'from' | 'to'>;

/**
 * When nobody is there for a component that somebody is there for at other times, between two days
 * (both included). What nobody can do at any time is no matter of leave, and not told here.
 *
 * @param more leaves that are only thought of
 */
export function coverGaps(
  map: MapValue,
  level: AskedLevel,
  between: { readonly from: Day; readonly to: Day },
  more: readonly PlannedLeave[] = [],
): readonly CoverGap[] {
  const away = spansAway([...map.leaves.values(), ...more]);
  const able = peopleByComponent(map, level);
  const gaps: CoverGap[] = [];
  const components = new Set([...knownComponents(map), ...able.keys()]);
  for (const component of components) {
    const people = able.get(component) ?? [];
    if (people.length === 0) continue;
    let spans: readonly Span[] = [between];
    for (const person of people) {
      spans = spans.length === 0 ? spans : commonSpans(spans, away.get(person) ?? []);
    }
    for (const { from, to } of spans) gaps.push({ component, from, to, people });
  }
  return gaps.toSorted(
    (a, b) => daysBetween(b.from, a.from) || (a.component < b.component ? -1 : 1),
  );
}

interface Span {
  readonly from: Day;
  readonly to: Day;
}

/** Of each person: when they are away, joined where one leave follows or overlaps another. */
function spansAway(leaves: readonly PlannedLeave[]): ReadonlyMap<string, readonly Span[]> {
  const spans = new Map<string, Span[]>();
  for (const { person, from, to } of leaves.toSorted((a, b) => (a.from < b.from ? -1 : 1))) {
    // A leave that ends before it starts says nothing.
    if (from > to) continue;
    const of = spans.get(person) ?? [];
    spans.set(person, of);
    const last = of.at(-1);
    if (last === undefined || from > addDays(last.to, 1)) of.push({ from, to });
    else if (to > last.to) of[of.length - 1] = { from: last.from, to };
  }
  return spans;
}

function commonSpans(some: readonly Span[], others: readonly Span[]): readonly Span[] {
  return some.flatMap((one) =>
    others.flatMap((other) => {
      const from = one.from > other.from ? one.from : other.from;
      const to = one.to < other.to ? one.to : other.to;
      return from <= to ? [{ from, to }] : [];
    }),
  );
}

/** Gaps that begin, end and have their reason together, as one: one line of warning. */
export interface GapWarning extends Omit<CoverGap, 'component'> {
  readonly components: readonly string[];
}

export function gapWarnings(gaps: readonly CoverGap[]): readonly GapWarning[] {
  const warnings = new Map<string, { gap: CoverGap; components: string[] }>();
  for (const gap of gaps) {
    const key = `${gap.from} ${gap.to} ${gap.people.join(' ')}`;
    const known = warnings.get(key);
    if (known === undefined) warnings.set(key, { gap, components: [gap.component] });
    else known.components.push(gap.component);
  }
  return [...warnings.values()].map(({ gap, components }) => ({
    from: gap.from,
    to: gap.to,
    people: gap.people,
    components,
  }));
}

/** What a leave that is only thought of would bring about: gaps that there are not without it. */
export function gapsBroughtBy(
  map: MapValue,
  level: AskedLevel,
  leave: PlannedLeave,
): readonly CoverGap[] {
  if (leave.from === '' || leave.to === '' || leave.from > leave.to) return [];
  const between = { from: leave.from, to: leave.to };
  const key = ({ component, from, to }: CoverGap): string => `${component} ${from} ${to}`;
  const before = new Set(coverGaps(map, level, between).map(key));
  return coverGaps(map, level, between, [leave]).filter((gap) => !before.has(key(gap)));
}

export interface LeaveRow {
  readonly person: string;
  readonly name: string;
  /** Within the days that are shown, the earliest first. */
  readonly leaves: readonly Leave[];
}

/** Who is away when: everybody, or only those with a leave within the days shown. */
export function leaveRows(
  map: MapValue,
  between: { readonly from: Day; readonly to: Day },
  team = '',
): readonly LeaveRow[] {
  const leaves = new Map<string, Leave[]>();
  for (const leave of map.leaves.values()) {
    if (leave.to < between.from || leave.from > between.to) continue;
    const of = leaves.get(leave.person);
    if (of === undefined) leaves.set(leave.person, [leave]);
    else of.push(leave);
  }
  return [...map.people.values()]
    .filter(({ teams }) => team === '' || teams.includes(team))
    .toSorted(byName)
    .map(({ id, name }) => ({
      person: id,
      name,
      leaves: (leaves.get(id) ?? []).toSorted((a, b) => (a.from < b.from ? -1 : 1)),
    }));
}

/** The leave that somebody is on, or else the next. */
export function leaveNowOrNext(
  leaves: readonly Leave[],
  today: Day,
): { readonly leave: Leave; readonly isNow: boolean } | undefined {
  let best: Leave | undefined;
  for (const leave of leaves) {
    if (leave.to < today || leave.from > leave.to) continue;
    if (best === undefined || leave.from < best.from) best = leave;
  }
  return best === undefined ? undefined : { leave: best, isNow: best.from <= today };
}
