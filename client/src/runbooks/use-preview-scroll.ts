import { useEffect, useMemo, useRef, type RefObject } from 'react';
import type { EditorView } from '@codemirror/view';
import type { MarkdownPieces } from '../ui/markdown/markdown-pieces.ts';
import { blockSpans, heightAt, type BlockSpan } from './preview-place.ts';

/** What is left above the block that the editor has at its top. */
const roomAbovePx = 16;

/**
 * Scrolls `pane`, whose only child holds what is drawn of a text, along with the editor. One
 * way only: who scrolls the preview by hand is left alone until the editor moves.
 */
export function usePreviewScroll(
  editor: EditorView | undefined,
  pane: RefObject<HTMLElement | null>,
  { shown }: MarkdownPieces,
): void {
  const spans = useMemo(() => blockSpans(shown), [shown]);
  // A new preview must not move what somebody scrolled by hand: only the editor's scrolling does.
  const latest = useRef(spans);
  useEffect(() => {
    latest.current = spans;
  }, [spans]);
  useEffect(() => {
    if (editor === undefined) return undefined;
    let frame: number | undefined;
    const follow = () => {
      frame = undefined;
      if (pane.current !== null) scrollTo(pane.current, topOffset(editor), latest.current);
    };
    const onScroll = () => {
      frame ??= requestAnimationFrame(follow);
    };
    onScroll();
    editor.scrollDOM.addEventListener('scroll', onScroll, { passive: true });
    return () => {
      editor.scrollDOM.removeEventListener('scroll', onScroll);
      if (frame !== undefined) cancelAnimationFrame(frame);
    };
  }, [editor, pane]);
}

/** The place in the text at the editor's upper edge. */
function topOffset(editor: EditorView): number {
  const top = editor.scrollDOM.scrollTop - editor.documentPadding.top;
  if (top <= 0) return 0;
  const line = editor.lineBlockAtHeight(top);
  const part = Math.min(1, Math.max(0, (top - line.top) / line.height));
  return line.from + part * (line.to - line.from);
}

function scrollTo(pane: HTMLElement, offset: number, spans: readonly BlockSpan[]): void {
  const view = pane.firstElementChild;
  if (view === null) return;
  const above = pane.getBoundingClientRect().top - pane.scrollTop + roomAbovePx;
  const place = heightAt(offset, spans, ({ piece, index }) => {
    const box = blockAt(view, piece, index)?.getBoundingClientRect();
    return { top: (box?.top ?? above) - above, bottom: (box?.bottom ?? above) - above };
  });
  pane.scrollTop = offset === 0 ? 0 : place;
}

/** A text in one piece stands in the view itself, each piece of a long one in a box of its own. */
function blockAt(view: Element, piece: number, index: number): Element | undefined {
  const box = view.querySelector(':scope > [data-piece]') === null ? view : view.children[piece];
  return box?.children[index];
}
