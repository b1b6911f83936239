import * as Y from 'yjs';
import type { EntryContext } from '../model/entries.ts';
import type { DocumentName } from '../protocol/names.ts';
import { episodesOf, readEpisode } from './episode.ts';
import type { MachineReport } from './machine-report.ts';
import { planReport, type ReportPlan } from './plan-report.ts';
import { appendReport } from './write-report.ts';

/** For tests: a relay's documents without the relay. */
export interface Desk {
  readonly docs: ReadonlyMap<DocumentName, Y.Doc>;
  /** Takes a report in, at a moment in ms since 1970. */
  take(report: MachineReport, nowMs?: number): ReportPlan;
  doc(name: DocumentName): Y.Doc;
  /** Takes over all that another has. */
  pull(other: Desk): void;
}

export function createDesk(): Desk {
  const docs = new Map<DocumentName, Y.Doc>();
  function doc(name: DocumentName): Y.Doc {
    const known = docs.get(name) ?? new Y.Doc();
    docs.set(name, known);
    return known;
  }
  return {
    docs,
    doc,
    take(report, nowMs = startMs) {
      const episodes = episodesOf(report.group, [...docs.keys()], 20).map((name) =>
        readEpisode(name, doc(name)),
      );
      const plan = planReport(report, episodes, nowMs);
      if (!plan.ok) return plan;
      for (const write of plan.writes)
        appendReport(doc(write.doc), write.entries, byMachine(report.by, nowMs));
      return plan;
    },
    pull(other) {
      for (const [name, theirs] of other.docs)
        Y.applyUpdate(doc(name), Y.encodeStateAsUpdate(theirs));
    },
  };
}

function byMachine(name: string, nowMs: number): EntryContext {
  return {
    actor: { name, device: '' },
    nowMs,
    random: { bytes: (length) => new Uint8Array(length) },
  };
}

export const startMs = Date.parse('2026-11-27T10:00:00Z');
const minuteMs = 60_000;

export interface AlertGiven {
  readonly name?: string;
  readonly instance?: string;
  readonly severity?: string;
  /** Minutes from `startMs`. */
  readonly from?: number;
  /** Minutes from `startMs`; absent: it fires. */
  readonly to?: number;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** A notification as Alertmanager 0.27 sends it. */
export function notification(
  alerts: readonly AlertGiven[],
  other: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> {
  const time = (minutes: number): string => new Date(startMs + minutes * minuteMs).toISOString();
  return {
    version: '4',
    groupKey: '{}/{team="shop"}:{alertname="HighErrorRate"}',
    truncatedAlerts: 0,
    status: alerts.some(({ to }) => to === undefined) ? 'firing' : 'resolved',
    receiver: 'team-shop',
    groupLabels: { alertname: alerts[0]?.name ?? 'HighErrorRate' },
    commonLabels: { alertname: alerts[0]?.name ?? 'HighErrorRate', team: 'shop' },
    commonAnnotations: {},
    externalURL: 'http://alertmanager.example:9093',
    alerts: alerts.map(
      ({ name = 'HighErrorRate', instance = 'a', severity, from = 0, to, annotations = {} }) => ({
        status: to === undefined ? 'firing' : 'resolved',
        labels: {
          alertname: name,
          instance,
          team: 'shop',
          ...(severity === undefined ? {} : { severity }),
        },
        annotations,
        startsAt: time(from),
        endsAt: to === undefined ? '0001-01-01T00:00:00Z' : time(to),
        generatorURL: 'http://prometheus.example:9090/graph?g0.expr=up',
        fingerprint: `${name}-${instance}`,
      }),
    ),
    ...other,
  };
}
