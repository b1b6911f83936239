import { durationsOf } from '@holdfast/shared/model/incident-durations';
import { severities, type Severity } from '@holdfast/shared/model/incident-terms';
import type { DocumentName } from '@holdfast/shared/protocol/names';
import type { IncidentRow } from './incident-list-model.ts';
import { type ComponentTrend, trendOf } from './metrics-trend.ts';

/** A severity, or that nobody said one. */
export type CountedSeverity = Severity | 'unstated';
export const countedSeverities = [...severities, 'unstated'] as const;
/** Of how many incidents each severity was. */
export type BySeverity = Readonly<Record<CountedSeverity, number>>;

export interface IncidentMetrics {
  /** Every month from the first with an incident to the last, `2026-11`. */
  readonly months: readonly { readonly month: string; readonly counts: BySeverity }[];
  /** How many have no date, or one that has not come yet, and are in no month. */
  readonly undated: number;
  /** Components, those that failed most often first. */
  readonly components: readonly { readonly name: string; readonly count: number }[];
  readonly trend: ComponentTrend;
  readonly resolve: {
    readonly ranges: readonly { readonly range: ResolveRange; readonly count: number }[];
    /** ms; undefined where none has both ends. */
    readonly medianMs: number | undefined;
    /** Not resolved, or without a beginning or an end. */
    readonly leftOut: number;
  };
  readonly actions: { readonly all: number; readonly done: number };
  /** Resolved, grave enough, and nothing is written: the oldest first. */
  readonly postmortemsDue: readonly IncidentRow[];
  readonly actionsOverdue: readonly OverdueAction[];
}

export interface OverdueAction {
  readonly incident: DocumentName;
  readonly id: string;
  readonly text: string;
  readonly owner: string;
  /** Calendar day, `2026-11-30`. */
  readonly due: string;
}

const hourMs = 3_600_000;
export const resolveRanges = ['hour', 'fourHours', 'day', 'week', 'more'] as const;
export type ResolveRange = (typeof resolveRanges)[number];
const rangeEndsMs: Readonly<Record<ResolveRange, number>> = {
  hour: hourMs,
  fourHours: 4 * hourMs,
  day: 24 * hourMs,
  week: 7 * 24 * hourMs,
  more: Number.POSITIVE_INFINITY,
};
/** Incidents of this severity and graver ones want a post-mortem. */
const postmortemFrom = 2;
const mostComponents = 10;

/**
 * Figures over real incidents: no drills, no archived ones, each outage once. What is left to do
 * counts wherever it was said, also in an incident that is the same outage as another.
 *
 * @param today the reader's calendar day, `2026-11-27`
 */
export function incidentMetrics(rows: readonly IncidentRow[], today: string): IncidentMetrics {
  const real = rows.filter(({ incident }) => !incident.drill && !incident.archived);
  const counted = real.filter(({ isDuplicate }) => !isDuplicate);
  // Nothing has begun on a day that has not come: a mistyped year is no date, and makes no months.
  const endMs = Date.parse(today) + 2 * 24 * hourMs;
  const dated = counted.filter(
    ({ incident }) => startOf(incident) > 0 && startOf(incident) < endMs,
  );
  const times = counted.flatMap(({ incident }) => {
    const { toResolve } = durationsOf(incident.milestones);
    return incident.status === 'resolved' && toResolve !== undefined ? [toResolve] : [];
  });
  const actions = real.flatMap((row) =>
    row.incident.actions
      .filter(({ state }) => state !== 'dropped')
      .map((action) => ({ ...action, incident: row.name })),
  );
  const months = monthsOf(dated);
  const components = componentsOf(real);
  const beganIn = new Map<string, string>(
    dated.map(({ name, incident }) => [name, monthOf(incident)]),
  );
  const told = real.flatMap(({ incident, root }) => {
    const month = beganIn.get(root);
    return month === undefined ? [] : incident.components.map((name) => ({ name, root, month }));
  });
  return {
    months,
    undated: counted.length - dated.length,
    components,
    trend: trendOf(
      told,
      months.map(({ month }) => month),
      components.map(({ name }) => name),
    ),
    resolve: {
      ranges: resolveRanges.map((range, at) => ({
        range,
        count: times.filter(
          (ms) =>
            ms <= rangeEndsMs[range] &&
            ms > (at === 0 ? -1 : rangeEndsMs[resolveRanges[at - 1] ?? 'hour']),
        ).length,
      })),
      medianMs: median(times),
      leftOut: counted.length - times.length,
    },
    actions: { all: actions.length, done: actions.filter(({ state }) => state === 'done').length },
    postmortemsDue: counted
      .filter(
        ({ incident }) =>
          incident.status === 'resolved' &&
          incident.severityStated &&
          incident.severity <= postmortemFrom &&
          !incident.hasPostmortem,
      )
      .toSorted((a, b) => startOf(a.incident) - startOf(b.incident)),
    actionsOverdue: actions
      .filter(({ state, due }) => state === 'open' && due !== '' && due < today)
      .toSorted((a, b) => (a.due < b.due ? -1 : 1))
      .map(({ incident, id, text, owner, due }) => ({ incident, id, text, owner, due })),
  };
}

function startOf(incident: IncidentRow['incident']): number {
  return incident.milestones.started ?? incident.declaredAtMs;
}

function monthOf(incident: IncidentRow['incident']): string {
  return new Date(startOf(incident)).toISOString().slice(0, 7);
}

const none: BySeverity = { 1: 0, 2: 0, 3: 0, 4: 0, unstated: 0 };

function monthsOf(rows: readonly IncidentRow[]): IncidentMetrics['months'] {
  const byMonth = new Map<string, Record<CountedSeverity, number>>();
  for (const { incident } of rows) {
    const month = monthOf(incident);
    const counts = byMonth.get(month) ?? { ...none };
    counts[incident.severityStated ? incident.severity : 'unstated'] += 1;
    byMonth.set(month, counts);
  }
  const names = [...byMonth.keys()].toSorted();
  const [first] = names;
  const last = names.at(-1);
  if (first === undefined || last === undefined) return [];
  return everyMonth(first, last).map((month) => ({ month, counts: byMonth.get(month) ?? none }));
}

function everyMonth(first: string, last: string): readonly string[] {
  const months: string[] = [];
  const at = new Date(`${first}-01T00:00:00Z`);
  for (let month = first; month <= last; month = at.toISOString().slice(0, 7)) {
    months.push(month);
    at.setUTCMonth(at.getUTCMonth() + 1);
  }
  return months;
}

/** All severities together. */
export function countOf(counts: BySeverity): number {
  return countedSeverities.reduce((sum, severity) => sum + counts[severity], 0);
}

function componentsOf(rows: readonly IncidentRow[]): IncidentMetrics['components'] {
  // An outage counts once for a component, in however many incidents it was told.
  const outages = new Map<string, Set<string>>();
  for (const { incident, root } of rows) {
    for (const name of incident.components) {
      outages.set(name, (outages.get(name) ?? new Set()).add(root));
    }
  }
  return [...outages]
    .map(([name, roots]) => ({ name, count: roots.size }))
    .toSorted((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1))
    .slice(0, mostComponents);
}

/** The lower of the two in the middle where they are even in number. */
function median(values: readonly number[]): number | undefined {
  return values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) / 2)];
}
