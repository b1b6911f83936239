import { Button } from '@mantine/core';
import { mergeInto, setRole } from '@holdfast/shared/model/incident-commands';
import {
  IconArchive,
  IconArrowMerge,
  IconBell,
  IconClockExclamation,
  IconPencil,
  IconSpeakerphone,
  IconTarget,
  IconUserExclamation,
} from '@tabler/icons-react';
import { useMemo, type ReactNode } from 'react';
import { Link } from 'wouter';
import type * as Y from 'yjs';
import { useDialogs } from '../app/dialogs.tsx';
import { useHub, useObservable, useProjections } from '../app/hub-context.tsx';
import { incidentPath, incidentProsePath } from '../app/routes.ts';
import { useYSelector } from '../documents/use-y-selector.ts';
import { durationInWords } from '../ui/duration.ts';
import { roomText } from '../ui/text/incident-room.ts';
import { incidentsText } from '../ui/text/incidents.ts';
import { notifyText } from '../ui/text/notify.ts';
import { useNow } from '../ui/use-now.ts';
import { type ShownIncident, useShownIncident } from './incident-context.tsx';
import { notificationPermission } from './notify/browser-notifications.ts';
import { useNotifyPreference } from './notify/notify-preference.ts';
import { useNotifySwitch } from './notify/use-notify-switch.ts';
import { useIncident } from './incident-store.ts';
import { useMerged } from './merged-incidents.tsx';
import { NameOffer } from './name-offer.tsx';
import { useNameOffered } from './use-name-offered.ts';
import { offersPostmortem } from './offers-postmortem.ts';
import { clockSkew, furthestAhead } from './timeline-model.ts';
import { updateDueAtMs } from './update-draft.ts';
import { useIncidentActions } from './use-incident-actions.tsx';
import classes from '../room/room.module.css';
import { Writes } from '../access/writes.tsx';

const words = incidentsText.room;
const icon = { size: 16, 'aria-hidden': true } as const;
const everyMs = 10_000;
const hourMs = 3_600_000;

/** What somebody should know or do now, each a line. */
export function IncidentNotices() {
  const { name, store, attempt } = useShownIncident();
  const incident = useIncident(store);
  const projections = useProjections();
  const actions = useIncidentActions();
  const { state } = incident;
  const into = state.mergedInto.now?.value ?? '';
  const title = state.title.now?.value ?? incidentsText.untitled;
  const merged = useMerged();
  const isLive = state.status.now?.value !== 'resolved' && into === '';
  const notices: readonly (ReactNode | undefined)[] = [
    incident.archived && (
      <Notice key="archived" icon={<IconArchive {...icon} />} text={words.archivedBanner}>
        <Act needs="edit" label={words.bringBack} onClick={() => actions.restore(name, title)} />
      </Notice>
    ),
    incident.isDrill && (
      <Notice key="drill" icon={<IconTarget {...icon} />} text={incidentsText.drillLong} />
    ),
    into !== '' && (
      <Notice
        key="into"
        icon={<IconArrowMerge {...icon} />}
        text={words.mergedInto(projections?.get(into)?.title ?? incidentsText.untitled)}
      >
        <Link href={incidentPath(into)}>{words.goThere}</Link>
        <Act
          needs="append"
          label={words.takeApart}
          onClick={() => attempt((doc, context) => mergeInto(doc, name, '', context))}
        />
      </Notice>
    ),
    ...merged.all.map(({ shown, incident: other }) => (
      <MergedNotice
        key={shown.name}
        shown={shown}
        title={other.state.title.now?.value ?? incidentsText.untitled}
      />
    )),
    ...merged.unread.map((other) => (
      <Notice
        key={other}
        icon={<IconArrowMerge {...icon} />}
        text={words.mergedUnread(projections?.get(other)?.title ?? incidentsText.untitled)}
      >
        <Link href={incidentPath(other)}>{words.goThere}</Link>
      </Notice>
    )),
    <WritePostmortem key="postmortem" />,
    isLive && <NoCommander key="commander" />,
    isLive && <UpdateDue key="update" />,
    <Offers key="offers" notify={isLive && !incident.isDrill} />,
    <ClockNotice key="clock" />,
  ];
  const told = notices.filter((one) => one !== false && one !== undefined && one !== null);
  return told.length === 0 ? null : <div className={classes.notices}>{told}</div>;
}

/** Whose clock is wrong, or that two clocks differ; the one that is plain first. */
function ClockNotice() {
  const { store } = useShownIncident();
  const { entries } = useIncident(store);
  const nowMs = useNow(hourMs);
  const ahead = useMemo(() => furthestAhead(entries, nowMs), [entries, nowMs]);
  const skew = useMemo(() => clockSkew(entries), [entries]);
  const someone = incidentsText.timeline.someone;
  if (ahead === undefined && skew === undefined) return null;
  const text =
    ahead === undefined
      ? words.skew(
          skew?.ahead.by || someone,
          skew?.behind.by || someone,
          durationInWords(skew?.byMs ?? 0),
        )
      : roomText.clockAheadNotice(ahead.by || someone, durationInWords(ahead.byMs));
  return <Notice icon={<IconClockExclamation {...icon} />} text={text} />;
}

function MergedNotice(props: { readonly shown: ShownIncident; readonly title: string }) {
  const { shown, title } = props;
  return (
    <Notice icon={<IconArrowMerge {...icon} />} text={words.mergedFrom(`“${title}”`)}>
      <Link href={incidentPath(shown.name)}>{words.goThere}</Link>
      <Act
        needs="append"
        label={words.takeApart}
        about={title}
        onClick={() => shown.attempt((doc, context) => mergeInto(doc, shown.name, '', context))}
      />
    </Notice>
  );
}

function WritePostmortem() {
  const { name, doc, store } = useShownIncident();
  const incident = useIncident(store);
  const isWritten = useYSelector(doc, hasPostmortem);
  const nowMs = useNow(hourMs);
  if (!offersPostmortem(incident, isWritten, nowMs)) return null;
  return (
    <Notice icon={<IconPencil {...icon} />} text={words.isOver}>
      <Link href={incidentProsePath(name, 'postmortem')}>{words.writePostmortem}</Link>
    </Notice>
  );
}

function hasPostmortem(doc: Y.Doc): boolean {
  return doc.getText('postmortem').length > 0;
}

function NoCommander() {
  const { store, attempt } = useShownIncident();
  const { state } = useIncident(store);
  const { name } = useObservable(useHub().me);
  const { show } = useDialogs();
  const commander = state.roles.find(({ role }) => role === 'commander');
  if ((commander?.holders.length ?? 0) > 0) return null;
  return (
    <Notice icon={<IconUserExclamation {...icon} />} text={words.noCommander} tone="warn">
      <Act
        needs="append"
        label={words.takeCommand}
        onClick={() => {
          // Whoever has no name yet says who takes it.
          if (name === '') show({ kind: 'incident-give', role: 'commander' });
          else attempt((doc, context) => setRole(doc, 'commander', name, true, context));
        }}
      />
    </Notice>
  );
}

/** One offer at a time. */
function Offers(props: { readonly notify: boolean }) {
  const isUnnamed = useNameOffered();
  if (isUnnamed) return <NameOffer />;
  return props.notify ? <NotifyHint /> : null;
}

/** Offered once: whoever wants to be told while they look elsewhere turns it on here. */
function NotifyHint() {
  const { isOn, isHintDone, endHint } = useNotifyPreference();
  const { problem, turn } = useNotifySwitch();
  const permission = notificationPermission();
  if (problem !== '') return <Notice icon={<IconBell {...icon} />} text={problem} tone="warn" />;
  if (isOn || isHintDone || permission === 'denied' || permission === 'unsupported') return null;
  return (
    <Notice icon={<IconBell {...icon} />} text={notifyText.room.hint}>
      <Act label={notifyText.room.turnOn} onClick={() => void turn(true)} />
      <Act label={notifyText.room.notNow} onClick={endHint} />
    </Notice>
  );
}

function UpdateDue() {
  const { store } = useShownIncident();
  const incident = useIncident(store);
  const { show } = useDialogs();
  const nowMs = useNow(everyMs);
  const dueAtMs = updateDueAtMs(incident);
  const isOver = nowMs >= dueAtMs;
  const time = durationInWords(Math.abs(dueAtMs - nowMs));
  return (
    <Notice
      icon={<IconSpeakerphone {...icon} />}
      text={isOver ? words.updateOverdue(time) : words.updateDue(time)}
      {...(isOver ? { tone: 'warn' as const } : {})}
    >
      <Act
        needs="append"
        label={words.writeUpdate}
        onClick={() => show({ kind: 'incident-update' })}
      />
    </Notice>
  );
}

function Notice(props: {
  readonly icon: ReactNode;
  readonly text: string;
  readonly tone?: 'warn';
  readonly children?: ReactNode;
}) {
  return (
    <div className={classes.notice} data-tone={props.tone}>
      <span className={classes.noticeWords}>
        {props.icon}
        <span>{props.text}</span>
      </span>
      {props.children}
    </div>
  );
}

function Act(props: {
  readonly label: string;
  /** What it does to the incident; absent where it is a matter of this device. */
  readonly needs?: 'append' | 'edit';
  /** What it is done to, where several of the same name are offered. */
  readonly about?: string;
  readonly onClick: () => void;
}) {
  const { label, about, needs } = props;
  const { name } = useShownIncident();
  const button = (
    <Button
      size="compact-sm"
      variant="default"
      aria-label={about === undefined ? undefined : `${label}: ${about}`}
      onClick={props.onClick}
    >
      {label}
    </Button>
  );
  if (needs === undefined) return button;
  return (
    <Writes operation={needs} doc={name} isSaid>
      {button}
    </Writes>
  );
}
