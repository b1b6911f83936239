import { Autocomplete, MultiSelect, NativeSelect, Radio, Stack } from '@mantine/core';
import { personRoles, type PersonRole } from '@holdfast/shared/access/roles';
import { useMemo, useState } from 'react';
import { useReadProjections } from '../../app/hub-context.tsx';
import { DialogForm } from '../../ui/dialog-form.tsx';
import { accessText } from '../../ui/text/access.ts';
import { accessInviteText } from '../../ui/text/access-invite.ts';
import { useShownAccess } from '../access-context.tsx';
import { documentChoices } from '../documents/document-choices.ts';
import {
  choicesWithin,
  lifeChoices,
  type MadeInvitation,
  openChoices,
  personIdOf,
} from './make-invitation.ts';
import { useOwnTimeLeft } from './own-time-left.ts';
import { useInvitationMaker } from './use-invitation-maker.ts';
import classes from './invite.module.css';

const words = accessInviteText.dialog;
const usualLife = lifeChoices[3];
const usualOpen = openChoices[2];

/** Asks whom to invite, as what and for how long. */
export function InviteDialog(props: {
  readonly onMade: (made: MadeInvitation) => void;
  readonly onClose: () => void;
}) {
  const { people } = useShownAccess();
  const make = useInvitationMaker();
  const read = useReadProjections();
  const [name, setName] = useState('');
  const [who, setWho] = useState<string>();
  const [role, setRole] = useState<PersonRole>('responder');
  const [docs, setDocs] = useState<string[]>([]);
  const leftS = useOwnTimeLeft();
  const lives = choicesWithin(lifeChoices, leftS, words.asLongAsOwn);
  const opens = choicesWithin(openChoices, leftS, words.asLongAsOwn);
  const [life, setLife] = useState<number>(usualOf(lives, usualLife.seconds));
  const [openS, setOpenS] = useState<number>(usualOf(opens, usualOpen.seconds));
  const [problem, setProblem] = useState<string>();
  const [isMaking, setMaking] = useState(false);
  const choices = useMemo(() => documentChoices(read()), [read]);
  const called = name.trim().replace(/\s+/gu, ' ');
  const same = people.filter((one) => one.name.toLowerCase() === called.toLowerCase());
  const known = same.find(({ id }) => id === (who ?? same[0]?.id));

  async function submit(): Promise<void> {
    if (called === '') return setProblem(words.nameMissing);
    setMaking(true);
    const taken = new Set(people.map(({ id }) => id));
    const result = await make({
      kind: 'invitation',
      person: known?.id ?? personIdOf(called, taken),
      name: called,
      role,
      docs: docs.length === 0 ? undefined : docs,
      openS,
      lifeS: life,
    });
    setMaking(false);
    if (result.ok) props.onMade(result.made);
    else setProblem(result.problem);
  }

  return (
    <DialogForm
      title={words.title}
      submit={words.submit}
      cancel={accessInviteText.cancel}
      problem={problem}
      disabled={isMaking}
      texts={[name]}
      onSubmit={() => void submit()}
      onClose={props.onClose}
    >
      <Stack gap="sm">
        <Autocomplete
          label={words.who}
          description={words.whoHint}
          value={name}
          // Somebody new is the usual case: who is here already is offered to whoever types.
          data={called === '' ? [] : [...new Set(people.map((one) => one.name))]}
          limit={6}
          maxLength={200}
          autoComplete="off"
          data-autofocus
          onChange={(next) => {
            setName(next);
            setWho(undefined);
            setProblem(undefined);
          }}
        />
        {same.length > 0 && (
          <Radio.Group label={words.same} value={known?.id ?? ''} onChange={setWho}>
            <Stack gap={6} mt={6}>
              {same.map((one) => (
                <Radio key={one.id} value={one.id} label={words.anotherDevice(one.name, one.id)} />
              ))}
              <Radio value="" label={words.somebodyElse} />
            </Stack>
          </Radio.Group>
        )}
        <RoleSelect value={role} onChange={setRole} />
        <MultiSelect
          label={words.scope}
          description={words.scopeHint}
          placeholder={docs.length === 0 ? words.scopePlaceholder : ''}
          data={[...choices]}
          value={docs}
          searchable
          clearable
          limit={50}
          maxValues={100}
          onChange={setDocs}
        />
        <SecondsSelect label={words.life} value={life} choices={lives} onChange={setLife} />
        <SecondsSelect label={words.open} value={openS} choices={opens} onChange={setOpenS} />
      </Stack>
    </DialogForm>
  );
}

/** What is usual, or the most that there is. */
function usualOf(choices: readonly { readonly seconds: number }[], usual: number): number {
  const isThere = choices.some(({ seconds }) => seconds === usual);
  return isThere ? usual : (choices.at(-1)?.seconds ?? usual);
}

/** A role, with what it may do. */
export function RoleSelect(props: {
  readonly value: PersonRole;
  readonly onChange: (role: PersonRole) => void;
}) {
  return (
    <NativeSelect
      label={words.role}
      // Whole: on a phone the field cuts its words off.
      description={accessText.roleWords[props.value]}
      classNames={{ description: classes.roleWords ?? '' }}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      value={props.value}
      data={personRoles.map((value) => ({ value, label: accessText.roleNames[value] }))}
      onChange={({ currentTarget: { value } }) => {
        const role = personRoles.find((one) => one === value);
        if (role !== undefined) props.onChange(role);
      }}
    />
  );
}

/** One of several stretches of time. */
export function SecondsSelect(props: {
  readonly label: string;
  readonly value: number;
  readonly choices: readonly { readonly seconds: number; readonly words: string }[];
  readonly onChange: (seconds: number) => void;
}) {
  return (
    <NativeSelect
      label={props.label}
      value={String(props.value)}
      data={props.choices.map(({ seconds, words: label }) => ({ value: String(seconds), label }))}
      onChange={(event) => props.onChange(Number(event.currentTarget.value))}
    />
  );
}
