import { isEnded, type RunState } from './run-fold.ts';

/** From and to, both included; numbers of steps as people count, from 1. */
export type StepRange = readonly [from: number, to: number];

/** Who did what so far, and where to go on. */
export interface HandOver {
  /** Each person's ended steps; whoever did the last one comes last. */
  readonly did: readonly { readonly by: string; readonly steps: readonly StepRange[] }[];
  /** Place (from 0) of the step to go on with; undefined where all are ended. */
  readonly next: number | undefined;
  /** Open steps before one that was ended, without those that a condition led past. */
  readonly left: readonly StepRange[];
}

/**
 * Where a run is handed over: at the first step that is open. Those that a condition led past and
 * that nobody began come last.
 */
export function handOver(state: Pick<RunState, 'run' | 'steps'>): HandOver {
  const did = new Map<string, { places: number[]; lastMs: number }>();
  let last = -1;
  for (const [place, step] of state.steps.entries()) {
    if (!step.inPart || !isEnded(step.state)) continue;
    const known = did.get(step.by) ?? { places: [], lastMs: 0 };
    known.places.push(place);
    known.lastMs = Math.max(known.lastMs, step.atMs);
    did.set(step.by, known);
    last = place;
  }
  const open = state.steps.flatMap(({ inPart, state: name }, place) =>
    inPart && !isEnded(name) ? [place] : [],
  );
  const passed = passedPlaces(state);
  const due = open.filter((place) => !passed.has(place) || state.steps[place]?.state !== 'pending');
  return {
    did: [...did]
      .toSorted(([, a], [, b]) => a.lastMs - b.lastMs)
      .map(([by, { places }]) => ({ by, steps: ranges(places) })),
    next: due[0] ?? open[0],
    left: ranges(due.filter((place) => place < last)),
  };
}

/** Places between an ended step and where its condition leads, if something was ended there. */
function passedPlaces({ run, steps }: Pick<RunState, 'run' | 'steps'>): ReadonlySet<number> {
  const passed = new Set<number>();
  const isEndedAt = (place: number) => isEnded(steps[place]?.state ?? 'pending');
  for (const [from, { jumps }] of run.steps.entries()) {
    if (!isEndedAt(from)) continue;
    for (const { to } of jumps) {
      const first = run.steps.findIndex(({ section }) => section === to);
      const inside = run.steps.findLastIndex(({ section }) => section === to);
      const wasTaken = run.steps.some((_, at) => at >= first && at <= inside && isEndedAt(at));
      if (first < 0 || !wasTaken) continue;
      for (let at = from + 1; at < first; at += 1) passed.add(at);
    }
  }
  return passed;
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
