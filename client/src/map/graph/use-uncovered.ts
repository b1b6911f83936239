import { useReactFlow } from '@xyflow/react';
import { type RefObject, useEffect, useRef } from 'react';
import type { Box } from './box.tsx';
import { shiftIntoSight } from './in-sight.ts';
import { boxSize } from './place-boxes.ts';

const moveMs = 200;
/** Of the picture's height, where the panel lies over it: see its style. */
const mostCovered = 0.55;

/** How much of the picture, from below, the panel will cover; px. */
export function heightBelow(picture: HTMLElement | null): number {
  const around = picture?.parentElement;
  const panel = around?.querySelector('aside');
  if (around === null || around === undefined || panel === null || panel === undefined) return 0;
  return getComputedStyle(panel).position === 'absolute' ? around.clientHeight * mostCovered : 0;
}

/**
 * Moves the picture a little where the panel that tells of a box would stand before that very box.
 * Not where the box was selected before the picture was placed, and not after somebody touches the
 * picture: where they move it to, it stays.
 *
 * @param picture in an element that holds the panel, an `aside`, too
 * @param isPlaced the picture has come to stand where it was opened for
 */
export function useUncovered(
  picture: RefObject<HTMLElement | null>,
  boxes: readonly Box[],
  selected: string,
  isPlaced: RefObject<boolean>,
): void {
  const flow = useReactFlow();
  const last = useRef(selected);
  const place = boxes.find(({ id }) => id === selected)?.position;
  const known = useRef(place);
  const isHeld = useRef(false);
  const hasPlace = place !== undefined;
  useEffect(() => {
    known.current = place;
  }, [place]);
  useEffect(() => {
    const hold = ({ type }: Event): void => {
      isHeld.current = type === 'pointerdown';
    };
    for (const type of ['pointerdown', 'pointerup', 'pointercancel'])
      document.addEventListener(type, hold, true);
    return () => {
      for (const type of ['pointerdown', 'pointerup', 'pointercancel'])
        document.removeEventListener(type, hold, true);
    };
  }, []);
  useEffect(() => {
    if (last.current === selected || !isPlaced.current) {
      last.current = selected;
      return undefined;
    }
    const around = picture.current?.parentElement;
    const panel = around?.querySelector('aside');
    if (!hasPlace || around === null || around === undefined) return undefined;
    if (panel === null || panel === undefined) return undefined;
    last.current = selected;
    const uncover = (): void => {
      const { current } = known;
      if (isHeld.current || current === undefined) return;
      const { x, y } = current;
      const start = flow.flowToScreenPosition({ x, y });
      const end = flow.flowToScreenPosition({ x: x + boxSize.width, y: y + boxSize.height });
      const shift = shiftIntoSight(
        { left: start.x, top: start.y, right: end.x, bottom: end.y },
        around.getBoundingClientRect(),
        panel.getBoundingClientRect(),
      );
      if (shift === undefined) return;
      const now = flow.getViewport();
      const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches;
      void flow.setViewport(
        { ...now, x: now.x + shift.x, y: now.y + shift.y },
        { duration: isStill ? 0 : moveMs },
      );
    };
    // What takes it down alone comes later, and makes the panel higher.
    const watch = new ResizeObserver(uncover);
    watch.observe(panel);
    const { current } = picture;
    const stop = (): void => {
      watch.disconnect();
      document.removeEventListener('click', uncover);
    };
    // Selected where the finger went down: a click has to end on the box that it began on.
    document.addEventListener('click', uncover, { once: true });
    for (const type of ['pointerdown', 'wheel'] as const)
      current?.addEventListener(type, stop, true);
    return () => {
      stop();
      for (const type of ['pointerdown', 'wheel'] as const)
        current?.removeEventListener(type, stop, true);
    };
  }, [picture, flow, selected, hasPlace, isPlaced]);
}
