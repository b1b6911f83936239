import { ActionIcon, Button } from '@mantine/core';
import {
  IconCircleCheckFilled,
  IconCircleDashed,
  IconCircleX,
  IconClockPause,
  IconLoader2,
  IconLockOpen2,
  IconTrash,
  type Icon,
} from '@tabler/icons-react';
import {
  type CloseReason,
  readCloseReason,
  reasonInWords,
} from '@holdfast/shared/access/close-reason';
import { ClockWords } from '../access/clock-words.tsx';
import { accessStateText } from '../ui/text/access-state.ts';
import { useHub } from '../app/hub-context.tsx';
import type { RelayReport } from '../hub/client-api.ts';
import { Moment } from '../ui/moment.tsx';
import { showNotice } from '../ui/notice.tsx';
import { syncText } from '../ui/text/sync.ts';
import { useNow } from '../ui/use-now.ts';
import { relayName } from './relay-name.ts';
import classes from './relay-list.module.css';

const icons: Readonly<Record<RelayReport['state'], Icon>> = {
  connected: IconCircleCheckFilled,
  connecting: IconLoader2,
  waiting: IconClockPause,
  standby: IconCircleDashed,
  stopped: IconCircleX,
};

/** One relay: its state in a word and a sign, how quick it is, and why it is not there. */
export function RelayRow(props: { readonly relay: RelayReport }) {
  const { relay } = props;
  const hub = useHub();
  // Of one that is linked this says why that is worth a word.
  const isUnproven = relay.state === 'connected' && wordOf(relay) === 'unproven';
  const Picture = icons[relay.state];
  const name = relayName(relay);
  const away = relay.state === 'waiting' || relay.state === 'stopped';
  return (
    <li className={classes.row} data-state={relay.state}>
      <Picture size={18} aria-hidden="true" className={classes.icon} />
      <div className={classes.who}>
        <p className={classes.name}>
          {name}
          {isUnproven && (
            <span className={classes.insecure}>
              <IconLockOpen2 size={13} aria-hidden="true" /> {syncText.unproven}
            </span>
          )}
          {relay.insecure && (
            <span className={classes.insecure}>
              <IconLockOpen2 size={13} aria-hidden="true" /> {syncText.insecure}
            </span>
          )}
        </p>
        {name !== relay.url && <p className={classes.url}>{relay.url}</p>}
        {isUnproven && <p className={classes.why}>{syncText.unprovenWhy}</p>}
        <Why relay={relay} />
      </div>
      <div className={classes.facts}>
        <p className={classes.state}>{syncText.states[relay.state]}</p>
        {relay.roundTripMs !== undefined && (
          <p>
            {syncText.roundTrip} {syncText.roundTripMs(relay.roundTripMs)}
          </p>
        )}
        {relay.state === 'standby' ? (
          <LastContact relay={relay} />
        ) : (
          <p>
            {relay.lastAckAtMs === undefined ? (
              syncText.neverAck
            ) : (
              <>
                {syncText.lastAck} <Moment atMs={relay.lastAckAtMs} unknown={syncText.neverAck} />
              </>
            )}
          </p>
        )}
      </div>
      <div className={classes.actions}>
        {away && (
          <Button
            size="compact-xs"
            variant="default"
            aria-label={syncText.retryRelay(name)}
            onClick={() => hub.retry(relay.url)}
          >
            {syncText.retry}
          </Button>
        )}
        <ActionIcon
          variant="subtle"
          color="gray"
          size={30}
          aria-label={syncText.removeRelay(name)}
          title={syncText.removeRelay(name)}
          onClick={() => {
            hub.removeRelay(relay.url);
            showNotice(syncText.removed(name), {
              label: syncText.undo,
              run: () => hub.addRelay(relay.url),
            });
          }}
        >
          <IconTrash size={16} aria-hidden="true" />
        </ActionIcon>
      </div>
    </li>
  );
}

/** What is known of a relay that nobody talks to now: when somebody last did. */
function LastContact({ relay }: { readonly relay: RelayReport }) {
  if (relay.lastContactAtMs === undefined) {
    return <p title={syncText.neverContactedTitle}>{syncText.neverContacted}</p>;
  }
  return (
    <p>
      {syncText.lastContact} <Moment atMs={relay.lastContactAtMs} />
    </p>
  );
}

function wordOf({ problem }: RelayReport): CloseReason | undefined {
  return problem === undefined ? undefined : readCloseReason(problem);
}

/** Why it is not connected, and when it is tried again. */
function Why({ relay }: { readonly relay: RelayReport }) {
  const counting = relay.nextTryAtMs !== undefined && relay.state === 'waiting';
  const nowMs = useNow(1000, counting);
  const seconds = Math.ceil(((relay.nextTryAtMs ?? nowMs) - nowMs) / 1000);
  if (relay.older !== undefined) {
    return (
      <p className={classes.why}>
        {relay.older === 'page' ? syncText.pageOlder : syncText.relayOlder}
      </p>
    );
  }
  const word = wordOf(relay);
  if (word !== undefined && relay.state !== 'connected') {
    const { title } = accessStateText.reasons[word];
    if (word === 'unproven') {
      const why = relay.problem?.slice(word.length + 1).trim() ?? '';
      return (
        <p className={classes.why}>
          {title}. {syncText.refusedHere(why)}
        </p>
      );
    }
    return (
      <p className={classes.why}>
        {title}. {syncText.saysTheRelay(reasonInWords(word))} <ClockWords word={word} />
      </p>
    );
  }
  if (relay.state === 'standby') {
    return (
      <p className={classes.why}>
        {relay.problem !== undefined && asSentence(syncText.standbyFailed(relay.problem))}{' '}
        {syncText.standbyWhy}
      </p>
    );
  }
  if (relay.state === 'connected' || (relay.problem === undefined && !counting)) return null;
  return (
    <p className={classes.why}>
      {relay.problem !== undefined && asSentence(relay.problem)}{' '}
      {counting && <span>{syncText.nextTry(seconds)}.</span>}
    </p>
  );
}

/** Problems come as phrases from whoever met them. */
function asSentence(phrase: string): string {
  const text = phrase.trim();
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?…]$/.test(text) ? '' : '.'}`;
}
