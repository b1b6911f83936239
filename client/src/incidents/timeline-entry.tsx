import { ActionIcon, Menu } from '@mantine/core';
import { correct } from '@holdfast/shared/model/incident-say';
import { setPinned } from '@holdfast/shared/model/incident-commands';
import type { IncidentEntry } from '@holdfast/shared/model/incident-entries';
import {
  IconAlertTriangle,
  IconBell,
  IconBook,
  IconBulb,
  IconCheck,
  IconClipboardText,
  IconClockExclamation,
  IconCloudOff,
  IconDots,
  IconFlag,
  IconFlame,
  IconGavel,
  IconLink,
  IconListCheck,
  IconPencil,
  IconPinFilled,
  IconSpeakerphone,
  IconTerminal2,
  IconUser,
  IconNote,
  type Icon,
} from '@tabler/icons-react';
import { memo, type ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import { useDialogs } from '../app/dialogs.tsx';
import { incidentRunPath } from '../app/routes.ts';
import { roomText } from '../ui/text/incident-room.ts';
import { incidentsText } from '../ui/text/incidents.ts';
import { signingText } from '../ui/text/signing.ts';
import { createWhen } from '../ui/when.ts';
import { isClockAhead, postedAtMs } from './clock-ahead.ts';
import { describeItem, type Names } from './describe-item.ts';
import { type ShownIncident, useShownIncident } from './incident-context.tsx';
import { useMerged } from './merged-incidents.tsx';
import { CopyItem, LinkItem, PinItem } from '../room/entry-menu-items.tsx';
import { SaidText } from '../room/said-text.tsx';
import { wordsOf, type TimelineItem } from './timeline-model.ts';
import { useIncidentActions } from './use-incident-actions.tsx';
import { ProofLabel, ProofMark } from '../signing/proof-mark.tsx';
import { useNamed } from '../signing/use-named.ts';
import type { EntryProof } from '@holdfast/shared/access/entry-proof';
import classes from '../room/timeline.module.css';
import { MenuWhy } from '../access/menu-why.tsx';
import { useMay } from '../access/use-may.ts';

const words = incidentsText.timeline;
const describeWhen = createWhen();
const icon = { size: 16, 'aria-hidden': true } as const;
/** Less apart than this, when it happened and when it was posted are the same. */
const samePostMs = 60_000;

const icons: Partial<Record<IncidentEntry['kind'], Icon>> = {
  declared: IconFlame,
  severity: IconAlertTriangle,
  status: IconFlag,
  role: IconUser,
  note: IconNote,
  decision: IconGavel,
  hypothesis: IconBulb,
  'hypothesis-state': IconBulb,
  action: IconListCheck,
  'action-state': IconListCheck,
  output: IconTerminal2,
  link: IconLink,
  alert: IconBell,
  update: IconSpeakerphone,
  title: IconPencil,
  'runbook-verdict': IconBook,
};

/** What is said at more length than a line of the log. */
const spoken: ReadonlySet<IncidentEntry['kind']> = new Set([
  'note',
  'decision',
  'hypothesis',
  'action',
  'output',
  'update',
]);

export function timeOf(atMs: number, nowMs: number): string {
  return describeWhen(atMs, nowMs)?.short.replace(/^today /u, '') ?? '';
}

/** One line of the timeline, with what can be done with it. */
export const TimelineEntry = memo(function TimelineEntry(props: {
  readonly item: TimelineItem;
  readonly names: Names;
  /** The other incident that it was said in; empty where it is this one. */
  readonly from: string;
  readonly unsent: boolean;
  readonly proof: EntryProof | undefined;
  /** Of what corrected it last. */
  readonly correctionProof: EntryProof | undefined;
  readonly nowMs: number;
}) {
  const { item, names, nowMs } = props;
  const told = { proof: props.proof, by: item.by, nowMs };
  const named = useNamed();
  const shown = useShownOf(item.document);
  const { what, correction } = item;
  const entry = what.kind === 'said' ? what.entry : undefined;
  const kind = entry?.kind;
  const Picture = kind === undefined ? IconCheck : (icons[kind] ?? IconClipboardText);
  const text = wordsOf(item);
  const isOutput = kind === 'output' || (what.kind === 'did' && text.includes('\n'));
  const isSpoken = kind !== undefined && spoken.has(kind);
  const postedMs = postedAtMs(item, nowMs);
  const late = postedMs !== undefined && Math.abs(postedMs - item.atMs) >= samePostMs;
  const when = describeWhen(item.atMs, nowMs);
  return (
    <div className={classes.entry} data-kind={kind ?? what.kind} data-pinned={item.pinned}>
      <span className={classes.icon}>
        <Picture {...icon} />
      </span>
      <div className={classes.body}>
        <div className={classes.line}>
          <strong className={classes.by} dir="auto">
            {named(item.by, item.person) || words.someone}
          </strong>
          <span
            className={isSpoken ? classes.kind : classes.did}
            dir="auto"
            data-struck={correction?.withdrawn === true}
          >
            {describeItem(item, names)}
          </span>
          {props.from !== '' && <span className={classes.aside}>{words.from(props.from)}</span>}
          {item.alsoIn !== undefined && (
            <span className={classes.aside}>
              {words.alsoIn(item.alsoIn.map((one) => `“${names.titleOf(one)}”`).join(', '))}
            </span>
          )}
          {item.pinned && (
            <span className={classes.aside}>
              <IconPinFilled size={13} aria-hidden="true" /> {words.pinned}
            </span>
          )}
          {correction !== undefined && (
            <span className={classes.aside}>
              {correction.withdrawn
                ? words.withdrawn(correction.by)
                : words.corrected(correction.by)}
            </span>
          )}
          {isClockAhead(item, nowMs) && (
            <span className={classes.unsent}>
              <IconClockExclamation size={13} aria-hidden="true" /> {roomText.clockAhead}
            </span>
          )}
          {props.unsent && (
            <span className={classes.unsent}>
              <IconCloudOff size={13} aria-hidden="true" /> {words.offline}
            </span>
          )}
          <time
            className={classes.time}
            dateTime={when?.iso}
            title={when === undefined ? undefined : when.full}
          >
            {late ? words.happened(timeOf(item.atMs, nowMs)) : timeOf(item.atMs, nowMs)}
          </time>
        </div>
        <ProofMark {...told} />
        {correction !== undefined && (
          <ProofMark
            proof={props.correctionProof}
            by={correction.by}
            nowMs={nowMs}
            about={signingText.report.correction}
          />
        )}
        {entry?.kind === 'link' && (
          <a href={entry.url} target="_blank" rel="noopener noreferrer" className={classes.address}>
            {entry.url}
          </a>
        )}
        {what.kind !== 'said' && (
          <Link href={incidentRunPath(item.document, what.run.id)} className={classes.address}>
            {what.run.title}
          </Link>
        )}
        {text !== '' && (
          <SaidText
            text={text}
            kind={isOutput ? 'output' : 'words'}
            struck={correction?.withdrawn === true}
          />
        )}
        {entry !== undefined && correction?.text !== undefined && 'text' in entry && (
          <details className={classes.before}>
            <summary>{words.before}</summary>
            <SaidText text={entry.text ?? ''} kind="words" />
          </details>
        )}
      </div>
      {shown !== undefined && (
        <EntryMenu item={item} names={names} shown={shown}>
          <ProofLabel {...told} />
        </EntryMenu>
      )}
    </div>
  );
});

/** The incident that an item was said in: this one, or one that was merged into it. */
function useShownOf(document: string): ShownIncident | undefined {
  const shown = useShownIncident();
  const { all } = useMerged();
  return [shown, ...all.map((one) => one.shown)].find(({ name }) => name === document);
}

function EntryMenu(props: {
  readonly item: TimelineItem;
  readonly names: Names;
  readonly shown: ShownIncident;
  readonly children: ReactNode;
}) {
  const { item, names } = props;
  const { what } = item;
  /** What is done in a run is mended there, by another tick. */
  const entry = what.kind === 'said' ? what.entry : undefined;
  const [, go] = useLocation();
  const { name, attempt } = props.shown;
  const { show } = useDialogs();
  const actions = useIncidentActions();
  const text = wordsOf(item);
  const withdrawn = item.correction?.withdrawn === true;
  const may = useMay('append', name);
  return (
    <Menu position="bottom-end" shadow="md" withinPortal>
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={28}
          className={classes.menu}
          aria-label={words.actions(
            `${item.by || words.someone}: ${text.slice(0, 40) || (entry?.kind ?? describeItem(item, names))}`,
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
          onPin={(pinned) => attempt((doc, context) => setPinned(doc, item.id, pinned, context))}
        />
        {entry !== undefined && (
          <Menu.Item
            disabled={!may.ok}
            leftSection={<IconPencil {...icon} />}
            onClick={() => show({ kind: 'incident-correct', entry: entry.id })}
          >
            {words.correct}
          </Menu.Item>
        )}
        {what.kind !== 'said' && (
          <Menu.Item
            leftSection={<IconPencil {...icon} />}
            onClick={() => go(incidentRunPath(item.document, what.run.id))}
          >
            {what.kind === 'ran' ? roomText.openRun : roomText.mendInRun}
          </Menu.Item>
        )}
        {entry !== undefined && entry.kind !== 'declared' && (
          <Menu.Item
            disabled={!may.ok}
            onClick={() =>
              attempt((doc, context) => correct(doc, entry.id, { withdrawn: !withdrawn }, context))
            }
          >
            {withdrawn ? words.unwithdraw : words.withdraw}
          </Menu.Item>
        )}
        <CopyItem text={text} />
        <LinkItem onCopy={() => actions.copyLink(name, item.id)} />
        {props.children}
      </Menu.Dropdown>
    </Menu>
  );
}
