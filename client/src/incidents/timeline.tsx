import { unsentIds } from '../room/unsent-ids.ts';
import { CloseButton, NativeSelect, TextInput, VisuallyHidden } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useHub, useObservable, useProjections } from '../app/hub-context.tsx';
import { EntryList, type Goal } from '../room/entry-list.tsx';
import { PinnedList } from '../room/pinned-list.tsx';
import { incidentsText } from '../ui/text/incidents.ts';
import { useNow } from '../ui/use-now.ts';
import { describeItem, type Names } from './describe-item.ts';
import { useShownIncident } from './incident-context.tsx';
import { useIncident } from './incident-store.ts';
import { useIncidentWords } from './incident-words.ts';
import { timeOf, TimelineEntry } from './timeline-entry.tsx';
import {
  filterTimeline,
  joinTwins,
  mergeTimelines,
  timelineKinds,
  timelineOf,
  type TimelineItem,
  type TimelineKind,
  wordsOf,
} from './timeline-model.ts';
import { useMerged } from './merged-incidents.tsx';
import { useProofs } from '../signing/use-proofs.ts';
import classes from '../room/timeline.module.css';

const words = incidentsText.timeline;
const minuteMs = 60_000;

/** Everything that was said and done, the newest at the bottom. Thousands are no trouble: only what is seen is drawn. */
export function Timeline() {
  const shownHere = useShownIncident();
  const { name, store } = shownHere;
  const incident = useIncident(store);
  const { all: others } = useMerged();
  const documents = useMemo(
    () => [shownHere, ...others.map((other) => other.shown)],
    [shownHere, others],
  );
  const proofOf = useProofs(documents);
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
  const pinned = useMemo(
    () =>
      items
        .filter((item) => item.pinned)
        .map((item) => ({
          id: item.id,
          time: names.time(item.atMs),
          words: wordsOf(item) || `${item.by || words.someone} ${describeItem(item, names)}`,
        })),
    [items, names],
  );
  function goTo(id: string): void {
    // What is filtered away cannot be gone to.
    setKind('all');
    setQuery('');
    setGoal((last) => ({ id, time: (last?.time ?? 0) + 1 }));
  }

  return (
    <>
      <PinnedList lines={pinned} onGo={goTo} />
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
        <EntryList key={`${kind} ${query}`} items={shown} goal={goal}>
          {(item) => (
            <TimelineEntry
              item={item}
              names={names}
              from={item.document === name ? '' : names.titleOf(item.document)}
              unsent={unsent.has(item.id)}
              proof={proofOf(item.document, item.id)}
              correctionProof={
                item.correction === undefined
                  ? undefined
                  : proofOf(item.document, item.correction.id)
              }
              nowMs={nowMs}
            />
          )}
        </EntryList>
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
