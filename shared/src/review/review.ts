import type { MapFinding } from '../analysis/findings.ts';
import type { Days } from '../drilling/plan-occurrences.ts';
import { type Acceptance, isAccepted } from '../model/map-acceptances.ts';
import type { MapValue } from '../model/map-value.ts';
import type { Projection } from '../model/projection.ts';
import type { DocumentName } from '../protocol/names.ts';
import {
  createScopeReader,
  type EvidenceByCell,
  evidenceByCell,
  type ScenarioRules,
} from '../readiness/evidence.ts';
import { type Intervals, intervalsOf } from '../readiness/intervals.ts';
import { createDues, type Dues, openDrillFindings, overdueFindings } from './drill-rules.ts';
import { compareFindings, type ReviewFinding, type ReviewLevel, reviewLevels } from './finding.ts';
import { incidentFindings } from './incident-rule.ts';
import { causeGroups, createMapRules } from './map-rules.ts';
import { provenFindings, untestedFindings } from './recovery-rules.ts';
import { runbookFindings } from './runbook-rules.ts';
import type { Documents } from './rule-context.ts';
import { saysTheSame } from './says-the-same.ts';
import { createStakes } from './stakes.ts';

/**
 * Everything that the review follows from. What did not change must be the same object: by that it
 * knows what to work out again. `nowMs` is read as it is: hand in the same one until time matters.
 */
export interface ReviewInput {
  readonly projections: ReadonlyMap<DocumentName, Projection>;
  readonly map: MapValue;
  /** Of `mapFindings`, about this map; an older list may stand in until the analysis has caught up. */
  readonly mapFindings: readonly MapFinding[];
  /** By finding: `readAcceptances`. */
  readonly acceptances: ReadonlyMap<string, Acceptance>;
  readonly rules: ScenarioRules;
  /** Wall clock, ms since 1970. */
  readonly nowMs: number;
  readonly days: Days;
}

/** Somebody lives with it, for now. */
export interface AcceptedFinding extends ReviewFinding {
  /** Of its parts' acceptances the one that ends first: on the day after it is back. */
  readonly acceptance: Acceptance;
}

export type LevelCounts = Readonly<Record<ReviewLevel, number>>;

/** A finding that says the same as in the state before is the same object. */
export interface ReviewState {
  /** What nobody accepted, what protects most first. */
  readonly findings: readonly ReviewFinding[];
  readonly accepted: readonly AcceptedFinding[];
  /** Of `findings`. */
  readonly counts: LevelCounts;
}

export interface Review {
  /** The review of these; what did not change since the last time is not worked out again. */
  update(input: ReviewInput): ReviewState;
}

/** One review from scratch. */
export function reviewOf(input: ReviewInput): ReviewState {
  return createReview().update(input);
}

export function createReview(): Review {
  const slices = createSlices();
  const stakesOf = remembered((map: MapValue) => createStakes(map));
  const scopesOf = remembered((map: MapValue) => createScopeReader(map));
  const evidenceOf = remembered(
    (map: MapValue, projections: ReadonlyMap<DocumentName, Projection>, rules: ScenarioRules) =>
      evidenceByCell({ map, projections, rules }),
  );
  const intervalsFor = remembered(
    (map: MapValue, projections: ReadonlyMap<DocumentName, Projection>, rules: ScenarioRules) =>
      intervalsOf({ map, projections, rules }),
  );
  // One for each rule: what it is made of is all that it looks at.
  const sameOfMap = createSame<MapFinding>();
  const groupsOf = remembered((findings: readonly MapFinding[]) =>
    causeGroups(sameOfMap(findings)),
  );
  const ofMap = remembered(createMapRules());
  const ofRunbooks = remembered(
    (map: MapValue, { runbooks, drills, incidents }: RunbookSlices, nowMs: number) =>
      runbookFindings({
        stakes: stakesOf(map),
        scopes: scopesOf(map),
        runbooks,
        drills,
        incidents,
        nowMs,
      }),
  );
  const dueDays = createDues();
  const duesOf = remembered(({ plans, drills }: DrillSlices, _today: string, days: Days): Dues =>
    dueDays(plans, drills, days),
  );
  const ofPlans = remembered((map: MapValue, slices: DrillSlices, dues: Dues) =>
    overdueFindings({ stakes: stakesOf(map), scopes: scopesOf(map), ...slices, dues }),
  );
  const ofDrills = remembered((map: MapValue, slices: DrillSlices) =>
    openDrillFindings({ stakes: stakesOf(map), scopes: scopesOf(map), ...slices }),
  );
  const ofRecoveries = remembered(
    (map: MapValue, slices: DrillSlices, intervals: Intervals, nowMs: number) =>
      untestedFindings({
        map,
        stakes: stakesOf(map),
        scopes: scopesOf(map),
        ...slices,
        intervals,
        nowMs,
      }),
  );
  const ofMeasures = remembered(
    (map: MapValue, evidence: EvidenceByCell, intervals: Intervals, nowMs: number) =>
      provenFindings({ map, stakes: stakesOf(map), evidence, intervals, nowMs }),
  );
  const ofIncidents = remembered((map: MapValue, incidents: Slices['incidents'], nowMs: number) =>
    incidentFindings({ stakes: stakesOf(map), scopes: scopesOf(map), incidents, nowMs }),
  );
  const same = createSame<ReviewFinding>();
  const acceptedOne = createAccepted();

  return {
    update({ projections, map, mapFindings, acceptances, rules, nowMs, days }) {
      const now = slices(projections);
      const stakes = stakesOf(map);
      const dues = duesOf(now.forDrills, days.today, days);
      const intervals = intervalsFor(map, now.all, rules);
      const evidence = evidenceOf(map, now.all, rules);
      const found = [
        ...ofMap(map, stakes, groupsOf(mapFindings)),
        ...ofRunbooks(map, now.forRunbooks, nowMs),
        ...ofPlans(map, now.forDrills, dues),
        ...ofDrills(map, now.forDrills),
        ...ofRecoveries(map, now.forDrills, intervals, nowMs),
        ...ofMeasures(map, evidence, intervals, nowMs),
        ...ofIncidents(map, now.incidents, nowMs),
      ];
      const findings: ReviewFinding[] = [];
      const accepted: AcceptedFinding[] = [];
      for (const one of same(found.toSorted(compareFindings))) {
        const acceptance = acceptanceOf(one, acceptances, days.today);
        if (acceptance === undefined) findings.push(one);
        else accepted.push(acceptedOne(one, acceptance));
      }
      return { findings, accepted, counts: countLevels(findings) };
    },
  };
}

/** How many there are of each level. */
export function countLevels(findings: readonly ReviewFinding[]): LevelCounts {
  const counts = { critical: 0, high: 0, medium: 0, low: 0 };
  for (const { level } of findings) counts[level] += 1;
  return counts;
}

/** Whether it is of this level or a worse one. */
export function isAtLeast(level: ReviewLevel, least: ReviewLevel): boolean {
  return reviewLevels.indexOf(level) <= reviewLevels.indexOf(least);
}

function acceptanceOf(
  { parts }: ReviewFinding,
  acceptances: ReadonlyMap<string, Acceptance>,
  today: string,
): Acceptance | undefined {
  let first: Acceptance | undefined;
  for (const part of parts) {
    const acceptance = acceptances.get(part);
    if (acceptance === undefined || !isAccepted(acceptance, today)) return undefined;
    if (first === undefined || acceptance.until < first.until) first = acceptance;
  }
  return first;
}

/** The same finding with the same acceptance is the same object. */
function createAccepted(): (finding: ReviewFinding, acceptance: Acceptance) => AcceptedFinding {
  const known = new WeakMap<ReviewFinding, AcceptedFinding>();
  return (finding, acceptance) => {
    const last = known.get(finding);
    if (last?.acceptance === acceptance) return last;
    const now = { ...finding, acceptance };
    known.set(finding, now);
    return now;
  };
}

/** Findings that say the same as before are the same objects: so it is known what changed. */
function createSame<F extends { readonly id: string }>(): (findings: readonly F[]) => readonly F[] {
  let known: ReadonlyMap<string, F> = new Map();
  return (findings) => {
    const result = findings.map((finding) => {
      const last = known.get(finding.id);
      return last !== undefined && saysTheSame(last, finding) ? last : finding;
    });
    known = new Map(result.map((finding) => [finding.id, finding]));
    return result;
  };
}

/** The result of the last call again, as long as everything is the same. */
function remembered<Args extends readonly unknown[], T>(work: (...args: Args) => T) {
  let last: { readonly args: Args; readonly result: T } | undefined;
  return (...args: Args): T => {
    if (last?.args.every((one, at) => one === args[at]) !== true)
      last = { args, result: work(...args) };
    return last.result;
  };
}

type OfKind<K extends Projection['kind']> = Documents<Extract<Projection, { kind: K }>>;

interface RunbookSlices {
  readonly runbooks: OfKind<'runbook'>;
  readonly drills: OfKind<'drill'>;
  readonly incidents: OfKind<'incident'>;
}

interface DrillSlices {
  readonly runbooks: OfKind<'runbook'>;
  readonly drills: OfKind<'drill'>;
  readonly plans: OfKind<'plan'>;
}

interface Slices extends RunbookSlices, DrillSlices {
  readonly forRunbooks: RunbookSlices;
  readonly forDrills: DrillSlices;
  /** All of the four kinds. */
  readonly all: ReadonlyMap<DocumentName, Projection>;
}

/** The documents of each kind, by name in order; the same object as long as none of them changed. */
function createSlices(): (projections: ReadonlyMap<DocumentName, Projection>) => Slices {
  const kept = {
    runbook: keptSlice('runbook'),
    drill: keptSlice('drill'),
    plan: keptSlice('plan'),
    incident: keptSlice('incident'),
  };
  const forRunbooks = remembered(
    (
      runbooks: Slices['runbooks'],
      drills: Slices['drills'],
      incidents: Slices['incidents'],
    ): RunbookSlices => ({ runbooks, drills, incidents }),
  );
  const forDrills = remembered(
    (
      runbooks: Slices['runbooks'],
      drills: Slices['drills'],
      plans: Slices['plans'],
    ): DrillSlices => ({ runbooks, drills, plans }),
  );
  const joined = remembered(
    (
      runbooks: Slices['runbooks'],
      drills: Slices['drills'],
      plans: Slices['plans'],
      incidents: Slices['incidents'],
    ): Slices => ({
      runbooks,
      drills,
      plans,
      incidents,
      forRunbooks: forRunbooks(runbooks, drills, incidents),
      forDrills: forDrills(runbooks, drills, plans),
      all: new Map<DocumentName, Projection>([...runbooks, ...drills, ...plans, ...incidents]),
    }),
  );
  return (projections) =>
    joined(
      kept.runbook(projections),
      kept.drill(projections),
      kept.plan(projections),
      kept.incident(projections),
    );
}

function keptSlice<K extends Projection['kind']>(kind: K) {
  let last: OfKind<K> = new Map();
  const isOfKind = (one: Projection): one is Extract<Projection, { kind: K }> => one.kind === kind;
  return (projections: ReadonlyMap<DocumentName, Projection>): OfKind<K> => {
    const now: [DocumentName, Extract<Projection, { kind: K }>][] = [];
    let isSame = true;
    for (const [name, one] of projections) {
      if (!isOfKind(one)) continue;
      isSame &&= last.get(name) === one;
      now.push([name, one]);
    }
    if (!isSame || now.length !== last.size)
      last = new Map(now.sort(([a], [b]) => (a < b ? -1 : 1)));
    return last;
  };
}
