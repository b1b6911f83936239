import { Fieldset, NumberInput, Stack, TextInput } from '@mantine/core';
import type { PersonRole } from '@holdfast/shared/access/roles';
import { useState } from 'react';
import { DialogForm } from '../../ui/dialog-form.tsx';
import { accessInviteText } from '../../ui/text/access-invite.ts';
import { RoleSelect, SecondsSelect } from './invite-dialog.tsx';
import { type MadeInvitation, sealedLifeChoices, sealedOpenChoices } from './make-invitation.ts';
import { makeSheets } from './make-sheets.ts';
import { useInvitationMaker } from './use-invitation-maker.ts';

const words = accessInviteText.sealDialog;
const mostSheets = 20;
const usualLife = sealedLifeChoices[1];
const usualOpen = sealedOpenChoices[3];

/** Asks what sealed access to make, and makes it. */
export function SealDialog(props: {
  /** `wanted`: how many there were to be, as the numbers on them say. */
  readonly onMade: (made: readonly MadeInvitation[], wanted: number) => void;
  readonly onClose: () => void;
}) {
  const make = useInvitationMaker();
  const [where, setWhere] = useState('');
  const [count, setCount] = useState(2);
  const [role, setRole] = useState<PersonRole>('editor');
  const [life, setLife] = useState<number>(usualLife.seconds);
  const [openS, setOpenS] = useState<number>(usualOpen.seconds);
  const [problem, setProblem] = useState<string>();
  /** Where the last try failed: what it had made by then. */
  const [made, setMade] = useState<readonly MadeInvitation[]>([]);
  const [done, setDone] = useState<number>();

  async function submit(): Promise<void> {
    const kept = where.trim().replace(/\s+/gu, ' ');
    if (kept === '') return setProblem(words.whereMissing);
    setProblem(undefined);
    const now = await makeSheets(count, made, (at) => {
      setDone(at);
      const name = words.name(kept, at, count);
      return make({ kind: 'break-glass', name, role, openS, lifeS: life });
    });
    setDone(undefined);
    if (now.problem === undefined) return props.onMade(now.made, count);
    setMade(now.made);
    setProblem(now.problem);
  }

  /** Sheets that are made are good, and are shown only now. */
  function leave(): void {
    if (made.length > 0) props.onMade(made, count);
    else props.onClose();
  }

  // What some sheets say already, the others say too.
  const isFixed = made.length > 0 || done !== undefined;
  const missing = count - made.length;
  return (
    <DialogForm
      title={words.title}
      submit={
        done !== undefined
          ? words.making(done, count)
          : made.length > 0
            ? words.makeMissing(missing)
            : words.submit
      }
      cancel={made.length > 0 ? words.showMade(made.length) : accessInviteText.cancel}
      problem={problem}
      disabled={done !== undefined}
      texts={[where]}
      onSubmit={() => void submit()}
      onClose={leave}
    >
      <Stack gap="sm">
        <p style={{ margin: 0, fontSize: 14 }} role={made.length > 0 ? 'status' : undefined}>
          {made.length > 0 ? words.someMade(made.length, count) : words.lead}
        </p>
        <Fieldset variant="unstyled" disabled={isFixed}>
          <Stack gap="sm">
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
        </Fieldset>
      </Stack>
    </DialogForm>
  );
}
