import { Button } from '@mantine/core';
import { IconPlus, IconPrinter } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { Moment } from '../../ui/moment.tsx';
import { Section } from '../../ui/section.tsx';
import { accessText } from '../../ui/text/access.ts';
import { accessInviteText as words } from '../../ui/text/access-invite.ts';
import { describeMinute } from '../../ui/when.ts';
import { useShownAccess } from '../access-context.tsx';
import { AskAdmins } from '../ask-admins.tsx';
import { CutOffWords, Span, StateMark } from '../people/access-marks.tsx';
import { AccessMenu, type AccessMenuItem } from '../people/access-menu.tsx';
import { CutOffDialog } from '../people/cut-off-dialog.tsx';
import { type CutTarget, givenBackBy } from '../people/cut-target.ts';
import { type Access, isBreakGlass } from '../people/directory.ts';
import { useGiveBack } from '../people/use-give-back.ts';
import { InviteDialog } from './invite-dialog.tsx';
import { MadeDialog } from './made-dialog.tsx';
import type { MadeInvitation } from './make-invitation.ts';
import { SealDialog } from './seal-dialog.tsx';
import { type Sealed, sealedOf } from './sealed.ts';
import { Sheets } from './sheets.tsx';
import { spanWords } from './span-words.ts';
import classes from './invite.module.css';

type Dialog =
  | { readonly kind: 'invite' | 'seal' }
  | { readonly kind: 'made'; readonly made: MadeInvitation }
  | { readonly kind: 'cut'; readonly target: CutTarget };

/** Who was invited and has not come yet, and the sealed access for emergencies. */
export function InvitationsPart() {
  const { all, me } = useShownAccess();
  const [dialog, setDialog] = useState<Dialog>();
  const [sheets, setSheets] = useState<{
    readonly made: readonly MadeInvitation[];
    readonly wanted: number;
  }>();
  const close = (): void => setDialog(undefined);
  const onCut = (target: CutTarget): void => setDialog({ kind: 'cut', target });
  if (sheets !== undefined) return <Sheets {...sheets} onDone={() => setSheets(undefined)} />;
  const invitations = all
    .filter((one) => one.device === undefined && !isBreakGlass(one))
    .toSorted((a, b) => b.sinceMs - a.sinceMs);
  const open = invitations.filter(({ state }) => state === 'waiting' || state === 'not-yet');
  const past = invitations.filter((one) => !open.includes(one));
  const sealed = sealedOf(all);
  return (
    <>
      {me.isKeyed !== false && <AskAdmins to={words.needsAdmin} />}
      <Section
        title={words.open.title}
        lead={words.open.lead}
        action={
          me.mayAdminister && (
            <Button
              size="xs"
              leftSection={<IconPlus size={15} aria-hidden="true" />}
              onClick={() => setDialog({ kind: 'invite' })}
            >
              {words.invite}
            </Button>
          )
        }
      >
        {open.length === 0 ? (
          <Nothing
            words={words.open.none}
            more={me.mayAdminister ? words.open.noneAdmin : undefined}
          />
        ) : (
          <Lines label={words.open.title} all={open} onCut={onCut} />
        )}
        {me.mayAdminister && <p className={classes.none}>{words.open.elsewhere}</p>}
        {past.length > 0 && (
          <details className={classes.past}>
            <summary>{words.open.past(past.length)}</summary>
            <Lines label={words.open.past(past.length)} all={past} onCut={onCut} />
          </details>
        )}
      </Section>
      <Section
        title={words.sealed.title}
        lead={words.sealed.lead}
        action={
          me.mayAdminister && (
            <Button
              size="xs"
              variant="default"
              leftSection={<IconPrinter size={15} aria-hidden="true" />}
              onClick={() => setDialog({ kind: 'seal' })}
            >
              {words.seal}
            </Button>
          )
        }
      >
        {sealed.length === 0 ? (
          <Nothing
            words={words.sealed.none}
            more={me.mayAdminister ? words.sealed.noneAdmin : undefined}
          />
        ) : (
          <ul className={classes.list} aria-label={words.sealed.title}>
            {sealed.map((one) => (
              <SealedLine key={one.one.id} sealed={one} onCut={onCut} />
            ))}
          </ul>
        )}
      </Section>
      {dialog?.kind === 'invite' && (
        <InviteDialog onMade={(made) => setDialog({ kind: 'made', made })} onClose={close} />
      )}
      {dialog?.kind === 'made' && <MadeDialog made={dialog.made} onClose={close} />}
      {dialog?.kind === 'seal' && (
        <SealDialog
          onMade={(made, wanted) => {
            close();
            setSheets({ made, wanted });
          }}
          onClose={close}
        />
      )}
      {dialog?.kind === 'cut' && <CutOffDialog target={dialog.target} onClose={close} />}
    </>
  );
}

function Nothing(props: { readonly words: string; readonly more: string | undefined }) {
  const { me } = useShownAccess();
  const more = me.isKeyed === false ? words.open.noneWithoutKeys : props.more;
  return (
    <p className={classes.none}>
      {props.words} {more}
    </p>
  );
}

function Lines(props: {
  readonly label: string;
  readonly all: readonly Access[];
  readonly onCut: (target: CutTarget) => void;
}) {
  const { named } = useShownAccess();
  return (
    <ul className={classes.list} aria-label={props.label}>
      {props.all.map((one) => (
        <Line
          key={one.id}
          one={one}
          state={<StateMark state={one.state} />}
          menu={words.sealed.menu(one.claims.name)}
          onCut={props.onCut}
        >
          <span>{accessText.roleNames[one.claims.role]}</span>
          {one.claims.docs !== undefined && (
            <span>{accessText.people.scoped(one.claims.docs.length)}</span>
          )}
          <Span one={one} />
          {one.by !== '' && (
            <span dir="auto">{accessText.people.issuedBy(named(one.by, one.issuer?.sub))}</span>
          )}
        </Line>
      ))}
    </ul>
  );
}

function SealedLine(props: {
  readonly sealed: Sealed;
  readonly onCut: (target: CutTarget) => void;
}) {
  const { one, state } = props.sealed;
  const { claims, device, label, sinceMs, untilMs } = one;
  const isUsed = device !== undefined;
  return (
    <Line
      one={one}
      state={
        <span className={classes.state} data-state={state}>
          {words.sealed.states[state]}
        </span>
      }
      menu={words.sealed.menu(claims.name)}
      onCut={props.onCut}
    >
      <span>{accessText.roleNames[claims.role]}</span>
      <span>
        {isUsed ? accessText.people.since : accessText.people.made} <Moment atMs={sinceMs} />
      </span>
      {isUsed && (
        <span dir="auto">{words.sealed.usedOn(label || words.sealed.anUnnamedDevice)}</span>
      )}
      {state !== 'off' && (
        <span>
          {accessText.people[untilWord(state)]}{' '}
          {state === 'in-use' ? describeMinute(untilMs) : <Moment atMs={untilMs} />}
        </span>
      )}
      {state === 'sealed' && <span>{words.sealed.goesOn(spanWords(claims.life ?? 0))}</span>}
      <span>{words.sealed.number(one.id)}</span>
    </Line>
  );
}

function untilWord(state: Sealed['state']): 'until' | 'ranOut' {
  return state === 'used' || state === 'expired' ? 'ranOut' : 'until';
}

function Line(props: {
  readonly one: Access;
  readonly state: ReactNode;
  readonly menu: string;
  readonly onCut: (target: CutTarget) => void;
  readonly children: ReactNode;
}) {
  const { one, onCut } = props;
  const { me, named } = useShownAccess();
  const giveBack = useGiveBack();
  const { id, claims, state, device, cutOff } = one;
  const items: AccessMenuItem[] = [];
  if (me.mayAdminister && state !== 'off' && state !== 'expired') {
    items.push({
      label: device === undefined ? accessText.people.withdraw : words.sealed.end,
      danger: true,
      run: () => onCut({ kind: device === undefined ? 'invitation' : 'device', one }),
    });
  }
  const thing = cutOff && givenBackBy(one, cutOff);
  if (me.mayAdminister && cutOff !== undefined && cutOff.of !== 'person' && thing !== undefined) {
    items.push({
      label: accessText.people.giveBack,
      run: () => giveBack(claims.name, thing, cutOff),
    });
  }
  return (
    <li className={classes.line}>
      <span className={classes.words}>
        <span className={classes.name} dir="auto">
          {named(claims.name, claims.sub)}
        </span>
        {props.state}
        {props.children}
        {cutOff !== undefined && <CutOffWords cutOff={cutOff} />}
      </span>
      <AccessMenu label={props.menu} id={id} items={items} />
    </li>
  );
}
