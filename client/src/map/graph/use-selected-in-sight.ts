import { useReactFlow } from '@xyflow/react';
import { type RefObject, useCallback, useEffect } from 'react';
import { moveIntoSight } from './in-sight.ts';
import { boxSize } from './place-boxes.ts';

/**
 * Moves the picture where the panel that tells of a box would stand before that very box, when it is
 * selected and when the panel grows. Where people move it to afterwards, it stays.
 *
 * @param body holds the picture and, as an `aside`, the panel
 * @param selected id of the box; of none: nothing is moved
 * @returns does the same at once
 */
export function useSelectedInSight(
  body: RefObject<HTMLElement | null>,
  selected: string,
): () => void {
  const flow = useReactFlow();
  const look = useCallback(() => {
    const around = body.current;
    const panel = around?.querySelector('aside');
    const box = flow.getNode(selected);
    if (around === null || panel === null || panel === undefined || box === undefined) return;
    const { x, y } = box.position;
    const start = flow.flowToScreenPosition({ x, y });
    const end = flow.flowToScreenPosition({ x: x + boxSize.width, y: y + boxSize.height });
    const move = moveIntoSight(
      { left: start.x, top: start.y, right: end.x, bottom: end.y },
      around.getBoundingClientRect(),
      panel.getBoundingClientRect(),
    );
    if (move === undefined) return;
    const now = flow.getViewport();
    void flow.setViewport({ ...now, x: now.x + move.x, y: now.y + move.y });
  }, [body, flow, selected]);
  useEffect(() => {
    const panel = body.current?.querySelector('aside');
    if (panel === null || panel === undefined) return undefined;
    const watch = new ResizeObserver(look);
    watch.observe(panel);
    return () => watch.disconnect();
  }, [body, look]);
  return look;
}
