import { ActionIcon, Button, TextInput } from '@mantine/core';
import { limits } from '@holdfast/shared/model/meta';
import type { PlanParticipant } from '@holdfast/shared/model/plan-value';
import { IconTrash } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useHub, useObservable, useProjections } from '../../app/hub-context.tsx';
import { Section } from '../../ui/section.tsx';
import { drillPlansText } from '../../ui/text/drill-plans.ts';
import { knownPeople } from './known-people.ts';
import { useShownPlan, type PlanFacts } from './plan-context.ts';
import { LineField } from './plan-fields.tsx';
import classes from './plan-page.module.css';

const words = drillPlansText.plan;
const choicesId = 'plan-people';

/** Whose plan it is, and who takes part in which role. */
export function PeoplePart({ plan }: { readonly plan: PlanFacts }) {
  const { set, members } = useShownPlan();
  const projections = useProjections();
  const hub = useHub();
  const me = useObservable(hub.me);
  const here = useObservable(hub.people);
  const names = useMemo(
    () => knownPeople(projections, [me.name, ...here.map(({ name }) => name)]),
    [projections, me.name, here],
  );
  return (
    <Section title={words.takingPart}>
      <LineField
        label={words.owner}
        hint={words.ownerHint}
        value={plan.owner}
        most={limits.itemLength}
        choices={names}
        save={(owner) => set({ owner })}
      />
      <datalist id={choicesId}>
        {names.map((one) => (
          <option key={one} value={one}>
            {one}
          </option>
        ))}
      </datalist>
      {plan.participants.length === 0 && <p className={classes.none}>{words.noParticipants}</p>}
      <ul className={classes.list}>
        {plan.participants.map((one) => (
          <Participant
            key={JSON.stringify([one.role, one.person])}
            one={one}
            onRemove={() => members({ participants: { remove: [one] } })}
          />
        ))}
      </ul>
      <NewParticipant />
    </Section>
  );
}

function Participant(props: { readonly one: PlanParticipant; readonly onRemove: () => void }) {
  const { role, person } = props.one;
  const { members } = useShownPlan();
  // Not kept while one types: each half of a name would be somebody of its own.
  const [typed, setTyped] = useState<string>();
  const keep = (): void => {
    if (typed === undefined) return;
    setTyped(undefined);
    const name = typed.trim();
    if (name === person || (name === '' && role === '')) return;
    members({ participants: { add: [{ role, person: name }], remove: [props.one] } });
  };
  return (
    <li className={classes.item}>
      <span className={classes.itemWords} dir="auto">
        {role || words.noRole}
      </span>
      <TextInput
        size="xs"
        className={classes.name}
        aria-label={words.assign(role || person)}
        placeholder={words.nobodyYet}
        value={typed ?? person}
        list={choicesId}
        maxLength={limits.itemLength}
        autoComplete="off"
        dir="auto"
        onChange={(event) => setTyped(event.currentTarget.value)}
        onBlur={keep}
        onKeyDown={(event) => {
          if (event.key === 'Enter') keep();
          if (event.key === 'Escape') setTyped(undefined);
        }}
      />
      <ActionIcon
        variant="subtle"
        size="lg"
        aria-label={words.removeParticipant([role, person].filter(Boolean).join(', '))}
        onClick={props.onRemove}
      >
        <IconTrash size={16} aria-hidden="true" />
      </ActionIcon>
    </li>
  );
}

function NewParticipant() {
  const { members } = useShownPlan();
  const [role, setRole] = useState('');
  const [person, setPerson] = useState('');
  const [problem, setProblem] = useState<string>();
  return (
    <form
      className={classes.adding}
      onSubmit={(event) => {
        event.preventDefault();
        const refused = members({ participants: { add: [{ role, person }] } });
        setProblem(refused);
        if (refused !== undefined) return;
        setRole('');
        setPerson('');
      }}
    >
      <TextInput
        size="xs"
        label={words.role}
        value={role}
        error={problem}
        maxLength={limits.itemLength}
        autoComplete="off"
        onChange={(event) => setRole(event.currentTarget.value)}
      />
      <TextInput
        size="xs"
        label={words.person}
        value={person}
        list={choicesId}
        maxLength={limits.itemLength}
        autoComplete="off"
        onChange={(event) => setPerson(event.currentTarget.value)}
      />
      <Button size="xs" variant="default" type="submit">
        {words.addParticipant}
      </Button>
    </form>
  );
}
