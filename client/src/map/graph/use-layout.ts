import { useEffect, useMemo, useRef, useState } from 'react';
import { z } from 'zod/mini';
import type { Graph } from './graph-model.ts';
import { keepPlaces, readPlaces } from './kept-places.ts';
import { type Layout, within } from './layout.ts';
import type { Lines } from './lines/lay-lines.ts';
import type { Line } from './lines/line-path.ts';
import type { Place, Shape } from './place-boxes.ts';

const answerSchema = z.object({
  call: z.int(),
  /** Worker and tab are of one build. */
  layout: z.optional(z.custom<Layout>((value) => typeof value === 'object' && value !== null)),
  /** Of a layout that came without them: some, and with the last how many of what kind there are. */
  lines: z.optional(
    z.custom<{
      readonly some: readonly (readonly [string, Line])[];
      readonly counts?: Omit<Lines, 'of'>;
    }>((value) => typeof value === 'object' && value !== null),
  ),
  problem: z.optional(z.string()),
});

export interface GraphLayout {
  /** Undefined before the first is there. */
  readonly layout: Layout | undefined;
  /** What it is of: while another is laid out, the one before. */
  readonly drawn: Graph;
  readonly isFailed: boolean;
  /** Somebody moved a box: it stays there on this device. */
  move(id: string, to: Place): void;
  /** Forgets where everything stood. */
  tidy(): void;
}

/** Lays the picture out in a worker, whenever boxes or edges come and go. */
export function useLayout(graph: Graph, workspace: string, shape: Shape): GraphLayout {
  const arranged = `${graph.frames.length === 0 ? '' : '/domains'}${shape === 'wide' ? '' : '/narrow'}`;
  const kept = `${workspace}/${graph.by}${arranged}`;
  const [laid, setLaid] = useState<{ readonly layout: Layout; readonly graph: Graph }>();
  const [isFailed, setIsFailed] = useState(false);
  const [tidied, setTidied] = useState(0);
  const known = useRef<{ kept: string; places: ReadonlyMap<string, Place> }>(undefined);
  const worker = useRef<Worker>(undefined);
  const last = useRef(0);
  useEffect(() => {
    const made = new Worker(new URL('./layout-worker.ts', import.meta.url), { type: 'module' });
    worker.current = made;
    return () => {
      worker.current = undefined;
      made.terminate();
    };
  }, []);
  useEffect(() => {
    const { current } = worker;
    if (current === undefined) return undefined;
    if (known.current?.kept !== kept) known.current = { kept, places: readPlaces(kept) };
    const call = ++last.current;
    const lines = new Map<string, Line>();
    const take = ({ data }: MessageEvent<unknown>): void => {
      const answer = answerSchema.safeParse(data);
      if (!answer.success || answer.data.call !== call) return;
      const { layout: found, lines: more } = answer.data;
      if (more !== undefined) {
        for (const [key, line] of more.some) lines.set(key, line);
        const { counts } = more;
        if (counts !== undefined)
          setLaid(
            (now) => now && { ...now, layout: { ...now.layout, lines: { of: lines, ...counts } } },
          );
        return;
      }
      setIsFailed(found === undefined);
      if (found === undefined) return;
      // Boxes that a filter hides now come back to where they were.
      const places = new Map([...(known.current?.places ?? []), ...found.places]);
      known.current = { kept, places };
      keepPlaces(kept, places);
      // Those of before are nearly right where only places are others; each looks whether it is.
      setLaid((now) => ({
        layout: {
          ...found,
          lines: found.lines ?? (now?.graph === graph ? now.layout.lines : undefined),
        },
        graph,
      }));
    };
    const fail = (): void => setIsFailed(true);
    current.addEventListener('message', take);
    current.addEventListener('error', fail);
    current.postMessage({
      call,
      order: {
        nodes: graph.nodes.map(({ id, layer, frame }) => ({ id, layer, frame })),
        frames: graph.frames.map(({ id, parent }) => ({ id, parent })),
        edges: graph.edges.map(({ from, to }) => ({ from, to })),
        shape,
        known: known.current.places,
      },
    });
    return () => {
      current.removeEventListener('message', take);
      current.removeEventListener('error', fail);
    };
  }, [graph, kept, shape, tidied]);
  const layout = laid?.layout;
  const drawn = useMemo(
    () => (laid === undefined || isLaidOut(graph, laid.layout) ? graph : laid.graph),
    [graph, laid],
  );
  return {
    layout,
    drawn,
    isFailed,
    move(id, to) {
      const node = graph.nodes.find((one) => one.id === id);
      if (layout === undefined || node === undefined) return;
      const places = new Map(known.current?.places);
      places.set(id, within(to, node, layout));
      known.current = { kept, places };
      keepPlaces(kept, places);
      setTidied((count) => count + 1);
    },
    tidy() {
      known.current = { kept, places: new Map() };
      keepPlaces(kept, new Map());
      setTidied((count) => count + 1);
    },
  };
}

/** Has everything in it a place, also if it was laid out for what was there before? */
function isLaidOut(graph: Graph, { places, frames, bands }: Layout): boolean {
  const ids = new Set(frames.map(({ id }) => id));
  const layers = new Set(bands.map(({ layer }) => layer));
  const isFramed = graph.frames.length > 0;
  return (
    isFramed === frames.length > 0 &&
    graph.frames.every(({ id }) => ids.has(id)) &&
    graph.nodes.every(({ id, layer }) => places.has(id) && (isFramed || layers.has(layer)))
  );
}
