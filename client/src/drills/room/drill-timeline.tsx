import {
  ActionIcon,
  CloseButton,
  Menu,
  NativeSelect,
  TextInput,
  VisuallyHidden,
} from '@mantine/core';
import { correctInDrill, setPinnedInDrill } from '@holdfast/shared/model/drill-commands';
import type { EntryProof } from '@holdfast/shared/access/entry-proof';
import type { DrillEntry } from '@holdfast/shared/model/drill-entries';
import {
  IconCheck,
  IconClipboardText,
  IconClock,
  IconCloudOff,
  IconDots,
  IconEye,
  IconFile,
  IconGavel,
  IconHandStop,
  IconLink,
  IconListCheck,
  IconNote,
  IconPencil,
  IconPinFilled,
  IconSearch,
  IconTarget,
  IconTelescope,
  IconTerminal2,
  IconUser,
  IconZoomExclamation,
  type Icon,
} from '@tabler/icons-react';
import { memo, type ReactNode, useMemo, useState } from 'react';
import { Link } from 'wouter';
import { useHub, useObservable } from '../../app/hub-context.tsx';
import { drillPath } from '../../app/routes.ts';
import { ProofLabel, ProofMark } from '../../signing/proof-mark.tsx';
import { useNamed } from '../../signing/use-named.ts';
import { useProofs } from '../../signing/use-proofs.ts';
import { unsentIds } from '../../room/unsent-ids.ts';
import { copyEntryLink } from '../../room/copy-entry-link.ts';
import { EntryList, type Goal } from '../../room/entry-list.tsx';
import { CopyItem, LinkItem, PinItem } from '../../room/entry-menu-items.tsx';
import { PinnedList } from '../../room/pinned-list.tsx';
import { SaidText } from '../../room/said-text.tsx';
import { drillRoomText } from '../../ui/text/drill-room.ts';
import { incidentsText } from '../../ui/text/incidents.ts';
import { useNow } from '../../ui/use-now.ts';
import { createWhen, describeSecond } from '../../ui/when.ts';
import { roomRun } from '../room-run.ts';
import { useShownDrill } from './drill-context.tsx';
import { useDrill } from './drill-store.ts';
import {
  drillFilters,
  drillTimeline,
  filterDrillTimeline,
  type DrillFilterKind,
  type DrillItem,
} from './drill-timeline-model.ts';
import classes from '../../room/timeline.module.css';
import { MenuWhy } from '../../access/menu-why.tsx';
import { useMay } from '../../access/use-may.ts';

const words = drillRoomText.timeline;
const common = incidentsText.timeline;
const describeWhen = createWhen();
const icon = { size: 16, 'aria-hidden': true } as const;
const minuteMs = 60_000;

const icons: Readonly<Record<DrillEntry['kind'], Icon>> = {
  planned: IconTarget,
  title: IconPencil,
  participant: IconUser,
  note: IconNote,
  decision: IconGavel,
  output: IconTerminal2,
  link: IconLink,
  file: IconFile,
  expected: IconTelescope,
  observed: IconEye,
  moment: IconClock,
  aborted: IconHandStop,
  verdict: IconGavel,
  finding: IconZoomExclamation,
  'finding-state': IconZoomExclamation,
  action: IconListCheck,
  'action-state': IconListCheck,
  correction: IconPencil,
  pin: IconPinFilled,
  retention: IconClipboardText,
};

/** Kinds after whose name the words stand by themselves. */
const spoken: ReadonlySet<DrillEntry['kind']> = new Set([
  'note',
  'decision',
  'output',
  'expected',
  'observed',
  'finding',
  'action',
]);

function timeOf(atMs: number, nowMs: number): string {
  const { short = '' } = describeWhen(atMs, nowMs) ?? {};
  // Steps of one recovery lie seconds apart.
  return short.startsWith('today ') ? describeSecond(atMs, nowMs) : short;
}

/** Everything that was said and done in the drill, the newest at the bottom. */
export function DrillTimeline() {
  const shownHere = useShownDrill();
  const { name, store } = shownHere;
  const drill = useDrill(store);
  const documents = useMemo(() => [shownHere], [shownHere]);
  const proofOf = useProofs(documents);
  const nowMs = useNow(minuteMs);
  const items = useMemo(
    () => drillTimeline(drill, (atMs) => describeSecond(atMs, nowMs)),
    [drill, nowMs],
  );
  const hub = useHub();
  const { unsent } = useObservable(hub.sync);
  const changes = unsent.find(({ doc }) => doc === name)?.changes ?? 0;
  const { device } = hub.entryContext().actor;
  const unsentItems = useMemo(() => unsentIds(items, device, changes), [items, device, changes]);
  const [kind, setKind] = useState<DrillFilterKind>('all');
  const [query, setQuery] = useState('');
  const shown = useMemo(() => filterDrillTimeline(items, kind, query), [items, kind, query]);
  const [goal, setGoal] = useState<Goal>();
  const pinned = useMemo(
    () =>
      items
        .filter((item) => item.pinned)
        .map((item) => ({
          id: item.id,
          time: timeOf(item.atMs, nowMs),
          words: item.text || `${item.by || words.someone} ${item.says}`,
        })),
    [items, nowMs],
  );
  const last = items.at(-1);
  return (
    <>
      <PinnedList
        lines={pinned}
        onGo={(id) => {
          // What is filtered away cannot be gone to.
          setKind('all');
          setQuery('');
          setGoal((before) => ({ id, time: (before?.time ?? 0) + 1 }));
        }}
      />
      <div className={classes.tools}>
        <NativeSelect
          size="xs"
          aria-label={common.filter}
          value={kind}
          data={drillFilters.map((value) => ({ value, label: words.filters[value] }))}
          onChange={(event) => {
            const chosen = event.currentTarget.value;
            setKind(drillFilters.find((one) => one === chosen) ?? 'all');
          }}
        />
        <TextInput
          size="xs"
          className={classes.search}
          aria-label={common.search}
          placeholder={common.search}
          value={query}
          leftSection={<IconSearch size={14} aria-hidden="true" />}
          rightSection={
            query === '' ? undefined : (
              <CloseButton size="xs" aria-label={common.all} onClick={() => setQuery('')} />
            )
          }
          onChange={(event) => setQuery(event.currentTarget.value)}
        />
      </div>
      {shown.length === 0 ? (
        <p className={classes.nothing} role="status">
          {items.length === 0 ? words.empty : common.nothingFound}
        </p>
      ) : (
        <EntryList key={`${kind} ${query}`} items={shown} goal={goal}>
          {(item) => (
            <Line
              item={item}
              unsent={unsentItems.has(item.id)}
              proof={proofOf(name, item.id)}
              nowMs={nowMs}
            />
          )}
        </EntryList>
      )}
      <VisuallyHidden role="status">
        {last === undefined || last.device === device
          ? ''
          : `${last.by || words.someone}: ${last.says}`}
      </VisuallyHidden>
    </>
  );
}

const Line = memo(function Line(props: {
  readonly item: DrillItem;
  readonly unsent: boolean;
  readonly proof: EntryProof | undefined;
  readonly nowMs: number;
}) {
  const { item, nowMs } = props;
  const told = { proof: props.proof, by: item.by, nowMs };
  const named = useNamed();
  const { what, correction, text } = item;
  const { name } = useShownDrill();
  const entry = what.kind === 'said' ? what.entry : undefined;
  const Picture = entry === undefined ? IconCheck : icons[entry.kind];
  const isOutput = entry?.kind === 'output' || (what.kind === 'did' && text.includes('\n'));
  const struck = correction?.withdrawn === true;
  const when = describeWhen(item.atMs, nowMs);
  return (
    <div className={classes.entry} data-kind={entry?.kind ?? what.kind} data-pinned={item.pinned}>
      <span className={classes.icon}>
        <Picture {...icon} />
      </span>
      <div className={classes.body}>
        <div className={classes.line}>
          <strong className={classes.by} dir="auto">
            {named(item.by, item.person) || words.someone}
          </strong>
          <span
            className={entry !== undefined && spoken.has(entry.kind) ? classes.kind : classes.did}
            dir="auto"
            data-struck={struck}
          >
            {item.says}
          </span>
          {item.pinned && (
            <span className={classes.aside}>
              <IconPinFilled size={13} aria-hidden="true" /> {common.pinned}
            </span>
          )}
          {correction !== undefined && (
            <span className={classes.aside}>
              {struck ? common.withdrawn(correction.by) : common.corrected(correction.by)}
            </span>
          )}
          {props.unsent && (
            <span className={classes.unsent}>
              <IconCloudOff size={13} aria-hidden="true" /> {common.offline}
            </span>
          )}
          <time className={classes.time} dateTime={when?.iso} title={describeSecond(item.atMs)}>
            {timeOf(item.atMs, nowMs)}
          </time>
        </div>
        <ProofMark {...told} />
        {entry?.kind === 'link' && (
          <a href={entry.url} target="_blank" rel="noopener noreferrer" className={classes.address}>
            {entry.url}
          </a>
        )}
        {what.kind !== 'said' && (
          <Link href={drillPath(name, what.run.id)} className={classes.address}>
            {what.run.title}
          </Link>
        )}
        {text !== '' && (
          <SaidText text={text} kind={isOutput ? 'output' : 'words'} struck={struck} />
        )}
      </div>
      <EntryMenu item={item} entry={entry}>
        <ProofLabel {...told} />
      </EntryMenu>
    </div>
  );
});

function EntryMenu(props: {
  readonly item: DrillItem;
  /** Undefined for what is done in a run: it is mended there, by another tick. */
  readonly entry: DrillEntry | undefined;
  readonly children: ReactNode;
}) {
  const { item, entry } = props;
  const { name, store, attempt, show, seal } = useShownDrill();
  const { planned } = useDrill(store).state;
  const hub = useHub();
  const withdrawn = item.correction?.withdrawn === true;
  const may = useMay('append', name);
  const isFixed = entry === undefined || entry.kind === 'planned' || entry.kind === 'retention';
  return (
    <Menu position="bottom-end" shadow="md" withinPortal>
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={28}
          className={classes.menu}
          aria-label={common.actions(
            `${item.by || words.someone}: ${item.text.slice(0, 40) || item.says}`,
          )}
        >
          <IconDots {...icon} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <MenuWhy may={may} />
        <PinItem
          disabled={!may.ok}
          pinned={item.pinned}
          onPin={(pinned) =>
            attempt((doc, context) => setPinnedInDrill(doc, item.id, pinned, context))
          }
        />
        {!isFixed && (
          <Menu.Item
            disabled={!may.ok}
            leftSection={<IconPencil {...icon} />}
            onClick={() => show({ kind: 'correct', entry: entry.id })}
          >
            {common.correct}
          </Menu.Item>
        )}
        {!isFixed && (
          <Menu.Item
            disabled={!may.ok}
            onClick={() => {
              const done = attempt((doc, context) =>
                correctInDrill(doc, entry.id, { withdrawn: !withdrawn }, context),
              );
              if (done && (entry.kind === 'verdict' || entry.kind === 'aborted')) seal();
            }}
          >
            {withdrawn ? common.unwithdraw : common.withdraw}
          </Menu.Item>
        )}
        <CopyItem text={item.text} />
        <LinkItem
          onCopy={() =>
            // A practice run's own address leads to its run.
            copyEntryLink(hub, drillPath(name, planned === undefined ? roomRun : ''), item.id)
          }
        />
        {props.children}
      </Menu.Dropdown>
    </Menu>
  );
}
