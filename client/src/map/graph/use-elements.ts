import { useCallback, useMemo, useState } from 'react';
import type { Box } from './box.tsx';
import type { LineEdge } from './line-edge.tsx';
import type { Rectangle } from './lines/rectangles.ts';
import { boxSize } from './place-boxes.ts';
import { useSlices } from './use-slices.ts';

/** Each takes the browser about a millisecond to make. */
const boxesPerFrame = 16;
const linesPerFrame = 24;

export interface Elements {
  readonly nodes: Box[];
  readonly edges: LineEdge[];
  /** What is drawn from afar has to stay until they are all there. */
  readonly isCovered: boolean;
}

/**
 * What of a picture is made of elements of the page. With many boxes only what is seen, a few more
 * each frame; from afar nothing.
 */
export function useElements(order: {
  readonly boxes: Box[];
  readonly lines: LineEdge[];
  readonly isMany: boolean;
  readonly isAfar: boolean;
  readonly seen: Rectangle;
}): Elements {
  const { boxes, lines, isMany, isAfar, seen } = order;
  const isElement = isMany && !isAfar;
  const isBoxWanted = useCallback(
    ({ position: { x, y } }: Box) =>
      isElement &&
      x < seen.right &&
      x + boxSize.width > seen.left &&
      y < seen.bottom &&
      y + boxSize.height > seen.top,
    [isElement, seen],
  );
  const isLineWanted = useCallback(() => isElement, [isElement]);
  const some = useSlices(boxes, isBoxWanted, boxesPerFrame);
  const between = useSlices(lines, isLineWanted, linesPerFrame);
  const isSettled = some.isSettled && between.isSettled;
  const [isCovered, setCovered] = useState(isAfar);
  if (isAfar ? !isCovered : isCovered && isSettled) setCovered(isAfar);
  const nodes = useMemo(() => {
    if (!isMany) return boxes;
    // A line is only drawn where both of its boxes are known.
    const ids = new Set(some.there.map(({ id }) => id));
    for (const { source, target } of between.there) ids.add(source).add(target);
    return boxes.filter(({ id }) => ids.has(id));
  }, [isMany, boxes, some.there, between.there]);
  const edges = useMemo(
    () => (isMany ? [...between.there] : lines),
    [isMany, lines, between.there],
  );
  return { nodes, edges, isCovered: isAfar || isCovered };
}
