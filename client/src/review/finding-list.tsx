import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import type { ReviewFinding } from '@holdfast/shared/review/finding';
import type { ReviewRow } from '@holdfast/shared/review/rows';
import { useLayoutEffect, useRef, useState, type KeyboardEvent } from 'react';
import { reviewText as words } from '../ui/text/review.ts';
import { FindingRow } from './finding-row.tsx';
import classes from './review-page.module.css';

const usualHeight = 140;
/** Names of keys, and how many rows on they lead. */
const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };

/**
 * The rows of the review, drawn only where they are seen, and where the focus is. Arrows lead from
 * one to the next.
 */
export function FindingList(props: {
  readonly rows: readonly ReviewRow[];
  readonly today: string;
  readonly onAccept: (findings: readonly ReviewFinding[]) => void;
  readonly onTakeBack: (finding: ReviewFinding) => void;
}) {
  const { rows } = props;
  const list = useRef<HTMLUListElement>(null);
  const [margin, setMargin] = useState(0);
  const [focused, setFocused] = useState<string>();
  const focusedAt = focused === undefined ? -1 : rows.findIndex(({ id }) => id === focused);
  const virtualizer = useVirtualizer<HTMLElement, HTMLLIElement>({
    count: rows.length,
    getScrollElement: scrollerOf,
    estimateSize: () => usualHeight,
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: 4,
    scrollMargin: margin,
    rangeExtractor: (range) => {
      const seen = defaultRangeExtractor(range);
      if (focusedAt < 0 || seen.includes(focusedAt)) return seen;
      return [...seen, focusedAt].toSorted((a, b) => a - b);
    },
  });

  useLayoutEffect(() => {
    const element = list.current;
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
    const target = (): HTMLElement | null | undefined =>
      list.current?.querySelector<HTMLElement>(`[data-index="${index}"] [data-act]`);
    const there = target();
    if (there !== null && there !== undefined) there.focus();
    // It has to be drawn first.
    else requestAnimationFrame(() => requestAnimationFrame(() => target()?.focus()));
  }

  function onKeyDown(event: KeyboardEvent<HTMLUListElement>): void {
    const step = steps[event.key];
    if (step === undefined || !(event.target instanceof Element)) return;
    const at = Number(event.target.closest('[data-index]')?.getAttribute('data-index') ?? -1);
    if (at < 0) return;
    event.preventDefault();
    focusAt(at + step);
  }

  return (
    <ul
      ref={list}
      className={classes.list}
      aria-label={words.list}
      style={{ height: virtualizer.getTotalSize() }}
      onKeyDown={onKeyDown}
      onFocus={({ target }) => {
        const index = Number(target.closest('[data-index]')?.getAttribute('data-index') ?? -1);
        setFocused(rows[index]?.id);
      }}
      onBlur={() => setFocused(undefined)}
    >
      {virtualizer.getVirtualItems().map(({ index, key, start }) => {
        const row = rows[index];
        return row === undefined ? null : (
          <FindingRow
            key={key}
            onElement={virtualizer.measureElement}
            index={index}
            top={start - margin}
            count={rows.length}
            row={row}
            today={props.today}
            onAccept={props.onAccept}
            onTakeBack={props.onTakeBack}
          />
        );
      })}
    </ul>
  );
}

/** What scrolls is the page around it. */
function scrollerOf(): HTMLElement | null {
  return document.getElementById('content');
}
