import { z } from 'zod/mini';

const eventSchema = z.object({
  ph: z.string(),
  name: z.string(),
  pid: z.number(),
  tid: z.number(),
  /** µs, wall clock. */
  ts: z.number(),
  dur: z.optional(z.number()),
  /** µs of CPU that the thread used. */
  tdur: z.optional(z.number()),
});
type TraceEvent = z.infer<typeof eventSchema>;

/** Where a page's main thread spent its CPU time, in ms. */
export interface ThreadShares {
  /** Events with all that the browser does for them, scripts, timers, messages: what the app decides. */
  readonly handledMs: number;
  /** Styles, layout and painting, also where a script asked for them. */
  readonly renderedMs: number;
  /** The longest that either of them took in one piece. */
  readonly longestMs: number;
}

const handling = new Set([
  'EventDispatch',
  'FunctionCall',
  'RunMicrotasks',
  'TimerFire',
  'FireAnimationFrame',
  'FireIdleCallback',
  'EvaluateScript',
  'MajorGC',
  'MinorGC',
]);
const rendering = new Set([
  'UpdateLayoutTree',
  'Layout',
  'HitTest',
  'PrePaint',
  'Paint',
  'Layerize',
  'UpdateLayer',
  'Commit',
]);

export const traceCategories = ['devtools.timeline', 'v8'];

/** Shares a trace (of `traceCategories`) of a page out; its main thread is the one that got the events. */
export function threadShares(trace: readonly unknown[]): ThreadShares {
  const slices = trace.flatMap((raw) => {
    const event = eventSchema.safeParse(raw);
    return event.success && event.data.ph === 'X' ? [event.data] : [];
  });
  const main = busiest(slices.filter(({ name }) => name === 'EventDispatch').map(threadOf));
  const ordered = slices
    .filter((slice) => threadOf(slice) === main)
    .toSorted((a, b) => a.ts - b.ts || (b.dur ?? 0) - (a.dur ?? 0));
  let handledUs = 0;
  let renderedUs = 0;
  let longestUs = 0;
  let handlerEnds = Number.NEGATIVE_INFINITY;
  let renderEnds = Number.NEGATIVE_INFINITY;
  for (const { name, ts, dur = 0, tdur = 0 } of ordered) {
    if (ts < renderEnds) continue;
    if (rendering.has(name)) {
      renderEnds = ts + dur;
      renderedUs += tdur;
      if (ts < handlerEnds) handledUs -= tdur;
      else longestUs = Math.max(longestUs, tdur);
    } else if (handling.has(name) && ts >= handlerEnds) {
      handlerEnds = ts + dur;
      handledUs += tdur;
      longestUs = Math.max(longestUs, tdur);
    }
  }
  return {
    handledMs: handledUs / 1000,
    renderedMs: renderedUs / 1000,
    longestMs: longestUs / 1000,
  };
}

function threadOf({ pid, tid }: TraceEvent): string {
  return `${pid} ${tid}`;
}

function busiest(names: readonly string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].toSorted(([, a], [, b]) => b - a)[0]?.[0];
}
