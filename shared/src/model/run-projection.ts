import type { RunProjection } from './projection.ts';
import type { RunState } from './run-fold.ts';

/** What lists and trust need to know of a run, in whatever document it is. */
export function projectRun(state: RunState): RunProjection {
  return {
    id: state.run.id,
    runbook: state.run.runbook,
    version: state.run.version,
    title: state.run.title,
    startedAtMs: state.run.happenedAtMs,
    endedAtMs: state.endedAtMs,
    outcome: state.outcome,
    steps: state.counts.steps,
    done: state.counts.done,
    skipped: state.counts.skipped,
    failed: state.counts.failed,
    people: [...state.people],
  };
}
