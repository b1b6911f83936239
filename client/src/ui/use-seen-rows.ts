import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { useLayoutEffect, useRef, useState, type FocusEvent, type KeyboardEvent } from 'react';

/** Names of keys, and how many rows on they lead. */
const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };

interface SeenRows {
  readonly rows: readonly { readonly id: string }[];
  /** Height of the row at `index` before it was drawn, px. */
  readonly heightOf: (index: number) => number;
  /** Rows drawn above and below those that are seen. */
  readonly overscan: number;
  /** What takes the focus within a row; absent: the row. */
  readonly focusOn?: string;
  /** Arrows in there mean something else. */
  readonly except?: string;
}

/**
 * A list in the page's own scrolling area, of which only rows that are seen are drawn, and the one
 * with the focus. Rows carry `data-index`; the arrows lead from one to the next. `list` is spread on
 * the `<ul>`; a row at `start` stands at `start - margin`.
 */
export function useSeenRows({ rows, heightOf, overscan, focusOn, except }: SeenRows) {
  const ref = useRef<HTMLUListElement>(null);
  const [margin, setMargin] = useState(0);
  const [focused, setFocused] = useState<string>();
  const focusedAt = focused === undefined ? -1 : rows.findIndex(({ id }) => id === focused);
  const virtualizer = useVirtualizer<HTMLElement, HTMLLIElement>({
    count: rows.length,
    getScrollElement: scrollerOf,
    estimateSize: heightOf,
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan,
    scrollMargin: margin,
    rangeExtractor: (range) => {
      const seen = defaultRangeExtractor(range);
      if (focusedAt < 0 || seen.includes(focusedAt)) return seen;
      return [...seen, focusedAt].toSorted((a, b) => a - b);
    },
  });

  useLayoutEffect(() => {
    const element = ref.current;
    const above = element?.parentElement;
    if (element === null || above === null || above === undefined) return undefined;
    const measure = (): void => {
      const scroller = scrollerOf();
      const top = scroller?.getBoundingClientRect().top ?? 0;
      const at = element.getBoundingClientRect().top - top + (scroller?.scrollTop ?? 0);
      setMargin(Math.round(at));
    };
    // What stands above it comes and goes.
    const observer = new ResizeObserver(measure);
    observer.observe(above);
    return () => observer.disconnect();
  }, []);

  function focusAt(index: number): void {
    if (index < 0 || index >= rows.length) return;
    virtualizer.scrollToIndex(index, { align: 'auto' });
    const within = focusOn === undefined ? '' : ` ${focusOn}`;
    const target = (): HTMLElement | null | undefined =>
      ref.current?.querySelector<HTMLElement>(`[data-index="${index}"]${within}`);
    const there = target();
    if (there !== null && there !== undefined) there.focus();
    // It has to be drawn first.
    else requestAnimationFrame(() => requestAnimationFrame(() => target()?.focus()));
  }

  function onKeyDown(event: KeyboardEvent<HTMLUListElement>): void {
    const step = steps[event.key];
    if (step === undefined || !(event.target instanceof Element)) return;
    if (except !== undefined && event.target.closest(except) !== null) return;
    const at = indexOf(event.target);
    if (at < 0) return;
    event.preventDefault();
    focusAt(at + step);
  }

  return {
    virtualizer,
    margin,
    list: {
      ref,
      style: { height: virtualizer.getTotalSize() },
      onKeyDown,
      onFocus: ({ target }: FocusEvent) => setFocused(rows[indexOf(target)]?.id),
      onBlur: () => setFocused(undefined),
    },
  };
}

function indexOf(element: Element): number {
  return Number(element.closest('[data-index]')?.getAttribute('data-index') ?? -1);
}

/** What scrolls is the page around it. */
function scrollerOf(): HTMLElement | null {
  return document.getElementById('content');
}
