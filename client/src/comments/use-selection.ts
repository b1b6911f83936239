import { useCallback, useEffect, useState, type RefObject } from 'react';
import type { SelectedPlace } from './selection-bar.tsx';

/** A selection that grows under the pointer is looked at when it has settled. */
const settleMs = 150;

export interface TextSelection {
  readonly range: Range;
  readonly place: SelectedPlace;
  /** A paragraph, chosen by keyboard. */
  readonly byKeyboard: boolean;
}

/** What is selected within an element, and the ways to select by keyboard. */
export function useSelection(root: RefObject<HTMLElement | null>): {
  readonly selected: TextSelection | undefined;
  /** What is selected right now. */
  readonly read: () => Range | undefined;
  /** Selects the paragraph that is on screen first, or the one before or after the selected. */
  readonly selectBlock: (by?: 1 | -1) => boolean;
  readonly clear: () => void;
} {
  const [selected, setSelected] = useState<TextSelection>();

  const read = useCallback((): Range | undefined => {
    const selection = document.getSelection();
    if (selection === null || selection.isCollapsed || selection.rangeCount === 0) return undefined;
    const range = selection.getRangeAt(0);
    const area = root.current?.querySelector('[data-markdown]');
    if (area === null || area === undefined || !range.intersectsNode(area)) return undefined;
    // A selection of the whole page is not about its text.
    if (!area.contains(range.startContainer) && !area.contains(range.endContainer))
      return undefined;
    return range.toString().trim() === '' ? undefined : range;
  }, [root]);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = () => {
      const range = read();
      setSelected((last) =>
        range === undefined
          ? undefined
          : {
              range: range.cloneRange(),
              place: placeOf(range),
              byKeyboard: last?.byKeyboard === true && isSame(last.range, range),
            },
      );
    };
    const onChange = () => {
      clearTimeout(timer);
      timer = setTimeout(look, settleMs);
    };
    let frame = 0;
    const onScroll = () => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() =>
        setSelected((last) =>
          last === undefined ? last : { ...last, place: placeOf(last.range) },
        ),
      );
    };
    // It may have been selected before this was there to hear of it.
    onChange();
    document.addEventListener('selectionchange', onChange);
    window.addEventListener('scroll', onScroll, { capture: true, passive: true });
    window.addEventListener('resize', onScroll);
    return () => {
      clearTimeout(timer);
      cancelAnimationFrame(frame);
      document.removeEventListener('selectionchange', onChange);
      window.removeEventListener('scroll', onScroll, { capture: true });
      window.removeEventListener('resize', onScroll);
    };
  }, [read]);

  const selectBlock = useCallback(
    (by?: 1 | -1): boolean => {
      const blocks = blocksIn(root.current);
      const range = read();
      const at =
        range === undefined ? -1 : blocks.findIndex((block) => range.intersectsNode(block));
      const next =
        by === undefined || at < 0
          ? (blocks.find(
              (block) => block.getBoundingClientRect().bottom > window.innerHeight / 4,
            ) ?? blocks[0])
          : blocks[Math.max(0, Math.min(blocks.length - 1, at + by))];
      if (next === undefined) return false;
      next.scrollIntoView({ block: 'nearest' });
      document.getSelection()?.selectAllChildren(next);
      const chosen = read();
      if (chosen === undefined) return false;
      setSelected({ range: chosen.cloneRange(), place: placeOf(chosen), byKeyboard: true });
      return true;
    },
    [read, root],
  );

  const clear = useCallback(() => {
    document.getSelection()?.removeAllRanges();
    setSelected(undefined);
  }, []);

  return { selected, read, selectBlock, clear };
}

function isSame(a: Range, b: Range): boolean {
  return (
    a.startContainer === b.startContainer &&
    a.endContainer === b.endContainer &&
    a.startOffset === b.startOffset &&
    a.endOffset === b.endOffset
  );
}

function placeOf(range: Range): SelectedPlace {
  const { top, bottom, left, right } = range.getBoundingClientRect();
  return { top, bottom, left, right };
}

const blockNames = 'p, h1, h2, h3, h4, h5, h6, li, pre, td, th';

/** The smallest blocks of words, in order. */
function blocksIn(root: HTMLElement | null): readonly HTMLElement[] {
  const all = root?.querySelectorAll<HTMLElement>(`[data-markdown] :is(${blockNames})`) ?? [];
  return [...all].filter(
    (block) =>
      block.textContent.trim() !== '' &&
      !block.matches('[data-not-text]') &&
      block.querySelector(':is(p, li, pre)') === null,
  );
}
