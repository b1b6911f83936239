import type { Fall, Reason } from './fall.ts';

/** Why something falls, as a tree of lines: each thing on a line falls because the next one does. */
export interface Explanation {
  /** From what falls down to what fails by itself, or to what falls with several others. */
  readonly line: readonly Reason[];
  /**
   * How each of the inputs falls that take the last of the line down together: first so many as take
   * it down, then others that fall, too. None where one did.
   */
  readonly branches: readonly Explanation[];
  /** Where the line ends, and the rest is not here. */
  readonly rest: 'told-above' | 'left-out' | undefined;
}

/** Gates that stand several failures, in one explanation: more of them nobody follows. */
const mostSplits = 200;

/** Explains the fall of a node: what is told once is not told again. */
export function explanationOf(fall: Fall, node: string): Explanation | undefined {
  if (!fall.has(node)) return undefined;
  const told = new Set<string>();
  const root: Unfinished = { node, line: [], branches: [], rest: undefined };
  // A stack of our own, in the order of reading: groups of groups can be deeper than a call may be.
  const stack = [root];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const { line } = next;
    for (let at: string | undefined = next.node; at !== undefined;) {
      const reason = fall.reasonOf(at);
      if (reason === undefined) break;
      line.push(reason);
      const [first, ...others] = reason.by;
      at = first;
      if (others.length === 0) continue;
      at = undefined;
      if (told.has(reason.node)) next.rest = 'told-above';
      else if (told.size >= mostSplits) next.rest = 'left-out';
      else {
        told.add(reason.node);
        next.branches = [...reason.by, ...reason.also].map((by) => ({
          node: by,
          line: [],
          branches: [],
          rest: undefined,
        }));
        stack.push(...next.branches.toReversed());
      }
    }
  }
  return root;
}

interface Unfinished {
  readonly node: string;
  readonly line: Reason[];
  branches: Unfinished[];
  rest: Explanation['rest'];
}
