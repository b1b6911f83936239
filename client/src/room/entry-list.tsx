import { Button } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { IconArrowDown } from '@tabler/icons-react';
import { useCallback, useEffect, useRef, useState, type ReactNode } from 'react';
import { incidentsText } from '../ui/text/incidents.ts';
import classes from './timeline.module.css';

const words = incidentsText.timeline;
const usualHeight = 48;
/** So near the end one is at the end. */
const endPx = 60;

/** An entry that somebody asked to be led to; `time` counts how often. */
export interface Goal {
  readonly id: string;
  readonly time: number;
}

/** The lines of a timeline, the newest at the bottom. Thousands are no trouble: only what is seen is drawn. */
export function EntryList<T extends { readonly id: string }>(props: {
  readonly items: readonly T[];
  readonly goal: Goal | undefined;
  readonly children: (item: T) => ReactNode;
}) {
  const { items, goal, children } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const [atEnd, setAtEnd] = useState(true);
  const following = useRef(true);
  const lastTop = useRef(0);
  const [hash] = useState(() => location.hash.slice(1));
  const linked = goal?.id ?? hash;
  const virtualizer = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => usualHeight,
    getItemKey: (index) => items[index]?.id ?? index,
    overscan: 8,
  });
  const toEnd = useCallback(() => {
    virtualizer.scrollToIndex(items.length - 1, { align: 'end' });
  }, [virtualizer, items.length]);

  useEffect(() => {
    const target = linked === '' ? -1 : items.findIndex(({ id }) => id === linked);
    if (target >= 0) {
      following.current = false;
      virtualizer.scrollToIndex(target, { align: 'center' });
    } else toEnd();
    // Once: afterwards the reader decides where to look.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, []);

  const latest = useRef({ items, virtualizer });
  useEffect(() => {
    latest.current = { items, virtualizer };
  });
  useEffect(() => {
    if (goal === undefined) return;
    const target = latest.current.items.findIndex(({ id }) => id === goal.id);
    if (target < 0) return;
    following.current = false;
    latest.current.virtualizer.scrollToIndex(target, { align: 'center' });
    scroller.current?.focus({ preventScroll: true });
  }, [goal]);

  const size = virtualizer.getTotalSize();
  useEffect(() => {
    // Whoever reads the newest goes on reading it: also once what has come is measured.
    if (following.current) toEnd();
  }, [size, toEnd]);

  return (
    <div className={classes.frame}>
      <div
        ref={scroller}
        className={classes.scroller}
        role="log"
        aria-live="off"
        aria-label={words.label}
        // What scrolls must be reached by Tab.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        onScroll={(event) => {
          const { scrollHeight, scrollTop, clientHeight } = event.currentTarget;
          const isAtEnd = scrollHeight - scrollTop - clientHeight < endPx;
          // Only who scrolls up stops following; what grows at the end does not.
          if (isAtEnd) following.current = true;
          else if (scrollTop < lastTop.current) following.current = false;
          lastTop.current = scrollTop;
          setAtEnd(isAtEnd);
        }}
      >
        <ol className={classes.list} style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map(({ key, index, start }) => {
            const item = items[index];
            return item === undefined ? null : (
              <li
                key={key}
                ref={virtualizer.measureElement}
                data-index={index}
                className={classes.item}
                style={{ transform: `translateY(${start}px)` }}
                data-linked={item.id === linked}
                aria-setsize={items.length}
                aria-posinset={index + 1}
              >
                {children(item)}
              </li>
            );
          })}
        </ol>
      </div>
      {!atEnd && (
        <Button
          size="compact-sm"
          variant="default"
          className={classes.newest}
          leftSection={<IconArrowDown size={14} aria-hidden="true" />}
          onClick={toEnd}
        >
          {words.newest}
        </Button>
      )}
    </div>
  );
}
