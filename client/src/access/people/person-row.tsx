import { IconDeviceDesktop, IconMail } from '@tabler/icons-react';
import { memo } from 'react';
import { accessText } from '../../ui/text/access.ts';
import { useShownAccess } from '../access-context.tsx';
import { AccessMenu, type AccessMenuItem } from './access-menu.tsx';
import { type CutTarget, givenBackBy } from './cut-target.ts';
import { CutOffWords, Span, StateMark } from './access-marks.tsx';
import type { Access, PersonAccess } from './directory.ts';
import type { GiveBack } from './use-give-back.ts';
import classes from './people.module.css';

const words = accessText.people;

interface RowActions {
  readonly onCut: (target: CutTarget) => void;
  readonly onGiveBack: GiveBack;
}

/** One person: who it is, what they may do, and on which devices. */
export const PersonRow = memo(function PersonRow(
  props: RowActions & {
    readonly onElement: (element: HTMLLIElement | null) => void;
    readonly index: number;
    readonly top: number;
    readonly count: number;
    readonly person: PersonAccess;
  },
) {
  const { onElement, person, index, top, count, onCut, onGiveBack } = props;
  const { me, named } = useShownAccess();
  const { id, name, role, docs, state, cutOff } = person;
  const isMe = me.claims?.sub === id;
  const items: AccessMenuItem[] = [];
  if (me.mayAdminister) {
    if (state !== 'off' && state !== 'expired') {
      items.push({
        label: words.cutPerson,
        danger: true,
        run: () => onCut({ kind: 'person', person }),
      });
    }
    if (cutOff !== undefined) {
      items.push({ label: words.giveBack, run: () => onGiveBack(name, { person: id }, cutOff) });
    }
  }
  return (
    <li
      ref={onElement}
      data-index={index}
      className={classes.person}
      style={{ transform: `translateY(${top}px)` }}
      aria-setsize={count}
      aria-posinset={index + 1}
      tabIndex={-1}
    >
      <div className={classes.head}>
        <div className={classes.who}>
          <h2 className={classes.name}>
            <span dir="auto">{named(name, id)}</span>
            {isMe && <span className={classes.badge}>{words.you}</span>}
          </h2>
          <p className={classes.role}>
            <strong className={classes.roleName}>{accessText.roleNames[role]}</strong>:{' '}
            {accessText.roleWords[role]}
            {docs !== undefined && `. ${words.scoped(docs.length)}`}
          </p>
        </div>
        <StateMark state={state} />
        <AccessMenu label={words.menu(name)} id={id} items={items} />
      </div>
      <ul className={classes.devices} aria-label={words.devices(name)}>
        {[...person.devices, ...person.invitations].map((one) => (
          <DeviceLine
            key={one.id}
            one={one}
            isPlain={one.state === state && one.claims.role === role}
            onCut={onCut}
            onGiveBack={onGiveBack}
          />
        ))}
      </ul>
    </li>
  );
});

function DeviceLine(
  props: RowActions & {
    readonly one: Access;
    /** The same is said of the person. */
    readonly isPlain: boolean;
  },
) {
  const { one, onCut, onGiveBack } = props;
  const { me, named } = useShownAccess();
  const { device, claims, state, cutOff } = one;
  const isInvitation = device === undefined;
  const label = isInvitation
    ? words.invitation
    : one.label === ''
      ? words.unnamedDevice
      : one.label;
  const items: AccessMenuItem[] = [];
  if (me.mayAdminister) {
    if (state === 'good' || state === 'waiting' || state === 'not-yet') {
      items.push({
        label: isInvitation ? words.withdraw : words.cutDevice,
        danger: true,
        run: () => onCut({ kind: isInvitation ? 'invitation' : 'device', one }),
      });
    }
    const thing = cutOff !== undefined && cutOff.of !== 'person' && givenBackBy(one, cutOff);
    if (cutOff !== undefined && thing !== undefined && thing !== false) {
      items.push({ label: words.giveBack, run: () => onGiveBack(label, thing, cutOff) });
    }
  }
  const Icon = isInvitation ? IconMail : IconDeviceDesktop;
  return (
    <li className={classes.device} data-state={state}>
      <Icon size={15} stroke={1.75} aria-hidden="true" className={classes.deviceIcon} />
      <span className={classes.deviceWords}>
        <span className={classes.label} dir="auto">
          {label}
        </span>
        {device !== undefined && device === me.device && (
          <span className={classes.badge}>{words.thisDevice}</span>
        )}
        <Span one={one} />
        {claims.kind === 'sign-in' && <span>{words.signedIn}</span>}
        {one.by !== '' && <span dir="auto">{words.issuedBy(named(one.by, one.issuer?.sub))}</span>}
        {!props.isPlain && <StateMark state={state} />}
        {cutOff !== undefined && <CutOffWords cutOff={cutOff} />}
      </span>
      <AccessMenu label={words.menu(label)} id={one.id} items={items} />
    </li>
  );
}
