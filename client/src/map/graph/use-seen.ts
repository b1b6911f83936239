import { type ReactFlowState, useStore } from '@xyflow/react';
import { useMemo } from 'react';
import type { Rectangle } from './lines/rectangles.ts';

/**
 * What part of the picture is on screen, and somewhat more: it changes with every quarter of a screen
 * that the picture is moved by, not with every move.
 */
export function useSeen(): Rectangle {
  const key = useStore(keyOf);
  return useMemo(() => {
    const [left = 0, top = 0, right = 0, bottom = 0] = key.split(' ').map(Number);
    return { left, top, right, bottom };
  }, [key]);
}

function keyOf({ transform: [x, y, zoom], width, height }: ReactFlowState): string {
  const coarse = 2 ** (Math.floor(Math.log2(zoom) * 2) / 2);
  const [left, right] = partOf(-x / zoom, width / coarse);
  const [top, bottom] = partOf(-y / zoom, height / coarse);
  return `${left} ${top} ${right} ${bottom}`;
}

function partOf(from: number, size: number): readonly [number, number] {
  const step = Math.max(1, size / 4);
  const start = Math.floor(from / step) * step;
  return [start, start + size + step];
}
