import type {
  DrillProjection,
  IncidentProjection,
  RunbookProjection,
} from '@holdfast/shared/model/projection';
import { type RunFact, runsByRunbook, type Trust, trustOf } from '@holdfast/shared/model/trust';
import type { Projections } from '../runbooks/list-model.ts';

export interface TrustIndex {
  /** The trust of every runbook at `nowMs`, by document name; the same objects while nothing changed. */
  read(projections: Projections | undefined, nowMs: number): ReadonlyMap<string, Trust>;
}

interface Known {
  readonly runbook: RunbookProjection;
  readonly runs: readonly RunFact[];
  readonly nowMs: number;
  readonly trust: Trust;
}

/** What holds runs, and its document's name. */
type Holder = readonly [document: string, holder: DrillProjection | IncidentProjection];

const noRuns: readonly RunFact[] = [];
const empty: ReadonlyMap<string, Trust> = new Map();

/** Works out trust for lists: lists are made anew with every edit, and few edits change a trust. */
export function createTrustIndex(): TrustIndex {
  let holders: readonly Holder[] = [];
  let runs: ReadonlyMap<string, readonly RunFact[]> = new Map();
  let known = new Map<string, Known>();
  let last = empty;

  return {
    read(projections, nowMs) {
      const found = [...(projections ?? [])].flatMap(([name, one]) =>
        one.kind === 'drill' || one.kind === 'incident' ? [[name, one] as const] : [],
      );
      if (!isSame(holders, found)) {
        holders = found;
        runs = runsByRunbook(found);
      }
      const next = new Map<string, Known>();
      let changed = false;
      for (const [name, runbook] of projections ?? []) {
        if (runbook.kind !== 'runbook') continue;
        const facts = runs.get(name) ?? noRuns;
        const before = known.get(name);
        const kept =
          before?.runbook === runbook && before.runs === facts && before.nowMs === nowMs
            ? before
            : { runbook, runs: facts, nowMs, trust: trustOf(runbook, facts, nowMs) };
        changed ||= kept !== before;
        next.set(name, kept);
      }
      if (changed || next.size !== known.size) {
        last = new Map(Array.from(next, ([name, { trust }]) => [name, trust]));
      }
      known = next;
      return last;
    },
  };
}

function isSame(a: readonly Holder[], b: readonly Holder[]): boolean {
  return a.length === b.length && a.every(([, holder], at) => holder === b[at]?.[1]);
}
