import { useReactFlow } from '@xyflow/react';
import { useEffect, useRef } from 'react';
import type { Box } from './box.tsx';
import { boundsOf, type Layout } from './layout.ts';
import { boxSize } from './place-boxes.ts';

/** What is looked for, or was in a box that is opened, may stand out of sight: goes there once it has its places. */
export function useShowAsked(
  boxes: readonly Box[],
  layout: Layout,
  asked: { readonly opened: number; readonly query: string },
): void {
  const flow = useReactFlow();
  const { opened, query } = asked;
  const last = useRef({ opened, query, layout, ids: new Set<string>(), waits: false });
  useEffect(() => {
    const { current } = last;
    if (opened > current.opened || query !== current.query) current.waits = true;
    const isNew = layout !== current.layout;
    if (current.waits && isNew) {
      current.waits = false;
      const shown =
        query === ''
          ? opened === 0
            ? []
            : boxes.filter(({ id }) => !current.ids.has(id))
          : boxes.filter(({ data: { box } }) => box.kind === 'component' && box.isMatch);
      void flow.fitBounds(around(shown) ?? boundsOf(layout), { padding: 0.15 });
    }
    if (isNew) current.ids = new Set(boxes.map(({ id }) => id));
    Object.assign(current, { opened, query, layout });
  }, [boxes, layout, opened, query, flow]);
}

function around(boxes: readonly Box[]) {
  if (boxes.length === 0) return undefined;
  const xs = boxes.map(({ position }) => position.x);
  const ys = boxes.map(({ position }) => position.y);
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  const width = Math.max(...xs) + boxSize.width - x;
  const height = Math.max(...ys) + boxSize.height - y;
  // Room around a few, so that they are not drawn larger than life.
  const room = { x: Math.max(0, 900 - width), y: Math.max(0, 500 - height) };
  return { x: x - room.x / 2, y: y - room.y / 2, width: width + room.x, height: height + room.y };
}
