import type { DrillProjection } from '@holdfast/shared/model/projection';
import type { DocumentName } from '@holdfast/shared/protocol/names';
import type { DrillFilter } from '../app/routes.ts';
import type { Projections } from '../runbooks/list-model.ts';

export interface DrillRow {
  readonly name: DocumentName;
  readonly drill: DrillProjection;
}

/** Rows of earlier projections: a drill that did not change keeps its row, and is not drawn anew. */
export type DrillRowCache = WeakMap<DrillProjection, DrillRow>;

/** All drills, archived or not, in no order. */
export function drillRows(
  projections: Projections | undefined,
  cache: DrillRowCache = new WeakMap(),
): readonly DrillRow[] {
  const rows: DrillRow[] = [];
  for (const [name, projection] of projections ?? []) {
    if (projection.kind !== 'drill') continue;
    const known = cache.get(projection);
    const row = known?.name === name ? known : { name, drill: projection };
    if (row !== known) cache.set(projection, row);
    rows.push(row);
  }
  return rows;
}

/** What the list shows: open ones first, then the last started. */
export function listDrills(
  rows: readonly DrillRow[],
  filter: Pick<DrillFilter, 'archived' | 'runbook'>,
): readonly DrillRow[] {
  return rows
    .filter(({ drill }) => drill.archived === filter.archived && isOf(drill, filter.runbook))
    .toSorted(
      (a, b) =>
        Number(b.drill.outcome === 'open') - Number(a.drill.outcome === 'open') ||
        b.drill.startedAtMs - a.drill.startedAtMs ||
        (a.name < b.name ? -1 : 1),
    );
}

/** Is it a run of this runbook? Of any, where that is empty. */
function isOf(drill: DrillProjection, runbook: string): boolean {
  return runbook === '' || drill.runs.some((run) => run.runbook === runbook);
}

/** How far all runs of a drill are together. */
export function drillProgress(drill: DrillProjection): {
  readonly steps: number;
  readonly done: number;
  readonly skipped: number;
  readonly failed: number;
} {
  const sum = (of: 'steps' | 'done' | 'skipped' | 'failed') =>
    drill.runs.reduce((total, run) => total + run[of], 0);
  return { steps: sum('steps'), done: sum('done'), skipped: sum('skipped'), failed: sum('failed') };
}
