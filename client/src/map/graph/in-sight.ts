/** Edges of something on screen, in px. */
export interface Edges {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/**
 * How far a picture has to be moved for a box to be in sight, its middle in the middle of what is
 * free; undefined where it is in sight, or nothing is free.
 *
 * @param body all that the picture and the panel share
 * @param panel beside the picture, or over the lower part of it
 */
export function moveIntoSight(
  box: Edges,
  body: Edges,
  panel: Edges,
): { readonly x: number; readonly y: number } | undefined {
  const isBelow = panel.right - panel.left > (body.right - body.left) / 2;
  const free = isBelow ? { ...body, bottom: panel.top } : { ...body, right: panel.left };
  if (free.right <= free.left || free.bottom <= free.top) return undefined;
  const isInSight =
    box.left >= free.left &&
    box.right <= free.right &&
    box.top >= free.top &&
    box.bottom <= free.bottom;
  if (isInSight) return undefined;
  const move = {
    x: (free.left + free.right - box.left - box.right) / 2,
    y: (free.top + free.bottom - box.top - box.bottom) / 2,
  };
  // What is larger than what is free cannot be moved any better.
  return Math.abs(move.x) < 1 && Math.abs(move.y) < 1 ? undefined : move;
}
