import { defaultRangeExtractor, useVirtualizer, type Virtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState, type KeyboardEvent, type RefObject } from 'react';
import { focusRow, nextRow } from './list-focus.ts';
import { readListPlace, saveListPlace } from './list-place.ts';

/** Browsers refuse too many changes of the history. */
const placePauseMs = 150;

export interface ListRows {
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly virtualizer: Virtualizer<HTMLDivElement, Element>;
  /** The one row that Tab reaches; arrows move on from it. */
  readonly current: number;
  setCurrent(row: number): void;
  onKeyDown(event: KeyboardEvent): void;
  /** Before a click leads elsewhere: going back leads to this place. */
  remember(): void;
}

/**
 * A list of which only the seen rows are drawn, one of them at a time reached by Tab, and which is
 * found again where it was left.
 *
 * @param heightOf a row's height, pixels
 * @param onAbove goes to what stands above the first row
 */
export function useListRows(options: {
  readonly rows: readonly { readonly name: string }[];
  readonly heightOf: (row: number) => number;
  readonly onAbove?: () => void;
}): ListRows {
  const { rows, heightOf, onAbove } = options;
  const scroller = useRef<HTMLDivElement>(null);
  const [place] = useState(() => readListPlace(history));
  const [active, setActive] = useState(place?.row ?? 0);
  const current = Math.min(active, rows.length - 1);
  const virtualizer = useVirtualizer<HTMLDivElement, Element>({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: heightOf,
    getItemKey: (index) => rows[index]?.name ?? index,
    overscan: 12,
    initialOffset: place?.offset ?? 0,
    // The row that has the focus must exist, also when scrolled away, or Tab would start over.
    rangeExtractor: (range) =>
      [...new Set([...defaultRangeExtractor(range), current])].toSorted((a, b) => a - b),
  });

  useEffect(() => {
    // Back from what was opened: to the row it was opened from.
    if (place === undefined) return undefined;
    // The row is drawn once the list has measured itself.
    const frame = requestAnimationFrame(() => {
      // Unless someone is in the search or elsewhere by then: also what they type brings rows back.
      if (document.activeElement?.contains(scroller.current) === true) focusRow(place.row);
    });
    return () => cancelAnimationFrame(frame);
  }, [place]);

  const offset = virtualizer.scrollOffset ?? 0;
  const remember = (): void => saveListPlace(history, { row: current, offset });
  useEffect(() => {
    const timer = setTimeout(() => saveListPlace(history, { row: current, offset }), placePauseMs);
    return () => clearTimeout(timer);
  }, [current, offset]);

  return {
    scroller,
    virtualizer,
    current,
    setCurrent: setActive,
    remember,
    onKeyDown(event) {
      const next = nextRow(event.key, current, rows.length);
      if (next === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      if (next < 0) {
        onAbove?.();
        return;
      }
      setActive(next);
      virtualizer.scrollToIndex(next, { align: 'auto' });
      // The row may only be drawn after the scroll.
      requestAnimationFrame(() => focusRow(next));
    },
  };
}
