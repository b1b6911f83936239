import type { DrillOutcome, HypothesisVerdict } from '../model/drill-words.ts';
import { asKey } from '../finding/linked-documents.ts';
import type { DrillLogProjection, DrillProjection } from '../model/projection.ts';

/** A drill as the log tells of it: as it stands, or, where it is gone, as its latest seal says. */
export interface DrillLogRow {
  /** Document name. */
  readonly document: string;
  readonly title: string;
  readonly drillKind: string;
  /** Document name of the plan, and id of the ready scenario; empty where there is none. */
  readonly plan: string;
  readonly scenario: string;
  /** Names where the map knows them, else ids. */
  readonly components: readonly string[];
  readonly domains: readonly string[];
  readonly aboutPeople: readonly string[];
  readonly people: readonly string[];
  readonly outcome: DrillOutcome;
  /** Undefined where there is no verdict, or only a seal is left. */
  readonly hypothesis: HypothesisVerdict | undefined;
  /** Wall clock, ms since 1970; 0 where it is not known, and for an end while it is open. */
  readonly startedAtMs: number;
  readonly endedAtMs: number;
  readonly rtoSeconds: number | undefined;
  readonly rpoSeconds: number | undefined;
  readonly recoverySeconds: number | undefined;
  readonly dataLossSeconds: number | undefined;
  readonly findings: number;
  readonly openFindings: number;
  /** Undefined where only a seal is left. */
  readonly openActions: number | undefined;
  readonly files: number | undefined;
  /** Who sealed it last, and when; empty and 0 where nobody did. */
  readonly sealedBy: string;
  readonly sealedAtMs: number;
  /** Nothing but its seal is here. */
  readonly gone: boolean;
}

type SealSummary = DrillLogProjection['seals'][number];

/**
 * One row a drill, the oldest first. Archived ones are among them: the log leaves nothing out.
 *
 * @param nameOf what an id of the map is called; undefined where it is not known
 */
export function drillLogRows(
  drills: Iterable<readonly [document: string, drill: DrillProjection]>,
  seals: readonly SealSummary[],
  nameOf: (id: string) => string | undefined = () => undefined,
): readonly DrillLogRow[] {
  const sealOf = new Map(seals.map((seal) => [seal.drill, seal]));
  const names = (ids: readonly string[]) => ids.map((id) => nameOf(id) ?? id);
  const rows: DrillLogRow[] = [];
  for (const [document, drill] of drills) {
    rows.push({
      ...ofBoth(document, drill, sealOf.get(document), names),
      hypothesis: drill.verdict?.hypothesis,
      findings: drill.findings.length,
      openFindings: drill.findings.filter(({ state }) => state === 'open').length,
      openActions: drill.actions.filter(({ state }) => state === 'open').length,
      files: drill.files,
      gone: false,
    });
    sealOf.delete(document);
  }
  for (const [document, seal] of sealOf) {
    rows.push({
      ...ofBoth(document, seal, seal, names),
      hypothesis: undefined,
      findings: seal.findings,
      openFindings: seal.openFindings,
      openActions: undefined,
      files: undefined,
      gone: true,
    });
  }
  return rows.sort((a, b) => a.startedAtMs - b.startedAtMs || (a.document < b.document ? -1 : 1));
}

function ofBoth(
  document: string,
  said: DrillProjection | SealSummary,
  seal: SealSummary | undefined,
  names: (ids: readonly string[]) => readonly string[],
): Omit<
  DrillLogRow,
  'hypothesis' | 'findings' | 'openFindings' | 'openActions' | 'files' | 'gone'
> {
  return {
    document,
    title: said.title,
    drillKind: said.drillKind,
    plan: said.plan,
    scenario: said.scenario,
    components: names(said.scope.components),
    domains: names(said.scope.domains),
    aboutPeople: names(said.scope.people),
    people: said.people,
    outcome: said.outcome,
    startedAtMs: said.startedAtMs,
    endedAtMs: said.endedAtMs,
    rtoSeconds: said.rtoSeconds,
    rpoSeconds: said.rpoSeconds,
    recoverySeconds: said.recoverySeconds,
    dataLossSeconds: said.dataLossSeconds,
    sealedBy: seal?.sealedBy ?? '',
    sealedAtMs: seal?.sealedAtMs ?? 0,
  };
}

/** What of the log is wanted; what is absent or empty lets all through. */
export interface DrillLogFilter {
  readonly kind?: string;
  readonly outcome?: string;
  /** A part of the name of a component that it is about. */
  readonly component?: string;
  /** Days on which it started, both included: local days, `2026-11-30`. */
  readonly from?: string;
  readonly to?: string;
  /** A part of a name: who said or did something, took part, or was what it was about. */
  readonly person?: string;
}

/** @param dayOf the local day of a moment, wall clock ms since 1970 */
export function filterDrillLog(
  rows: readonly DrillLogRow[],
  filter: DrillLogFilter,
  dayOf: (atMs: number) => string,
): readonly DrillLogRow[] {
  const { kind = '', outcome = '', component = '', from = '', to = '', person = '' } = filter;
  const has = (names: readonly string[], wanted: string) =>
    wanted === '' || names.some((name) => asKey(name).includes(asKey(wanted)));
  return rows.filter((row) => {
    const day = from === '' && to === '' ? '' : dayOf(row.startedAtMs);
    return (
      (kind === '' || row.drillKind === kind) &&
      (outcome === '' || row.outcome === outcome) &&
      has(row.components, component) &&
      has([...row.people, ...row.aboutPeople], person) &&
      (from === '' || day >= from) &&
      (to === '' || day <= to)
    );
  });
}
