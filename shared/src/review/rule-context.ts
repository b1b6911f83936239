import type { MapValue } from '../model/map-value.ts';
import type {
  DrillProjection,
  IncidentProjection,
  PlanProjection,
  RunbookProjection,
} from '../model/projection.ts';
import type { DocumentName } from '../protocol/names.ts';
import type { EvidenceByCell, ScenarioRules, ScopeReader } from '../readiness/evidence.ts';
import type { Intervals } from '../readiness/intervals.ts';
import type { Stakes } from './stakes.ts';

export type Documents<T> = ReadonlyMap<DocumentName, T>;

/** What the rules over documents look at. None of it is archived, but for what says so itself. */
export interface RuleContext {
  readonly map: MapValue;
  readonly stakes: Stakes;
  readonly scopes: ScopeReader;
  readonly runbooks: Documents<RunbookProjection>;
  readonly drills: Documents<DrillProjection>;
  readonly plans: Documents<PlanProjection>;
  readonly incidents: Documents<IncidentProjection>;
  readonly evidence: EvidenceByCell;
  readonly intervals: Intervals;
  readonly rules: ScenarioRules;
  /** Wall clock, ms since 1970. */
  readonly nowMs: number;
}
