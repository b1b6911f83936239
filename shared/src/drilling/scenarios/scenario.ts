import type { DrillKind } from '../../model/drill-kinds.ts';

/** A drill that is ready to be planned: what anyone would write who has held it before. */
export interface Scenario {
  readonly id: string;
  readonly title: string;
  readonly drillKind: DrillKind;
  /** In a sentence: what is tried. */
  readonly summary: string;
  readonly hypothesis: string;
  /** When to stop. */
  readonly abort: string;
  /** Markdown, with steps that a run can tick off. */
  readonly steps: string;
  /** What to measure, a line each. */
  readonly measures: readonly string[];
  /** Who takes part. */
  readonly roles: readonly string[];
  /** Canonical words. */
  readonly cadence: string;
}
