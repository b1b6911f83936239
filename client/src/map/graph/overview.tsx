import { useComputedColorScheme } from '@mantine/core';
import { type ReactFlowState, useStore } from '@xyflow/react';
import { useContext, useEffect, useMemo, useRef } from 'react';
import { useObservable } from '../../app/hub-context.tsx';
import { mapGraphText as words } from '../../ui/text/map-graph.ts';
import type { Box } from './box.tsx';
import { nameOf } from './graph-words.ts';
import type { Lines } from './lines/lay-lines.ts';
import type { Rectangle } from './lines/rectangles.ts';
import { boxState, type Lit, LitProvider } from './lit.ts';
import { boxSize } from './place-boxes.ts';
import classes from './graph-canvas.module.css';

/** With fewer boxes than this a picture is made of elements however small they are drawn. */
const manyBoxes = 150;
/** Below it what stands in a box cannot be read. */
const smallestZoom = 0.6;
const namesFrom = 0.3;

/** Are there so many that they are no elements from afar? */
export function isManyBoxes(boxes: number): boolean {
  return boxes >= manyBoxes;
}

/** Are there too many boxes, drawn too small, to be elements of the page? */
export function useIsOverview(boxes: number): boolean {
  return useStore(({ transform }) => isManyBoxes(boxes) && transform[2] < smallestZoom);
}

/** The box at a point of the picture. */
export function boxAt(
  boxes: readonly Box[],
  point: { readonly x: number; readonly y: number },
): Box | undefined {
  return boxes.find(
    ({ position: { x, y } }) =>
      point.x >= x && point.x <= x + boxSize.width && point.y >= y && point.y <= y + boxSize.height,
  );
}

const viewOf = ({ transform, width, height }: ReactFlowState) =>
  `${transform[0]} ${transform[1]} ${transform[2]} ${width} ${height}`;

/** A picture of very many boxes from afar, drawn at once. Zoomed in, they are elements again. */
export function Overview(props: {
  readonly boxes: readonly Box[];
  readonly lines: Lines | undefined;
}) {
  const { boxes } = props;
  const lit = useObservable(useContext(LitProvider));
  const canvas = useRef<HTMLCanvasElement>(null);
  const view = useStore(viewOf);
  const scheme = useComputedColorScheme('light');
  const lines = useMemo(() => strokesOf(props.lines), [props.lines]);
  useEffect(() => {
    // Several moves within one frame are drawn once.
    const frame = requestAnimationFrame(() => {
      if (canvas.current !== null) draw(canvas.current, view, boxes, lines, lit);
    });
    return () => cancelAnimationFrame(frame);
    // The colours come with the scheme.
  }, [view, boxes, lines, lit, scheme]);
  return (
    <canvas
      ref={canvas}
      role="img"
      aria-label={words.overview(boxes.length)}
      className={classes.overview}
    />
  );
}

/** A line, and from where to where it reaches. */
interface Stroke extends Rectangle {
  readonly path: Path2D;
}

function strokesOf(lines: Lines | undefined): readonly Stroke[] {
  return [...(lines?.of.values() ?? [])].map((line) => ({
    ...line.reach,
    path: new Path2D(line.path),
  }));
}

function draw(
  canvas: HTMLCanvasElement,
  view: string,
  boxes: readonly Box[],
  lines: readonly Stroke[],
  lit: Lit,
): void {
  const [left = 0, top = 0, zoom = 1, width = 0, height = 0] = view.split(' ').map(Number);
  const sharp = Math.min(2, window.devicePixelRatio || 1);
  const size = { width: Math.round(width * sharp), height: Math.round(height * sharp) };
  if (canvas.width !== size.width || canvas.height !== size.height) Object.assign(canvas, size);
  const pen = canvas.getContext('2d');
  if (pen === null) return;
  pen.setTransform(1, 0, 0, 1, 0, 0);
  pen.clearRect(0, 0, size.width, size.height);
  const style = getComputedStyle(canvas);
  const color = (name: string) => style.getPropertyValue(name);
  const [border, bad, warn, anchor] = [
    color('--hf-strong-border'),
    color('--hf-bad'),
    color('--hf-warn'),
    color('--mantine-color-anchor'),
  ];
  const [body, fallen, chosen, text] = [
    color('--mantine-color-body'),
    color('--hf-removed'),
    color('--hf-selected'),
    color('--mantine-color-text'),
  ];
  pen.setTransform(zoom * sharp, 0, 0, zoom * sharp, left * sharp, top * sharp);
  const pixel = 1 / zoom;
  pen.lineWidth = pixel;
  pen.strokeStyle = border;
  pen.globalAlpha = lit.fates.size + lit.path.steps.length > 0 ? 0.12 : 0.35;
  const seen = {
    left: -left / zoom,
    top: -top / zoom,
    right: (width - left) / zoom,
    bottom: (height - top) / zoom,
  };
  for (const { path, ...reach } of lines) {
    if (reach.right < seen.left || reach.left > seen.right) continue;
    if (reach.bottom < seen.top || reach.top > seen.bottom) continue;
    // One by one: as a single path, what crosses itself thousands of times takes very long.
    pen.stroke(path);
  }
  pen.globalAlpha = 1;
  pen.font = `550 13px ${style.fontFamily}`;
  for (const { position, data } of boxes) {
    const { x, y } = position;
    if (x + boxSize.width < seen.left || x > seen.right) continue;
    if (y + boxSize.height < seen.top || y > seen.bottom) continue;
    const state = boxState(lit, data.box.id);
    const isStrong = (data.summary?.hidden ?? 0) > 0;
    pen.globalAlpha = state === 'dim' || !data.box.isMatch ? 0.35 : 1;
    pen.fillStyle =
      state === 'falls' ? fallen : state === 'center' || state === 'path' ? chosen : body;
    pen.strokeStyle =
      state === 'path'
        ? warn
        : state === 'falls' || isStrong
          ? bad
          : data.isSelected
            ? anchor
            : border;
    pen.lineWidth =
      (state === 'plain' || state === 'dim') && !data.isSelected ? pixel : 2.5 * pixel;
    pen.fillRect(x, y, boxSize.width, boxSize.height);
    pen.strokeRect(x, y, boxSize.width, boxSize.height);
    if (zoom < namesFrom) continue;
    pen.fillStyle = text;
    pen.fillText(nameOf(data.box), x + 10, y + 30, boxSize.width - 20);
  }
}
