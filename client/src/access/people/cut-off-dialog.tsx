import { Checkbox, TextInput } from '@mantine/core';
import { revoke, unrevoke } from '@holdfast/shared/access/workspace-access';
import { useState } from 'react';
import type * as Y from 'yjs';
import { useHub } from '../../app/hub-context.tsx';
import { DialogForm } from '../../ui/dialog-form.tsx';
import { showNotice } from '../../ui/notice.tsx';
import { accessText } from '../../ui/text/access.ts';
import { accessCutText as words } from '../../ui/text/access-cut.ts';
import { type ShownAccess, useShownAccess } from '../access-context.tsx';
import { type CutTarget, cutThing } from './cut-target.ts';
import { cutOffAndWipe } from './order-wipe.ts';
import { type Access, isBreakGlass, issuedBy } from './directory.ts';
import classes from './cut-off.module.css';

const shownNames = 8;

/** Says what cutting off does before it is done, asks why, and does it. */
export function CutOffDialog(props: { readonly target: CutTarget; readonly onClose: () => void }) {
  const { target, onClose } = props;
  const shown = useShownAccess();
  const { me, attempt, access } = shown;
  const hub = useHub();
  const [reason, setReason] = useState('');
  const [wipes, setWipes] = useState(false);
  const [problem, setProblem] = useState<string>();
  const name = nameOf(target);
  const consequences = consequencesOf(target, shown);
  const hasDevice = target.kind !== 'invitation';
  // An order is obeyed from admins alone.
  const mayWipe =
    me.mayAdminister && me.claims?.kind !== 'break-glass' && consequences.devices.length > 0;
  const isWiped = mayWipe && wipes;

  async function cut(): Promise<void> {
    const thing = cutThing(target);
    const by = me.claims?.name ?? hub.me.get().name;
    const said = { by, reason, atMs: hub.entryContext().nowMs };
    const from = { workspace: hub.workspace, token: me.token ?? '', access };
    const command = isWiped
      ? await cutOffAndWipe(thing, consequences.devices, said, from)
      : (doc: Y.Doc) => revoke(doc, thing, said);
    if (command === undefined) {
      setProblem(words.cannotSign);
      return;
    }
    if (!attempt(command)) return;
    onClose();
    const done = hasDevice ? words.done(name) : words.withdrawn(name);
    // Who cut off themselves is out, what is deleted does not come back, and what sealed access cut off only others bring back.
    const isLasting = isWiped || consequences.isMe || me.claims?.kind === 'break-glass';
    if (isLasting) showNotice(done);
    else {
      showNotice(done, {
        label: accessText.undo,
        run: () => attempt((doc) => unrevoke(doc, thing)),
      });
    }
  }

  return (
    <DialogForm
      title={words.titles[target.kind](name)}
      submit={hasDevice ? words.submit(isWiped) : words.withdraw}
      isFinal={isWiped}
      cancel={words.cancel}
      problem={problem}
      texts={[reason]}
      onSubmit={() => void cut()}
      onClose={onClose}
    >
      <ul className={classes.what}>
        <li>{words.what[target.kind]}</li>
        <li>{words.delay}</li>
        {hasDevice && <li>{isWiped ? words.copyGoes : words.copyStays}</li>}
        {consequences.issued.length > 0 && (
          <li dir="auto">
            {words.issued(listOf(consequences.issued), consequences.issued.length)}
          </li>
        )}
      </ul>
      {consequences.isMe && (
        <p className={classes.warning} role="alert">
          {words.yourself}
        </p>
      )}
      {consequences.isLastAdmin && (
        <p className={classes.warning} role="alert">
          {words.lastAdmin}
        </p>
      )}
      <TextInput
        mt="sm"
        label={words.reason}
        description={words.reasonHint}
        value={reason}
        maxLength={300}
        autoComplete="off"
        data-autofocus
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      {mayWipe && (
        <Checkbox
          mt="sm"
          label={words.wipe[target.kind === 'person' ? 'person' : 'device']}
          description={words.wipeHint(consequences.devices.length)}
          checked={wipes}
          onChange={(event) => setWipes(event.currentTarget.checked)}
        />
      )}
    </DialogForm>
  );
}

function nameOf(target: CutTarget): string {
  if (target.kind === 'person') return target.person.name;
  const { claims, label } = target.one;
  if (target.kind === 'invitation') return claims.name;
  return words.deviceOf(label === '' ? accessText.people.unnamedDevice : label, claims.name);
}

/** What else follows from it. */
function consequencesOf(target: CutTarget, { me, all, people }: ShownAccess) {
  const devices =
    target.kind === 'person'
      ? target.person.devices.flatMap(({ device }) => device ?? [])
      : target.kind === 'device' && target.one.device !== undefined
        ? [target.one.device]
        : [];
  const issued = devices.flatMap((device) => issuedBy(all, device));
  const isMe = me.device !== undefined && devices.includes(me.device);
  const staying = people.filter(({ devices: theirs }) =>
    theirs.some(
      ({ device, state, claims: { role, docs } }) =>
        state === 'good' &&
        role === 'admin' &&
        docs === undefined &&
        device !== undefined &&
        !devices.includes(device),
    ),
  );
  return { devices, issued, isMe, isLastAdmin: devices.length > 0 && staying.length === 0 };
}

function listOf(issued: readonly Access[]): string {
  const names = issued.map((one) =>
    isBreakGlass(one) ? words.sealed(one.claims.name) : one.claims.name,
  );
  const unique = [...new Set(names)];
  const more = unique.length - shownNames;
  return [...unique.slice(0, shownNames), ...(more > 0 ? [words.more(more)] : [])].join(', ');
}
