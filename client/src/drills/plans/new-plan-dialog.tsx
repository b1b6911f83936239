import { NativeSelect, TextInput } from '@mantine/core';
import { isScenarioId, scenarioOf, scenarios } from '@holdfast/shared/drilling/scenarios/catalogue';
import { defaultCadence } from '@holdfast/shared/drilling/cadence';
import { drillKinds } from '@holdfast/shared/model/drill-kinds';
import { limits } from '@holdfast/shared/model/meta';
import type { NewPlan } from '@holdfast/shared/model/plan';
import { useState } from 'react';
import { DialogForm } from '../../ui/dialog-form.tsx';
import { drillPlansText } from '../../ui/text/drill-plans.ts';
import { useDays } from '../drill-book.ts';
import { kindInWords } from './due-mark.tsx';
import { blankProjection, readPlanCadence } from './plan-reading.ts';
import { planOf } from './scenario-fill.ts';
import { usePlanActions } from './use-plan-actions.ts';
import classes from './new-plan-dialog.module.css';

const words = drillPlansText.dialog;

/** Asks for what a plan needs to be one; all else is written on its page. */
export function NewPlanDialog(props: { readonly from: NewPlan; readonly onClose: () => void }) {
  const { from } = props;
  const { create } = usePlanActions();
  const days = useDays();
  const [plan, setPlan] = useState<NewPlan>({ cadence: defaultCadence, startsOn: '', ...from });
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);
  const { scenario = '', cadence = '', startsOn = '' } = plan;
  const ready = isScenarioId(scenario) ? scenarioOf(scenario) : undefined;
  const reading = readPlanCadence(blankProjection(days.today), cadence, startsOn, days);
  const set = (part: Partial<NewPlan>): void => {
    setPlan({ ...plan, ...part });
    setProblem(undefined);
  };

  function choose(id: string): void {
    if (!isScenarioId(id)) return set({ scenario: '' });
    const { title, runbook = '', body, ...filled } = planOf(scenarioOf(id));
    // A title that was given stays; one of another scenario goes with it.
    const isGiven = plan.title.trim() !== '' && plan.title !== ready?.title;
    const steps = (plan.runbook ?? runbook) === '' ? { body } : {};
    return set({ ...filled, ...steps, title: isGiven ? plan.title : title });
  }

  async function submit(): Promise<void> {
    if (busy) return;
    setBusy(true);
    const refused = await create(plan);
    setBusy(false);
    setProblem(refused);
  }

  return (
    <DialogForm
      title={words.title}
      submit={words.submit}
      cancel={words.cancel}
      problem={problem}
      texts={[plan.title]}
      disabled={busy || !reading.ok}
      onSubmit={() => void submit()}
      onClose={props.onClose}
    >
      <TextInput
        label={words.name}
        placeholder={words.namePlaceholder}
        value={plan.title}
        maxLength={limits.titleLength}
        autoComplete="off"
        data-autofocus
        onChange={(event) => set({ title: event.currentTarget.value })}
      />
      <div className={classes.fields}>
        <NativeSelect
          label={words.scenario}
          description={words.scenarioHint}
          value={scenario}
          data={[
            { value: '', label: words.noScenario },
            ...scenarios.map(({ id, title }) => ({ value: id, label: title })),
          ]}
          onChange={(event) => choose(event.currentTarget.value)}
        />
        <NativeSelect
          label={words.kind}
          value={plan.drillKind}
          data={drillKinds.map((kind) => ({ value: kind, label: kindInWords(kind) }))}
          onChange={(event) => set({ drillKind: event.currentTarget.value })}
        />
        <TextInput
          label={drillPlansText.plan.cadence}
          value={cadence}
          error={reading.ok ? undefined : reading.problem}
          autoComplete="off"
          onChange={(event) => set({ cadence: event.currentTarget.value })}
        />
        <TextInput
          label={drillPlansText.plan.startsOn}
          type="date"
          value={startsOn}
          onChange={(event) => set({ startsOn: event.currentTarget.value })}
        />
      </div>
      {reading.ok && (
        <p className={classes.reading} role="status">
          {reading.text}
        </p>
      )}
      {ready !== undefined && (
        <>
          <p className={classes.summary}>{ready.summary}</p>
          <h3 className={classes.heading}>{words.measures}</h3>
          <ul className={classes.measures}>
            {ready.measures.map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ul>
        </>
      )}
    </DialogForm>
  );
}
