import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { useLayoutEffect, useRef, useState, type KeyboardEvent } from 'react';
import { accessText } from '../../ui/text/access.ts';
import type { CutTarget } from './cut-target.ts';
import type { PersonAccess } from './directory.ts';
import { PersonRow } from './person-row.tsx';
import type { GiveBack } from './use-give-back.ts';
import classes from './people.module.css';

const nameHeight = 58;
const deviceHeight = 30;
/** Names of keys, and how many rows on they lead. */
const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };

/** Everybody, drawn only where they are seen, and where the focus is. Arrows lead from one to the next. */
export function PersonList(props: {
  readonly people: readonly PersonAccess[];
  readonly onCut: (target: CutTarget) => void;
  readonly onGiveBack: GiveBack;
}) {
  const { people } = props;
  const list = useRef<HTMLUListElement>(null);
  const [margin, setMargin] = useState(0);
  const [focused, setFocused] = useState<string>();
  const focusedAt = focused === undefined ? -1 : people.findIndex(({ id }) => id === focused);
  const virtualizer = useVirtualizer<HTMLElement, HTMLLIElement>({
    count: people.length,
    getScrollElement: scrollerOf,
    estimateSize: (index) => {
      const { devices = [], invitations = [] } = people[index] ?? {};
      return nameHeight + deviceHeight * (devices.length + invitations.length);
    },
    getItemKey: (index) => people[index]?.id ?? index,
    overscan: 6,
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
    if (index < 0 || index >= people.length) return;
    virtualizer.scrollToIndex(index, { align: 'auto' });
    const target = (): HTMLElement | null | undefined =>
      list.current?.querySelector<HTMLElement>(`[data-index="${index}"]`);
    const there = target();
    if (there !== null && there !== undefined) there.focus();
    // It has to be drawn first.
    else requestAnimationFrame(() => requestAnimationFrame(() => target()?.focus()));
  }

  function onKeyDown(event: KeyboardEvent<HTMLUListElement>): void {
    const step = steps[event.key];
    if (step === undefined || !(event.target instanceof Element)) return;
    // In a menu they lead from one item to the next.
    if (event.target.closest('[role="menu"], [aria-haspopup="menu"]') !== null) return;
    const at = Number(event.target.closest('[data-index]')?.getAttribute('data-index') ?? -1);
    if (at < 0) return;
    event.preventDefault();
    focusAt(at + step);
  }

  return (
    <ul
      ref={list}
      className={classes.list}
      aria-label={accessText.people.list}
      style={{ height: virtualizer.getTotalSize() }}
      onKeyDown={onKeyDown}
      onFocus={({ target }) => {
        const index = Number(target.closest('[data-index]')?.getAttribute('data-index') ?? -1);
        setFocused(people[index]?.id);
      }}
      onBlur={() => setFocused(undefined)}
    >
      {virtualizer.getVirtualItems().map(({ index, key, start }) => {
        const person = people[index];
        return person === undefined ? null : (
          <PersonRow
            key={key}
            onElement={virtualizer.measureElement}
            index={index}
            top={start - margin}
            count={people.length}
            person={person}
            onCut={props.onCut}
            onGiveBack={props.onGiveBack}
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
