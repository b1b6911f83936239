import { ActionIcon, Button, TextInput } from '@mantine/core';
import { limits } from '@holdfast/shared/model/meta';
import type { Blackout } from '@holdfast/shared/model/plan-value';
import { IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { Section } from '../../ui/section.tsx';
import { drillPlansText } from '../../ui/text/drill-plans.ts';
import { dateInWords } from '../day-words.ts';
import { useDays } from '../drill-book.ts';
import { useShownPlan, type PlanFacts } from './plan-context.ts';
import { LineField } from './plan-fields.tsx';
import { readPlanCadence } from './plan-reading.ts';
import classes from './plan-page.module.css';

const words = drillPlansText.plan;

/** How often, from when on, and when not: with the days that it comes to, read while one types. */
export function WhenPart({ plan }: { readonly plan: PlanFacts }) {
  const { set } = useShownPlan();
  const days = useDays();
  const [typed, setTyped] = useState<string>();
  const cadence = typed ?? (plan.cadence || drillPlansText.once);
  const reading = readPlanCadence(
    { ...plan, kind: 'plan', text: '' },
    cadence,
    plan.startsOn,
    days,
  );
  return (
    <Section title={words.when}>
      <div className={classes.pair}>
        <div onBlur={() => setTyped(undefined)}>
          <LineField
            label={words.cadence}
            value={plan.cadence || drillPlansText.once}
            save={(text) => set({ cadence: text })}
            onType={setTyped}
          />
        </div>
        <LineField
          label={plan.cadence === '' ? words.startsOnOnce : words.startsOn}
          type="date"
          value={plan.startsOn}
          save={(text) => set({ startsOn: text })}
        />
      </div>
      {reading.ok && (
        <p className={classes.hint} role="status">
          {reading.text}
        </p>
      )}
      <h3 className={classes.heading}>{words.blackouts}</h3>
      <p className={classes.hint}>{words.blackoutsHint}</p>
      <Blackouts held={plan.blackouts} />
    </Section>
  );
}

function Blackouts({ held }: { readonly held: readonly Blackout[] }) {
  const { members } = useShownPlan();
  const [isAdding, setIsAdding] = useState(false);
  return (
    <>
      {held.length === 0 && !isAdding && <p className={classes.none}>{words.noBlackouts}</p>}
      <ul className={classes.list}>
        {held.map((one) => {
          const said = daysOf(one);
          return (
            <li key={`${one.from}/${one.to}`} className={classes.item}>
              <span className={classes.itemWords}>
                {said}
                {one.note !== '' && <span dir="auto"> ({one.note})</span>}
              </span>
              <ActionIcon
                variant="subtle"
                size="lg"
                aria-label={words.removeBlackout(said)}
                onClick={() => members({ blackouts: { remove: [one] } })}
              >
                <IconTrash size={16} aria-hidden="true" />
              </ActionIcon>
            </li>
          );
        })}
      </ul>
      {isAdding ? (
        <NewBlackout onDone={() => setIsAdding(false)} />
      ) : (
        <Button size="compact-sm" variant="subtle" onClick={() => setIsAdding(true)}>
          {words.addBlackout}
        </Button>
      )}
    </>
  );
}

function NewBlackout({ onDone }: { readonly onDone: () => void }) {
  const { members } = useShownPlan();
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const [note, setNote] = useState('');
  const [problem, setProblem] = useState<string>();
  return (
    <form
      className={classes.adding}
      onSubmit={(event) => {
        event.preventDefault();
        const refused = members({ blackouts: { add: [{ from, to: to || from, note }] } });
        setProblem(refused);
        if (refused === undefined) onDone();
      }}
    >
      <TextInput
        size="xs"
        type="date"
        label={words.blackoutFrom}
        value={from}
        error={problem}
        data-autofocus
        onChange={(event) => setFrom(event.currentTarget.value)}
      />
      <TextInput
        size="xs"
        type="date"
        label={words.blackoutTo}
        value={to}
        onChange={(event) => setTo(event.currentTarget.value)}
      />
      <TextInput
        size="xs"
        label={words.blackoutNote}
        value={note}
        maxLength={limits.titleLength}
        autoComplete="off"
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <div className={classes.buttons}>
        <Button size="xs" type="submit">
          {words.addParticipant}
        </Button>
        <Button size="xs" variant="default" onClick={onDone}>
          {drillPlansText.dialog.cancel}
        </Button>
      </div>
    </form>
  );
}

function daysOf({ from, to }: Blackout): string {
  return from === to ? dateInWords(from) : `${dateInWords(from)} – ${dateInWords(to)}`;
}
