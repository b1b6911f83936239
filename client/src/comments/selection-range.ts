import type { MarkdownTree } from '@holdfast/shared/markdown/markdown-tree';
import type { MarkdownPiece } from '../ui/markdown/markdown-pieces.ts';
import {
  inlineSpans,
  shownTexts,
  type ShownText,
  type Span,
  withWholeInlines,
} from './source-offsets.ts';

/** A part of the text as it stands on the page. */
export interface ShownPiece {
  readonly element: Element;
  readonly piece: MarkdownPiece;
  /** What was drawn of it, marks and all. */
  readonly drawn: MarkdownTree;
}

/** What stands among the words but is not of the text: buttons, labels. */
const notText = 'button, [data-not-text]';

/**
 * The stretch of the source that a selection on the page shows; undefined where it holds no words of
 * the text. Where its ends cannot be told exactly, it takes the whole block.
 */
export function selectionRange(
  pieces: readonly ShownPiece[],
  selection: Range,
  source: string,
): Span | undefined {
  let from: number | undefined;
  let to: number | undefined;
  for (const { element, piece, drawn } of pieces) {
    if (!selection.intersectsNode(element)) continue;
    const span = rangeInPiece(element, drawn, piece.source.text, selection);
    if (span === undefined) continue;
    from ??= piece.start + span.from;
    to = piece.start + span.to;
  }
  return from === undefined || to === undefined ? undefined : trimmed({ from, to }, source);
}

function rangeInPiece(
  element: Element,
  drawn: MarkdownTree,
  source: string,
  selection: Range,
): Span | undefined {
  const shown = shownTexts(drawn.tree, source);
  let next = 0;
  let from: number | undefined;
  let to: number | undefined;
  for (const text of textsIn(element)) {
    // Blank text between blocks may be there or not.
    const found = shown.findIndex(
      ({ node }, index) => index >= next && index < next + lookAhead && node.value === text.data,
    );
    const words = shown[found];
    if (words === undefined) continue;
    next = found + 1;
    const part = selectedPart(text, selection);
    if (part === undefined) continue;
    const span = sourceSpan(words, part);
    from = Math.min(from ?? span.from, span.from);
    to = Math.max(to ?? span.to, span.to);
  }
  if (from === undefined || to === undefined || from >= to) return undefined;
  return withWholeInlines({ from, to: Math.min(to, source.length) }, inlineSpans(drawn.tree));
}

/** How many texts may be missing from the page, as blank ones and the words of images are. */
const lookAhead = 8;

function textsIn(element: Element): readonly Text[] {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const texts: Text[] = [];
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    if (node instanceof Text && node.parentElement?.closest(notText) === null) texts.push(node);
  }
  return texts;
}

/** Which characters of a text on the page are selected. */
function selectedPart(text: Text, selection: Range): Span | undefined {
  if (!selection.intersectsNode(text)) return undefined;
  const from = selection.startContainer === text ? selection.startOffset : 0;
  const to = selection.endContainer === text ? selection.endOffset : text.length;
  return from < to && text.data.slice(from, to).trim() !== '' ? { from, to } : undefined;
}

function sourceSpan({ offsets, block }: ShownText, part: Span): Span {
  const from = offsets?.[part.from];
  const last = offsets?.[part.to - 1];
  return from === undefined || last === undefined ? block : { from, to: last + 1 };
}

/** Without the space around it. */
function trimmed({ from, to }: Span, source: string): Span | undefined {
  const words = source.slice(from, to);
  const start = from + (words.length - words.trimStart().length);
  const end = to - (words.length - words.trimEnd().length);
  return start < end ? { from: start, to: end } : undefined;
}
