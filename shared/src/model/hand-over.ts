import { isEnded, type RunState } from './run-fold.ts';

/** From and to, both included; numbers of steps as people count, from 1. */
export type StepRange = readonly [from: number, to: number];

/** Who did what so far, and where to go on. */
export interface HandOver {
  /** Each person's ended steps; whoever did the last one comes last. */
  readonly did: readonly { readonly by: string; readonly steps: readonly StepRange[] }[];
  /** Place (from 0) of the step to go on with; undefined where all are ended. */
  readonly next: number | undefined;
}

/**
 * Where a run is handed over: after the step that was ended last comes the next that is open, since
 * conditions lead past some; behind the end it begins with the first that was left.
 */
export function handOver(state: Pick<RunState, 'steps'>): HandOver {
  const did = new Map<string, { places: number[]; lastMs: number }>();
  let last = { place: -1, atMs: -1 };
  for (const [place, step] of state.steps.entries()) {
    if (!step.inPart || !isEnded(step.state)) continue;
    const known = did.get(step.by) ?? { places: [], lastMs: 0 };
    known.places.push(place);
    known.lastMs = Math.max(known.lastMs, step.atMs);
    did.set(step.by, known);
    if (step.atMs >= last.atMs) last = { place, atMs: step.atMs };
  }
  const open = state.steps.flatMap(({ inPart, state: name }, place) =>
    inPart && !isEnded(name) ? [place] : [],
  );
  return {
    did: [...did]
      .toSorted(([, a], [, b]) => a.lastMs - b.lastMs)
      .map(([by, { places }]) => ({ by, steps: ranges(places) })),
    next: open.find((place) => place > last.place) ?? open[0],
  };
}

function ranges(places: readonly number[]): readonly StepRange[] {
  const found: [number, number][] = [];
  for (const place of places) {
    const current = found.at(-1);
    if (current !== undefined && current[1] === place) current[1] = place + 1;
    else found.push([place + 1, place + 1]);
  }
  return found;
}
