import { importedFrom } from '@holdfast/shared/model/incident-entries';
import { milestones, type Milestone, type Severity } from '@holdfast/shared/model/incident-terms';
import { milestonesOf } from '@holdfast/shared/model/incident-fold';
import { type Backing, correctionOf } from '../../signing/backing.ts';
import type { ReadIncident } from '../incident-store.ts';

/** A stretch of time in which a severity held; undefined: nobody had said one. */
export interface SeverityBand {
  readonly severity: Severity | undefined;
  readonly fromMs: number;
  readonly toMs: number;
}

/** Something that is marked on the picture. */
export type PictureMark = {
  /** Wall clock, ms since 1970. */
  readonly atMs: number;
  /** The entries that it rests on; of a milestone that is worked out from many, none. */
  readonly on: readonly Backing[];
} & (
  | { readonly kind: 'milestone'; readonly which: Milestone | 'declared' }
  | { readonly kind: 'severity'; readonly severity: Severity }
  | { readonly kind: 'decision' | 'pinned'; readonly text: string }
);

/** The course of an incident, as it is drawn. */
export interface IncidentCourse {
  readonly fromMs: number;
  readonly toMs: number;
  /** It goes on: `toMs` is now. */
  readonly isLive: boolean;
  readonly bands: readonly SeverityBand[];
  /** In the order in which they happened. */
  readonly marks: readonly PictureMark[];
  /** Decisions that have no room on it. */
  readonly leftOut: number;
}

const mostDecisions = 20;
const shownAtLeastMs = 60_000;

/** Works out what to draw; undefined where nobody knows when it began. */
export function courseOf(incident: ReadIncident, nowMs: number): IncidentCourse | undefined {
  const { state, entries } = incident;
  const times = milestonesOf(state, entries);
  const at = (id: string, happenedAtMs: number): number =>
    state.corrections.get(id)?.happenedAtMs ?? happenedAtMs;
  const valid = entries.filter(({ id }) => state.corrections.get(id)?.withdrawn !== true);
  const declared = entries.find(
    (entry) => entry.kind === 'declared' && entry.from !== importedFrom && entry.happenedAtMs > 0,
  );
  const fromMs = Math.min(
    ...[times.started, times.detected, incident.declaredAtMs].filter(
      (ms): ms is number => ms !== undefined && ms > 0,
    ),
  );
  if (!Number.isFinite(fromMs)) return undefined;

  const isLive = state.status.now?.value !== 'resolved';
  const severities = valid.flatMap((entry) =>
    (entry.kind === 'declared' && entry.severityStated !== false) || entry.kind === 'severity'
      ? [
          {
            severity: entry.severity,
            atMs: Math.max(fromMs, at(entry.id, entry.happenedAtMs)),
            on: [entry, ...correctionOf(incident, entry.id)],
          },
        ]
      : [],
  );
  const told = valid.flatMap((entry): readonly PictureMark[] => {
    const text = state.corrections.get(entry.id)?.text ?? ('text' in entry ? entry.text : '');
    const atMs = at(entry.id, entry.happenedAtMs);
    const on = [entry, ...correctionOf(incident, entry.id)];
    if (entry.kind === 'decision') return [{ kind: 'decision', text: text ?? '', atMs, on }];
    if (state.pinned.has(entry.id) && (text ?? '') !== '') {
      const pin = state.pins.get(entry.id)?.now;
      return [
        { kind: 'pinned', text: text ?? '', atMs, on: pin === undefined ? on : [...on, pin] },
      ];
    }
    return [];
  });
  const shownTold = told.toSorted((a, b) => a.atMs - b.atMs).slice(0, mostDecisions);
  const ends = [times.resolved, times.mitigated, ...severities.map(({ atMs }) => atMs)];
  const lastMs = Math.max(fromMs, ...ends.filter((ms): ms is number => ms !== undefined));
  // What was said last has some length, also where another's clock is ahead of this one.
  const toMs = isLive
    ? Math.max(nowMs, lastMs + shownAtLeastMs, ...shownTold.map(({ atMs }) => atMs))
    : (times.resolved ?? Math.max(lastMs, ...shownTold.map(({ atMs }) => atMs)));
  const changes = severities.toSorted((a, b) => a.atMs - b.atMs);
  const marks: PictureMark[] = [
    ...milestones.flatMap((which): readonly PictureMark[] => {
      const atMs = times[which];
      return atMs === undefined ? [] : [{ kind: 'milestone', which, atMs, on: [] }];
    }),
    ...(declared !== undefined
      ? [
          {
            kind: 'milestone' as const,
            which: 'declared' as const,
            atMs: incident.declaredAtMs,
            on: [declared],
          },
        ]
      : []),
    // The first is what it was declared with.
    ...changes
      .slice(1)
      .filter(({ severity }, place) => severity !== changes[place]?.severity)
      .map(({ severity, atMs, on }) => ({ kind: 'severity' as const, severity, atMs, on })),
    ...shownTold,
  ];
  return {
    fromMs,
    toMs: Math.max(toMs, fromMs + 1),
    isLive,
    bands: bandsOf(changes, fromMs, Math.max(toMs, fromMs + 1)),
    marks: marks.toSorted((a, b) => a.atMs - b.atMs || orderOf(a) - orderOf(b)),
    leftOut: told.length - shownTold.length,
  };
}

const order = ['started', 'detected', 'declared', 'acknowledged', 'mitigated', 'resolved'];

function orderOf(mark: PictureMark): number {
  return mark.kind === 'milestone' ? order.indexOf(mark.which) : order.length;
}

function bandsOf(
  changes: readonly { readonly severity: Severity; readonly atMs: number }[],
  fromMs: number,
  toMs: number,
): readonly SeverityBand[] {
  const bands: SeverityBand[] = [];
  // What it was rated at first holds from its start: it was that bad before anybody said so.
  let [severity] = changes.map((one) => one.severity);
  let sinceMs = fromMs;
  for (const change of changes) {
    if (change.severity === severity || change.atMs >= toMs) continue;
    if (change.atMs > sinceMs) bands.push({ severity, fromMs: sinceMs, toMs: change.atMs });
    ({ severity } = change);
    sinceMs = Math.max(sinceMs, change.atMs);
  }
  return [...bands, { severity, fromMs: sinceMs, toMs }];
}

/** Where each mark stands: its place from 0 to 1, and the row in which its number has room. */
export function placeMarks(
  { fromMs, toMs, marks }: IncidentCourse,
  /** How much of the width a number takes, from 0 to 1. */
  room: number,
): readonly { readonly place: number; readonly row: number }[] {
  const ends: number[] = [];
  return marks.map(({ atMs }) => {
    const place = Math.min(1, Math.max(0, (atMs - fromMs) / (toMs - fromMs)));
    const free = ends.findIndex((end) => end <= place - room / 2 + 1e-9);
    const row = free < 0 ? ends.length : free;
    ends[row] = place + room / 2;
    return { place, row };
  });
}

const minuteMs = 60_000;
const steps = [1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440, 2880, 10_080, 43_200, 525_600];

/** Whole local moments at which the axis is marked: at most `most`. */
export function axisTicks(
  { fromMs, toMs }: Pick<IncidentCourse, 'fromMs' | 'toMs'>,
  most: number,
): readonly number[] {
  const stepMs =
    minuteMs * (steps.find((step) => (toMs - fromMs) / (step * minuteMs) <= most) ?? 0);
  if (stepMs === 0) return [];
  // Steps begin at the reader's own midnight.
  const shiftMs = new Date(fromMs).getTimezoneOffset() * minuteMs;
  const ticks: number[] = [];
  let at = Math.ceil((fromMs - shiftMs) / stepMs) * stepMs + shiftMs;
  for (; at <= toMs && ticks.length <= most; at += stepMs) ticks.push(at);
  return ticks;
}
