import {
  type Probability,
  type ProbabilitySearch,
  searchProbability,
} from '@holdfast/shared/analysis/diagram';
import type { FaultGraph } from '@holdfast/shared/analysis/fault-graph';
import type { AvailabilityAnswer } from './analysis-messages.ts';

/** Room for a first answer, that is there at once, and for the best one; some 25 bytes a node. */
const firstNodes = 20_000;
const mostNodes = 3_000_000;

/** Works out how likely a component is to be down; driven by whoever has the clock. */
export interface AvailabilitySearch {
  /** Works for about `slices` of some milliseconds; true when it is done. */
  advance(slices: number): boolean;
  /** What is known so far. */
  answer(isWorking: boolean): AvailabilityAnswer;
}

/**
 * First within little room, so that there are bounds while the exact number is worked out; then
 * within as much as a browser can give. Where that is too small or the time is over, the bounds stand.
 */
export function searchAvailability(graph: FaultGraph, top: string): AvailabilitySearch {
  let search: ProbabilitySearch = searchProbability(graph, top, { mostNodes: firstNodes });
  let isLast = false;
  let isDone = false;
  let best: Probability | undefined;
  return {
    advance(slices) {
      for (let slice = 0; slice < slices && !isDone; slice += 1) {
        if (!search.advance(1)) continue;
        best = tighter(best, search.result());
        isDone = isLast || best?.importance !== undefined;
        if (isDone) break;
        isLast = true;
        search = searchProbability(graph, top, { mostNodes });
      }
      return isDone;
    },
    answer: (isWorking) => ({
      found: best,
      isWorking,
      unfinished:
        isWorking || best?.importance !== undefined ? undefined : isDone ? 'too-large' : 'stopped',
    }),
  };
}

/** A whole diagram says all; of two bounds, the one that says more. */
function tighter(
  before: Probability | undefined,
  next: Probability | undefined,
): Probability | undefined {
  if (before === undefined || next === undefined) return next ?? before;
  if (next.importance !== undefined) return next;
  return next.upper - next.lower <= before.upper - before.lower ? next : before;
}
