import { findCutSets } from './cut-sets.ts';
import { findProbability, type Probability } from './diagram.ts';
import type { FaultGraph } from './fault-graph.ts';
import { createSingleFailures } from './single-failures.ts';

export interface ReportOptions {
  /** The most members of a cut set that is looked for. */
  readonly order: number;
  /** The most cut sets that are listed; all are counted. */
  readonly limit: number;
  /** Asked every few milliseconds; then the report says how far it came. */
  readonly isOver: () => boolean;
  /** What people call a node. */
  readonly nameOf: (node: string) => string;
  /** The names of a path, from the target down to what fails. */
  readonly pathNames: (path: readonly string[]) => readonly string[];
}

/** A count; as text where it is beyond what a number holds. */
export type ReportCount = number | string;

/** Everything that one analysis says of one target, as plain JSON. */
export interface AnalysisReport {
  readonly target: string;
  /** Every cut set up to the wanted order is known and counted. */
  readonly complete: boolean;
  /** Up to which order all is known. */
  readonly completeTo: number;
  /** Down although nothing failed: its one cut set is empty. */
  readonly alwaysDown: boolean;
  /** By order, from 1 on; orders that are not known are not here. */
  readonly countsByOrder: Readonly<Record<string, ReportCount>>;
  /** The likeliest first. */
  readonly cutSets: readonly ReportCutSet[];
  /** How many are counted and not listed. */
  readonly cutSetsOmitted: ReportCount;
  /** Absent where the time was over. */
  readonly probability?: Omit<Probability, 'importance'> | undefined;
  /** All of them. */
  readonly spofs: readonly ReportSpof[];
  /** How many of them are told without their path. */
  readonly pathsOmitted: number;
}

export interface ReportCutSet {
  readonly order: number;
  readonly events: readonly string[];
  readonly names: readonly string[];
  readonly probability?: number | undefined;
}

export interface ReportSpof {
  readonly event: string;
  readonly name: string;
  /** Names from the target down to it, both included. Absent where time or room was over. */
  readonly path?: readonly string[] | undefined;
}

/** Names in all paths together: those of a long chain grow with its square, and nobody reads them. */
const mostSteps = 200_000;

/** Analyses one target: what takes it down alone, minimal cut sets, how likely it is to be down. */
export function analysisReport(
  graph: FaultGraph,
  target: string,
  options: ReportOptions,
): AnalysisReport {
  const { order, limit, isOver, nameOf, pathNames } = options;
  const failures = createSingleFailures(graph);
  let steps = 0;
  const spofs = failures.failuresOf(target).map((event): ReportSpof => {
    const found = { event, name: nameOf(event) };
    if (steps >= mostSteps || isOver()) return found;
    const path = pathNames(failures.pathTo(target, event) ?? [event]);
    steps += path.length;
    return { ...found, path };
  });
  const cutSets = findCutSets(graph, target, { order, isOver });
  const { sets, omitted } = cutSets.list({ limit });
  const probability = findProbability(graph, target, { isOver });
  return {
    target,
    complete: cutSets.isComplete,
    completeTo: Number.isFinite(cutSets.completeTo) ? cutSets.completeTo : cutSets.counts.length,
    alwaysDown: cutSets.isAlwaysDown,
    countsByOrder: Object.fromEntries(
      cutSets.counts.map((count, at) => [String(at + 1), plain(count)]),
    ),
    cutSets: sets.map(({ events, probability: likely }) => ({
      order: events.length,
      events,
      names: events.map(nameOf),
      probability: likely,
    })),
    cutSetsOmitted: plain(omitted),
    probability: probability === undefined ? undefined : withoutImportance(probability),
    spofs,
    pathsOmitted: spofs.filter(({ path }) => path === undefined).length,
  };
}

function withoutImportance({
  value,
  kind,
  lower,
  upper,
  unknown,
}: Probability): Omit<Probability, 'importance'> {
  return { value, kind, lower, upper, unknown };
}

function plain(count: bigint): ReportCount {
  return count <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(count) : String(count);
}
