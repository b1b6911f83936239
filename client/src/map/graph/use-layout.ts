import { useEffect, useRef, useState } from 'react';
import { z } from 'zod/mini';
import type { Graph } from './graph-model.ts';
import { keepPlaces, readPlaces } from './kept-places.ts';
import { type Layout, within } from './layout.ts';
import type { Place, Shape } from './place-boxes.ts';

const answerSchema = z.object({
  call: z.int(),
  /** Worker and tab are of one build. */
  layout: z.optional(z.custom<Layout>((value) => typeof value === 'object' && value !== null)),
  problem: z.optional(z.string()),
});

export interface GraphLayout {
  /** Undefined before the first is there. Of what was drawn when it was asked for. */
  readonly layout: Layout | undefined;
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
  const [layout, setLayout] = useState<Layout>();
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
    const take = ({ data }: MessageEvent<unknown>): void => {
      const answer = answerSchema.safeParse(data);
      if (!answer.success || answer.data.call !== call) return;
      const found = answer.data.layout;
      setIsFailed(found === undefined);
      if (found === undefined) return;
      // Boxes that a filter hides now come back to where they were.
      const places = new Map([...(known.current?.places ?? []), ...found.places]);
      known.current = { kept, places };
      keepPlaces(kept, places);
      setLayout(found);
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
  return {
    layout,
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
