import { BaseEdge, type Edge, type EdgeProps, getBezierPath } from '@xyflow/react';
import { memo } from 'react';
import { useIsLineDim } from './lit.ts';
import type { Line } from './lines/line-path.ts';
import classes from './graph-canvas.module.css';

export interface LineData extends Record<string, unknown> {
  /** Undefined before it has found its way. */
  readonly line: Line | undefined;
}
export type LineEdge = Edge<LineData, 'line'>;

/** A box is held elsewhere if its end of a line is further away; handles stand out a little. */
const near = 9;

/** One line of the picture. While one of its boxes is dragged, it follows without looking. */
export const LineView = memo(function LineView(props: EdgeProps<LineEdge>) {
  const { data, sourceX, sourceY, targetX, targetY } = props;
  const laid = data?.line;
  const isThere =
    laid !== undefined &&
    Math.abs(laid.start.x - sourceX) < near &&
    Math.abs(laid.start.y - sourceY) < near &&
    Math.abs(laid.end.x - targetX) < near &&
    Math.abs(laid.end.y - targetY) < near;
  const isDim = useIsLineDim(props.source, props.target);
  const path = isThere ? laid.path : getBezierPath(props)[0];
  return (
    <BaseEdge
      id={props.id}
      path={path}
      {...(isDim ? { className: classes.dim } : {})}
      {...(props.markerEnd === undefined ? {} : { markerEnd: props.markerEnd })}
    />
  );
});
