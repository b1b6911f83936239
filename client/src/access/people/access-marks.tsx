import {
  IconBan,
  IconCircleCheck,
  IconClock,
  IconClockX,
  IconMail,
  type Icon,
} from '@tabler/icons-react';
import { Moment } from '../../ui/moment.tsx';
import { accessText } from '../../ui/text/access.ts';
import type { Access, AccessState, CutOff } from './directory.ts';
import classes from './people.module.css';

const words = accessText.people;
const icons: Readonly<Record<AccessState, Icon>> = {
  good: IconCircleCheck,
  waiting: IconMail,
  'not-yet': IconClock,
  expired: IconClockX,
  off: IconBan,
};

/** Whether it counts: colour, icon and word together. */
export function StateMark({ state }: { readonly state: AccessState }) {
  const StateIcon = icons[state];
  return (
    <span className={classes.state} data-state={state}>
      <StateIcon size={15} stroke={1.75} aria-hidden="true" />
      {words.states[state]}
    </span>
  );
}

/** From when until when. */
export function Span({ one }: { readonly one: Access }) {
  const { device, sinceMs, untilMs, state, claims } = one;
  const beginsMs = (claims.nbf ?? 0) * 1000;
  return (
    <>
      <span>
        {device === undefined ? words.made : words.since} <Moment atMs={sinceMs} />
      </span>
      {state === 'not-yet' && (
        <span>
          {words.from} <Moment atMs={beginsMs} />
        </span>
      )}
      {state !== 'off' && (
        <span>
          {state === 'expired' ? words.ranOut : words.until} <Moment atMs={untilMs} />
        </span>
      )}
    </>
  );
}

/** By whom it was taken away, when, and why. */
export function CutOffWords({ cutOff }: { readonly cutOff: CutOff }) {
  const { of, by, atMs, reason, wipe } = cutOff;
  if (!Number.isFinite(atMs)) return <span>{words.unreadable}</span>;
  return (
    <>
      <span dir="auto">
        {words.cutOffBy(by, of)}, <Moment atMs={atMs} />
      </span>
      {reason !== '' && <span dir="auto">{words.reason(reason)}</span>}
      {wipe && <span>{words.wipeAsked}</span>}
    </>
  );
}
