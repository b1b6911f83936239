import { NumberInput, Stack, TextInput } from '@mantine/core';
import type { PersonRole } from '@holdfast/shared/access/roles';
import { useState } from 'react';
import { DialogForm } from '../../ui/dialog-form.tsx';
import { accessInviteText } from '../../ui/text/access-invite.ts';
import { RoleSelect, SecondsSelect } from './invite-dialog.tsx';
import { type MadeInvitation, sealedLifeChoices, sealedOpenChoices } from './make-invitation.ts';
import { useInvitationMaker } from './use-invitation-maker.ts';

const words = accessInviteText.sealDialog;
const mostSheets = 20;
const usualLife = sealedLifeChoices[1];
const usualOpen = sealedOpenChoices[3];

/** Asks what sealed access to make, and makes it. */
export function SealDialog(props: {
  readonly onMade: (made: readonly MadeInvitation[]) => void;
  readonly onClose: () => void;
}) {
  const make = useInvitationMaker();
  const [where, setWhere] = useState('');
  const [count, setCount] = useState(2);
  const [role, setRole] = useState<PersonRole>('editor');
  const [life, setLife] = useState<number>(usualLife.seconds);
  const [openS, setOpenS] = useState<number>(usualOpen.seconds);
  const [problem, setProblem] = useState<string>();
  const [done, setDone] = useState<number>();

  async function submit(): Promise<void> {
    const kept = where.trim().replace(/\s+/gu, ' ');
    if (kept === '') return setProblem(words.whereMissing);
    const made: MadeInvitation[] = [];
    for (let at = 1; at <= count; at += 1) {
      setDone(at);
      const name = words.name(kept, at, count);
      const result = await make({ kind: 'break-glass', name, role, openS, lifeS: life });
      if (!result.ok) {
        setDone(undefined);
        setProblem(result.problem);
        break;
      }
      made.push(result.made);
    }
    // What was made before something went wrong is shown all the same.
    if (made.length > 0) props.onMade(made);
  }

  return (
    <DialogForm
      title={words.title}
      submit={done === undefined ? words.submit : words.making(done, count)}
      cancel={accessInviteText.cancel}
      problem={problem}
      disabled={done !== undefined}
      texts={[where]}
      onSubmit={() => void submit()}
      onClose={props.onClose}
    >
      <Stack gap="sm">
        <p style={{ margin: 0, fontSize: 14 }}>{words.lead}</p>
        <TextInput
          label={words.where}
          description={words.whereHint}
          placeholder={words.wherePlaceholder}
          value={where}
          maxLength={120}
          autoComplete="off"
          data-autofocus
          onChange={(event) => {
            setWhere(event.currentTarget.value);
            setProblem(undefined);
          }}
        />
        <NumberInput
          label={words.count}
          value={count}
          min={1}
          max={mostSheets}
          allowDecimal={false}
          clampBehavior="strict"
          onChange={(next) => setCount(typeof next === 'number' ? next : 1)}
        />
        <RoleSelect value={role} onChange={setRole} />
        <SecondsSelect
          label={words.life}
          value={life}
          choices={sealedLifeChoices}
          onChange={setLife}
        />
        <SecondsSelect
          label={words.open}
          value={openS}
          choices={sealedOpenChoices}
          onChange={setOpenS}
        />
      </Stack>
    </DialogForm>
  );
}
