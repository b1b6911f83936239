/** Edges of something on screen, in px. */
export interface Edges {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** So much stays free around a box. */
const room = 16;

/**
 * How far a picture has to be moved, and no further, for a box to come out from behind the panel that
 * tells of it; undefined where it is not covered, or is nowhere on screen anyway.
 *
 * @param body all that the picture and the panel share
 * @param panel beside the picture, or over the lower part of it
 */
export function shiftIntoSight(
  box: Edges,
  body: Edges,
  panel: Edges,
): { readonly x: number; readonly y: number } | undefined {
  const isOnScreen =
    box.right > body.left &&
    box.left < body.right &&
    box.bottom > body.top &&
    box.top < body.bottom;
  const isCovered = box.right > panel.left && box.left < panel.right && box.bottom > panel.top;
  if (!isOnScreen || !isCovered) return undefined;
  const isBelow = panel.right - panel.left > (body.right - body.left) / 2;
  const shift = isBelow
    ? { x: 0, y: Math.max(panel.top - room - box.bottom, body.top - box.top) }
    : { x: Math.max(panel.left - room - box.right, body.left - box.left), y: 0 };
  return shift.x >= -0.5 && shift.y >= -0.5 ? undefined : shift;
}
