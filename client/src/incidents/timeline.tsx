import { Button, CloseButton, NativeSelect, TextInput, VisuallyHidden } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { IconArrowDown, IconSearch } from '@tabler/icons-react';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useHub, useObservable, useProjections } from '../app/hub-context.tsx';
import { incidentsText } from '../ui/text/incidents.ts';
import { useNow } from '../ui/use-now.ts';
import { describeItem, type Names } from './describe-item.ts';
import { useShownIncident } from './incident-context.tsx';
import { useIncident } from './incident-store.ts';
import { useIncidentWords } from './incident-words.ts';
import { PinnedPart } from './pinned-part.tsx';
import { timeOf, TimelineEntry } from './timeline-entry.tsx';
import {
  filterTimeline,
  joinTwins,
  mergeTimelines,
  timelineKinds,
  timelineOf,
  unsentIds,
  type TimelineItem,
  type TimelineKind,
} from './timeline-model.ts';
import { useMerged } from './merged-incidents.tsx';
import classes from './timeline.module.css';

const words = incidentsText.timeline;
const minuteMs = 60_000;
const usualHeight = 48;
/** So near the end one is at the end. */
const endPx = 60;

/** Everything that was said and done, the newest at the bottom. Thousands are no trouble: only what is seen is drawn. */
export function Timeline() {
  const { name, store } = useShownIncident();
  const incident = useIncident(store);
  const { all: others } = useMerged();
  const merged = useMemo(
    () => others.map(({ shown, incident: other }) => timelineOf(shown.name, other)),
    [others],
  );
  const projections = useProjections();
  const roleNames = useIncidentWords();
  const nowMs = useNow(minuteMs);
  const own = useMemo(() => timelineOf(name, incident), [name, incident]);
  const items = useMemo(() => joinTwins(mergeTimelines([own, ...merged])), [own, merged]);
  const unsent = useUnsent(own);
  const names = useMemo<Names>(
    () => ({
      titleOf: (document) => projections?.get(document)?.title ?? incidentsText.untitled,
      time: (atMs) => timeOf(atMs, nowMs),
      words: roleNames,
    }),
    [projections, nowMs, roleNames],
  );
  const [kind, setKind] = useState<TimelineKind>('all');
  const [query, setQuery] = useState('');
  const [goal, setGoal] = useState<Goal>();
  const shown = useMemo(
    () => filterTimeline(items, kind, query, (item) => describeItem(item, names)),
    [items, kind, query, names],
  );
  function goTo(id: string): void {
    // What is filtered away cannot be gone to.
    setKind('all');
    setQuery('');
    setGoal((last) => ({ id, time: (last?.time ?? 0) + 1 }));
  }

  return (
    <>
      <PinnedPart items={items} names={names} onGo={goTo} />
      <div className={classes.tools}>
        <NativeSelect
          size="xs"
          aria-label={words.filter}
          value={kind}
          data={timelineKinds.map((one) => ({
            value: one,
            label: one === 'all' ? words.all : words.kinds[one],
          }))}
          onChange={(event) => {
            const chosen = event.currentTarget.value;
            setKind(timelineKinds.find((one) => one === chosen) ?? 'all');
          }}
        />
        <TextInput
          size="xs"
          className={classes.search}
          aria-label={words.search}
          placeholder={words.search}
          value={query}
          leftSection={<IconSearch size={14} aria-hidden="true" />}
          rightSection={
            query === '' ? undefined : (
              <CloseButton size="xs" aria-label={words.all} onClick={() => setQuery('')} />
            )
          }
          onChange={(event) => setQuery(event.currentTarget.value)}
        />
      </div>
      {shown.length === 0 ? (
        <p className={classes.nothing} role="status">
          {items.length === 0 ? words.empty : words.nothingFound}
        </p>
      ) : (
        <Entries
          key={`${kind} ${query}`}
          items={shown}
          names={names}
          name={name}
          unsent={unsent}
          nowMs={nowMs}
          goal={goal}
        />
      )}
      <Newest items={items} names={names} />
    </>
  );
}

/** Ids of what this device posted that may be on too few relays yet. */
function useUnsent(items: readonly TimelineItem[]): ReadonlySet<string> {
  const hub = useHub();
  const { name } = useShownIncident();
  const { unsent } = useObservable(hub.sync);
  const changes = unsent.find(({ doc }) => doc === name)?.changes ?? 0;
  const device = hub.entryContext().actor.device;
  return useMemo(() => unsentIds(items, device, changes), [items, device, changes]);
}

/** An entry that somebody asked to be led to; `time` counts how often. */
interface Goal {
  readonly id: string;
  readonly time: number;
}

function Entries(props: {
  readonly items: readonly TimelineItem[];
  readonly names: Names;
  readonly name: string;
  readonly unsent: ReadonlySet<string>;
  readonly nowMs: number;
  readonly goal: Goal | undefined;
}) {
  const { items, names, name, unsent, nowMs, goal } = props;
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
                <TimelineEntry
                  item={item}
                  names={names}
                  from={item.document === name ? '' : names.titleOf(item.document)}
                  unsent={unsent.has(item.id)}
                  nowMs={nowMs}
                />
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

/** Tells those who do not see the screen what somebody else has just posted. */
function Newest(props: { readonly items: readonly TimelineItem[]; readonly names: Names }) {
  const device = useHub().entryContext().actor.device;
  const last = props.items.at(-1);
  const isNews = last !== undefined && last.device !== device;
  return (
    <VisuallyHidden role="status">
      {isNews ? `${last.by || words.someone}: ${describeItem(last, props.names)}` : ''}
    </VisuallyHidden>
  );
}
