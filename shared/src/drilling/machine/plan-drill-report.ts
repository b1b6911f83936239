import { cleanLine } from '../../model/meta.ts';
import type { DrillEntry } from '../../model/drill-entries.ts';
import type { EntryFields, KnownEntry } from '../../model/entries.ts';
import { idAt, idEnding } from '../../model/ids.ts';
import type { MapValue } from '../../model/map-value.ts';
import { isScenarioId } from '../scenarios/catalogue.ts';
import { type DocumentName, documentNameSchema } from '../../protocol/names.ts';
import type { DrillReport } from './drill-report.ts';

/** Clocks differ; a moment that is farther ahead than this is not believed. */
const aheadMs = 5 * 60 * 1000;

/** The document that a report is about: the same on every relay, whoever hears of it. */
export function drillOfReport({ key, moments }: DrillReport): DocumentName {
  return documentNameSchema.parse(`drill:${idAt(moments.started ?? 0, idEnding('drill of', key))}`);
}

/** What names in a report may stand for. */
export interface ReportedAbout {
  /** Where the names of components are looked up; undefined where there is none. */
  readonly map: MapValue | undefined;
  /** Whether the workspace has a document of this name. */
  readonly has: (document: string) => boolean;
}

export type DrillReportPlan =
  /** What is missing of it in the document, in order; nothing where all is there. */
  | { readonly ok: true; readonly entries: readonly KnownEntry[] }
  | { readonly ok: false; readonly problem: string };

/**
 * What a report adds to a drill's document. Ids follow from what entries say, so that two relays
 * that hear of it apart write the same ones, and told again it adds nothing. A verdict is never
 * changed by a machine: people may have thought about it.
 *
 * @param known what the document holds
 * @param nowMs wall clock, ms since 1970
 */
export function planDrillReport(
  report: DrillReport,
  known: readonly DrillEntry[],
  about: ReportedAbout,
  nowMs: number,
): DrillReportPlan {
  const { moments, verdict } = report;
  const late = Object.values(moments).find((atMs) => atMs !== undefined && atMs > nowMs + aheadMs);
  if (late !== undefined) {
    return { ok: false, problem: `${new Date(late).toISOString()} has not come yet` };
  }
  const name = drillOfReport(report);
  const startedMs = moments.started ?? 0;
  const { ids, unknown } = componentsOf(report.components, about.map);
  const entry = (fields: EntryFields, happenedAtMs = moments.started ?? nowMs): KnownEntry => ({
    // Not the moment at which it is told: another relay hears of it later.
    id: idAt(startedMs, idEnding(name, JSON.stringify(fields))),
    fields,
    happenedAtMs,
  });
  const planned = {
    kind: 'planned',
    drillKind: report.drillKind,
    title: cleanLine(report.title),
    plan: report.plan,
    scenario: report.scenario,
    scope: { components: ids, domains: [], people: [] },
    hypothesis: report.hypothesis,
    abort: '',
    expects: [],
    rtoSeconds: report.rtoSeconds,
    rpoSeconds: report.rpoSeconds,
  };
  const begun = known.some(({ kind }) => kind === 'planned');
  const given = known.find((one) => one.kind === 'verdict');
  const wanted =
    verdict === undefined ? undefined : entry(verdictFields(verdict), endMs(report, nowMs));
  if (given?.kind === 'verdict' && wanted !== undefined && isMachines(given, known)) {
    if (given.outcome !== verdict?.outcome) {
      return {
        ok: false,
        problem: `this drill is recorded as ${given.outcome} already; another run needs another key`,
      };
    }
  }
  const said = [
    // What the map calls a component may change between two tellings, and with it the entry.
    ...(begun ? [] : [entry(planned)]),
    ...(['started', 'detected', 'restored', 'data-point'] as const).flatMap((which) => {
      const atMs = moments[which];
      return atMs === undefined ? [] : [entry({ kind: 'moment', which, atMs, after: [] }, atMs)];
    }),
    ...unknownNames(report, unknown, about).map((text) => entry({ kind: 'note', text })),
    ...report.notes.map((text) => entry({ kind: 'note', text })),
    ...report.outputs.map((text) => entry({ kind: 'output', text })),
    ...report.links.map(({ url, text }) => entry({ kind: 'link', url, text })),
    ...report.findings.map((text) => entry({ kind: 'finding', text })),
    ...(given === undefined && wanted !== undefined ? [wanted] : []),
  ];
  const have = new Set(known.map(({ id }) => id));
  // What a report says twice in the same words has one id, and is said once.
  const once = new Map(said.map((one) => [one.id, one]));
  return { ok: true, entries: [...once.values()].filter(({ id }) => !have.has(id)) };
}

/** A name that nothing has is a slip: it is kept, and said, so that the drill is not missed where it belongs. */
function unknownNames(
  { plan, scenario }: DrillReport,
  components: readonly string[],
  { has }: ReportedAbout,
): readonly string[] {
  return [
    ...(components.length === 0 ? [] : [`Not on the map: ${components.join(', ')}.`]),
    ...(scenario === '' || isScenarioId(scenario) ? [] : [`Not a ready scenario: ${scenario}.`]),
    ...(plan === '' || has(plan) ? [] : [`No plan of this name was known: ${plan}.`]),
  ];
}

function verdictFields(verdict: NonNullable<DrillReport['verdict']>): EntryFields {
  const { outcome, hypothesis, text } = verdict;
  return { kind: 'verdict', outcome, hypothesis, text, after: [] };
}

/** Was it given by whoever wrote what was planned? Machines have no device. */
function isMachines(given: DrillEntry, known: readonly DrillEntry[]): boolean {
  const first = known.find(({ kind }) => kind === 'planned');
  return given.device === '' && given.by === first?.by;
}

function endMs({ moments }: DrillReport, nowMs: number): number {
  return moments.restored ?? moments.detected ?? moments.started ?? nowMs;
}

/** Ids of components, by id, name or another name; and what none is called. */
function componentsOf(
  names: readonly string[],
  map: MapValue | undefined,
): { readonly ids: readonly string[]; readonly unknown: readonly string[] } {
  if (names.length === 0) return { ids: [], unknown: [] };
  const byName = new Map<string, string>();
  for (const { id, name, aliases } of map?.components.values() ?? []) {
    for (const called of [...aliases, name, id]) byName.set(fold(called), id);
  }
  const ids = new Set<string>();
  const unknown: string[] = [];
  for (const name of names) {
    const id = byName.get(fold(name));
    if (id === undefined) unknown.push(name);
    else ids.add(id);
  }
  return { ids: [...ids].toSorted(), unknown };
}

function fold(name: string): string {
  return name.trim().toLowerCase();
}
