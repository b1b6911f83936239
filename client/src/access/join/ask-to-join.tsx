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

/** Who invites to what, a name for this device, and the press that accepts. */
export function AskToJoin(props: {
  readonly read: ReadInvitation;
  readonly verdict: InvitationVerdict;
  /** What this device has here already. */
  readonly before: Card | undefined;
  readonly problem: string | undefined;
  readonly accept: (label: string) => Promise<void>;
}) {
  const { read, before, problem } = props;
  const { claims, invitedBy } = read;
  const { relays } = read.invitation;
  const [label, setLabel] = useState(deviceLabel);
  const [isMissing, setIsMissing] = useState(false);
  const [isBusy, setIsBusy] = useState(false);
  const [openedAtMs] = useState(() => Date.now());
  const had = before && readClaims(before.token);
  const endsAtMs = claims.exp * 1000;

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (label.trim() === '') {
      setIsMissing(true);
      return;
    }
    setIsBusy(true);
    await props.accept(label.trim());
    setIsBusy(false);
  }

  return (
    <form onSubmit={(event) => void submit(event)}>
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
      <TextInput
        label={joinText.label}
        description={joinText.labelHint}
        value={label}
        maxLength={longestLabel}
        autoComplete="off"
        error={isMissing && joinText.labelMissing}
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
