import { ownedLabel } from '@holdfast/shared/access/owned-label';
import { Button, TextInput } from '@mantine/core';
import { readClaims } from '@holdfast/shared/access/claims';
import { type InvitationVerdict, provenBy } from '@holdfast/shared/access/invitation-check';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useState, type FormEvent, type ReactNode } from 'react';
import { joinText } from '../../ui/text/access-join.ts';
import { describeMinute } from '../../ui/when.ts';
import type { Card } from '../device/access-rows.ts';
import { deviceLabel } from './device-label.ts';
import type { ReadInvitation } from './invitation-link.ts';
import classes from './join.module.css';

const longestLabel = 80;
const longestName = 80;

/** What whoever accepts says of themselves. */
export interface SaidOfSelf {
  /** Of the device. */
  readonly label: string;
  /** Of the person, where the invitation does not say it. */
  readonly name?: string;
}

/** Who invites to what, a name for this device, and the press that accepts. */
export function AskToJoin(props: {
  readonly read: ReadInvitation;
  readonly verdict: InvitationVerdict;
  /** What this device has here already. */
  readonly before: Card | undefined;
  readonly problem: string | undefined;
  readonly accept: (said: SaidOfSelf) => Promise<void>;
}) {
  const { read, before, problem } = props;
  const { claims, invitedBy } = read;
  const { relays } = read.invitation;
  const [label, setLabel] = useState(deviceLabel);
  const [name, setName] = useState('');
  const [isMissing, setIsMissing] = useState(false);
  const [isBusy, setIsBusy] = useState(false);
  const [openedAtMs] = useState(() => Date.now());
  const had = before && readClaims(before.token);
  const endsAtMs = claims.exp * 1000;
  // Sealed access is nobody's until somebody says who they are.
  const asksWho = claims.kind === 'break-glass';
  const who = name.trim().replace(/\s+/gu, ' ');
  const called = label.trim();

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (called === '' || (asksWho && who === '')) {
      setIsMissing(true);
      return;
    }
    setIsBusy(true);
    await props.accept(asksWho ? { label: ownedLabel(who, called), name: who } : { label: called });
    setIsBusy(false);
  }

  return (
    <form noValidate onSubmit={(event) => void submit(event)}>
      <h1 className={classes.heading}>{joinText.heading(claims.ws)}</h1>
      <p className={classes.lead}>{joinText.who(invitedBy, claims.name)}</p>
      <dl className={classes.facts}>
        <Fact name={joinText.facts.workspace}>{claims.ws}</Fact>
        <Fact name={joinText.facts.name}>{claims.name}</Fact>
        <Fact name={joinText.facts.role}>{joinText.roles[claims.role]}</Fact>
        {claims.docs !== undefined && (
          <Fact name={joinText.facts.documents}>{claims.docs.join(', ')}</Fact>
        )}
        <Fact name={claims.life === undefined ? joinText.facts.until : joinText.facts.acceptBy}>
          {describeMinute(endsAtMs)}
        </Fact>
        {relays.length > 0 && <Fact name={joinText.facts.relays}>{relays.join(', ')}</Fact>}
        <Fact name={joinText.facts.checked}>
          {joinText.checked[provenBy(props.verdict, claims)]}
        </Fact>
      </dl>
      {claims.kind === 'break-glass' && <Note>{joinText.broken}</Note>}
      {endsAtMs < openedAtMs && <Note>{joinText.ended(describeMinute(endsAtMs))}</Note>}
      {had !== undefined && <Note>{joinText.replaces(had.name, had.role)}</Note>}
      {problem !== undefined && <Note>{problem}</Note>}
      {asksWho && (
        <TextInput
          label={joinText.whoAreYou}
          description={joinText.whoAreYouHint}
          value={name}
          maxLength={longestName}
          autoComplete="name"
          required
          mb="sm"
          error={isMissing && who === '' && joinText.whoAreYouMissing}
          onChange={(event) => {
            setName(event.currentTarget.value);
            setIsMissing(false);
          }}
        />
      )}
      <TextInput
        label={joinText.label}
        description={joinText.labelHint}
        value={label}
        maxLength={longestLabel}
        autoComplete="off"
        error={isMissing && called === '' && joinText.labelMissing}
        onChange={(event) => {
          setLabel(event.currentTarget.value);
          setIsMissing(false);
        }}
      />
      <p className={classes.hint}>{joinText.once}</p>
      <div className={classes.actions}>
        <Button type="submit" loading={isBusy}>
          {joinText.accept}
        </Button>
      </div>
    </form>
  );
}

function Fact(props: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className={classes.fact}>
      <dt>{props.name}</dt>
      <dd>{props.children}</dd>
    </div>
  );
}

function Note(props: { readonly children: string }) {
  return (
    <div className={classes.note} role="note">
      <IconAlertTriangle size={20} aria-hidden="true" className={classes.noteIcon} />
      <div>{props.children}</div>
    </div>
  );
}
