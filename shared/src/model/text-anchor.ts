import * as Y from 'yjs';
import { z } from 'zod/mini';

/**
 * Two places in a text that stay with the characters they were put at, whatever is written or taken
 * away around them: Yjs' relative positions. The first holds on to its character, the second to the
 * one before it, so that what is written at either edge stays outside.
 */
const pointSchema = z.object({
  tname: z.string(),
  item: z.object({ client: z.int().check(z.gte(0)), clock: z.int().check(z.gte(0)) }),
  assoc: z.int(),
});
export const textAnchorSchema = z.object({ start: pointSchema, end: pointSchema });
export type TextAnchor = z.infer<typeof textAnchorSchema>;

/** Offsets in UTF-16 code units; `to` is behind the last. */
export interface TextRange {
  readonly from: number;
  readonly to: number;
}

/** Undefined for an empty range, or one that is not in the text. */
export function anchorRange(text: Y.Text, { from, to }: TextRange): TextAnchor | undefined {
  if (from < 0 || to <= from || to > text.length) return undefined;
  const points = [
    Y.createRelativePositionFromTypeIndex(text, from, 0),
    Y.createRelativePositionFromTypeIndex(text, to, -1),
  ].map((position): unknown => Y.relativePositionToJSON(position));
  const anchor = textAnchorSchema.safeParse({ start: points[0], end: points[1] });
  return anchor.success ? anchor.data : undefined;
}

/** Where it is now; undefined where nothing of it is left, or this device has not heard of it yet. */
export function findAnchor(text: Y.Text, anchor: TextAnchor): TextRange | undefined {
  const from = indexOf(text, anchor.start);
  const to = indexOf(text, anchor.end);
  return from === undefined || to === undefined || to <= from ? undefined : { from, to };
}

function indexOf(text: Y.Text, point: TextAnchor['start']): number | undefined {
  const { doc } = text;
  if (doc === null) return undefined;
  try {
    const position = Y.createRelativePositionFromJSON(point);
    const found = Y.createAbsolutePositionFromRelativePosition(position, doc);
    return found?.type === text ? found.index : undefined;
  } catch {
    // Anybody may have written it; one that leads into something else is one that leads nowhere.
    return undefined;
  }
}
