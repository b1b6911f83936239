import type { MarkdownPiece } from '../ui/markdown/markdown-pieces.ts';

/** A block of the preview: which child of which piece, and from where to where it lies in the text (UTF-16 units). */
export interface BlockSpan {
  readonly piece: number;
  readonly index: number;
  readonly start: number;
  readonly end: number;
}

/** Where each top-level element lies in the text; those made up (footnotes) are left out. */
export function blockSpans(pieces: readonly MarkdownPiece[]): readonly BlockSpan[] {
  return pieces.flatMap(({ start: offset, markdown }, piece) =>
    markdown.tree.children
      .filter((child) => child.type === 'element')
      .flatMap(({ position }, index) => {
        const start = position?.start.offset;
        const end = position?.end.offset;
        if (start === undefined || end === undefined) return [];
        return [{ piece, index, start: offset + start, end: offset + end }];
      }),
  );
}

/**
 * How far down (px) the preview shows what stands at `offset` in the text. Within a block, and
 * between two, it is taken to lie as far along as in the text.
 */
export function heightAt(
  offset: number,
  spans: readonly BlockSpan[],
  edgesOf: (span: BlockSpan) => { readonly top: number; readonly bottom: number },
): number {
  const after = spans.findIndex(({ start }) => start > offset);
  const next = spans[after];
  const nextTop = () => (next === undefined ? 0 : edgesOf(next).top);
  const span = spans[(after === -1 ? spans.length : after) - 1];
  if (span === undefined)
    return next === undefined ? 0 : between(0, nextTop(), offset / next.start);
  const { top, bottom } = edgesOf(span);
  if (offset <= span.end) {
    return between(top, bottom, (offset - span.start) / Math.max(1, span.end - span.start));
  }
  if (next === undefined) return bottom;
  return between(bottom, nextTop(), (offset - span.end) / (next.start - span.end));
}

function between(from: number, to: number, part: number): number {
  return from + (to - from) * part;
}
