import { findCutSets } from './cut-sets.ts';
import { findProbability, labelled, type Probability } from './diagram.ts';
import { unionFromBelow } from './probability-bounds.ts';
import { type Explanation, explanationOf } from './explanation.ts';
import { createFalls, type Reason } from './fall.ts';
import type { FaultGraph } from './fault-graph.ts';
import type { Together } from './map-explanation.ts';
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
  readonly pathNames: (path: readonly Reason[]) => readonly string[];
  readonly explained: (explanation: Explanation) => ReportExplanation;
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
  readonly probability: Omit<Probability, 'importance'>;
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
  /** It takes the target down only through redundancy that was meant to stand it. Absent where time or room was over. */
  readonly hidden?: boolean | undefined;
  /**
   * Names from the target down to it, both included: each falls because the next does, and where it
   * is redundant, because more fall with that. Absent where time or room was over.
   */
  readonly path?: readonly string[] | undefined;
  /** Of a hidden one: all that falls, and why. */
  readonly explanation?: ReportExplanation | undefined;
}

/** Why something falls: each of the path because of the next. */
export interface ReportExplanation {
  readonly path: readonly string[];
  /** The last of the path falls because so many fall, each as its branch tells. */
  readonly together?: Together | undefined;
  readonly branches?: readonly ReportExplanation[] | undefined;
  /** Where the path ends, and the rest is not here. */
  readonly rest?: Explanation['rest'];
}

/** Names in all paths and explanations together: those of a long chain grow with its square, and nobody reads them. */
const mostSteps = 200_000;

/** Analyses one target: what takes it down alone, minimal cut sets, how likely it is to be down. */
export function analysisReport(
  graph: FaultGraph,
  target: string,
  options: ReportOptions,
): AnalysisReport {
  const { order, limit, isOver, nameOf, pathNames, explained } = options;
  const failures = createSingleFailures(graph);
  const falls = createFalls(graph);
  let steps = 0;
  const spofs = failures.failuresOf(target).map((event): ReportSpof => {
    const found = { event, name: nameOf(event) };
    if (steps >= mostSteps || isOver()) return found;
    const fall = falls.of([event], target);
    const path = pathNames(fall.pathTo(target) ?? []);
    steps += path.length;
    if (!fall.isThroughRedundancy(target)) return { ...found, hidden: false, path };
    const why = explanationOf(fall, target);
    const explanation = why === undefined ? undefined : explained(why);
    steps += explanation === undefined ? 0 : sizeOf(explanation);
    return { ...found, hidden: true, path, explanation };
  });
  const cutSets = findCutSets(graph, target, { order, isOver });
  const { sets, omitted } = cutSets.list({ limit });
  const probability = raised(
    graph,
    findProbability(graph, target, { isOver }),
    sets.map(({ events }) => events),
  );
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
    probability,
    spofs,
    pathsOmitted: spofs.filter(({ path }) => path === undefined).length,
  };
}

function sizeOf({ path, branches = [] }: ReportExplanation): number {
  return branches.reduce((sum, branch) => sum + sizeOf(branch), path.length);
}

/** At least as likely as the cut sets that were found: where the time was over, that is more than the gates say. */
function raised(
  graph: FaultGraph,
  { value, kind, lower, upper, unknown }: Probability,
  sets: readonly (readonly string[])[],
): Omit<Probability, 'importance'> {
  if (kind === 'exact') return { value, kind, lower, upper, unknown };
  const weights = Array.from(graph.unavailability, (q) => (Number.isNaN(q) ? 0 : q));
  const known = sets.map((events) => events.map((event) => graph.nodes.get(event) ?? -1));
  const least = Math.min(upper, Math.max(lower, unionFromBelow(known, weights)));
  return { ...labelled(least, upper), unknown };
}

function plain(count: bigint): ReportCount {
  return count <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(count) : String(count);
}
