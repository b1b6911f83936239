import type { Projection, RunProjection } from '@holdfast/shared/model/projection';
import type { MapComponent } from '@holdfast/shared/model/map-value';
import { linkedDocuments } from '@holdfast/shared/finding/linked-documents';

/** Something that a drill showed not to work, and that no later drill has shown to work. */
export interface OpenDrillFinding {
  /** Document name of the drill, and id of its run. */
  readonly drill: string;
  readonly run: string;
  readonly title: string;
  /** Wall clock, ms since 1970. */
  readonly endedAtMs: number;
  /** Steps that failed; 0 where only the whole was said to have failed. */
  readonly failedSteps: number;
}

/** What drills of the components' runbooks left open: each runbook's last verdict, where that is a failure. */
export function openDrillFindings(
  components: readonly MapComponent[],
  projections: ReadonlyMap<string, Projection> | undefined,
): readonly OpenDrillFinding[] {
  const last = new Map<string, { readonly drill: string; readonly run: RunProjection }>();
  for (const component of components) {
    const { runbooks, drills } = linkedDocuments(component, projections);
    const own = new Set(runbooks.map(({ name }) => name));
    for (const { name, projection } of drills) {
      for (const run of projection.runs) {
        if (!own.has(run.runbook) || (run.outcome !== 'passed' && run.outcome !== 'failed'))
          continue;
        if ((last.get(run.runbook)?.run.endedAtMs ?? -1) >= run.endedAtMs) continue;
        last.set(run.runbook, { drill: name, run });
      }
    }
  }
  return [...last.values()]
    .filter(({ run }) => run.outcome === 'failed')
    .toSorted((a, b) => b.run.endedAtMs - a.run.endedAtMs)
    .map(({ drill, run }) => ({
      drill,
      run: run.id,
      title: run.title,
      endedAtMs: run.endedAtMs,
      failedSteps: run.failed,
    }));
}
