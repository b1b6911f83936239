import { NativeSelect } from '@mantine/core';
import { isScenarioId, scenarioOf, scenarios } from '@holdfast/shared/drilling/scenarios/catalogue';
import { drillKinds } from '@holdfast/shared/model/drill-kinds';
import { changePlanMembers, replacePlanBody, setPlanFields } from '@holdfast/shared/model/plan';
import { planLimits, readPlan } from '@holdfast/shared/model/plan-document';
import { useAnnounce } from '../../app/announcer.tsx';
import { Section } from '../../ui/section.tsx';
import { drillPlansText } from '../../ui/text/drill-plans.ts';
import { kindInWords } from './due-mark.tsx';
import { readObjectiveTime, writeObjectiveTime } from './objective-time.ts';
import { useShownPlan, type PlanFacts } from './plan-context.ts';
import { LineField, ProseField } from './plan-fields.tsx';
import { fillFrom } from './scenario-fill.ts';
import classes from './plan-page.module.css';

const words = drillPlansText.plan;

/** What is tried, what is expected of it, and when to stop. */
export function WhatPart({ plan }: { readonly plan: PlanFacts }) {
  const { set, together } = useShownPlan();
  const announce = useAnnounce();
  const known: readonly string[] = drillKinds;
  const kinds = known.includes(plan.drillKind) ? known : [plan.drillKind, ...known];

  function choose(id: string): void {
    if (!isScenarioId(id)) {
      set({ scenario: '' });
      return;
    }
    together((doc, nowMs, by) => {
      const { fields, body, participants } = fillFrom(scenarioOf(id), readPlan(doc));
      setPlanFields(doc, fields, nowMs, by);
      if (body !== undefined) replacePlanBody(doc, body, nowMs, by);
      changePlanMembers(doc, { participants: { add: participants } }, nowMs, by);
    });
    announce(words.filled);
  }

  const time = (key: 'rtoSeconds' | 'rpoSeconds', label: string) => (
    <LineField
      label={label}
      placeholder={words.timeHint}
      value={writeObjectiveTime(plan[key])}
      save={(text) => {
        const seconds = readObjectiveTime(text);
        return seconds === undefined ? words.notATime : set({ [key]: seconds });
      }}
    />
  );
  return (
    <Section title={words.why}>
      <div className={classes.pair}>
        <NativeSelect
          label={words.kind}
          value={plan.drillKind}
          data={kinds.map((kind) => ({ value: kind, label: kindInWords(kind) }))}
          onChange={(event) => set({ drillKind: event.currentTarget.value })}
        />
        <NativeSelect
          label={words.scenario}
          value={plan.scenario}
          data={[
            { value: '', label: words.noScenario },
            ...scenarios.map(({ id, title }) => ({ value: id, label: title })),
            ...(plan.scenario === '' || isScenarioId(plan.scenario)
              ? []
              : [{ value: plan.scenario, label: plan.scenario }]),
          ]}
          onChange={(event) => choose(event.currentTarget.value)}
        />
      </div>
      <p className={classes.hint}>{words.scenarioHint}</p>
      <div className={classes.stack}>
        <ProseField
          label={words.hypothesis}
          hint={words.hypothesisHint}
          value={plan.hypothesis}
          most={planLimits.textLength}
          save={(hypothesis) => set({ hypothesis })}
        />
        <ProseField
          label={words.abort}
          hint={words.abortHint}
          value={plan.abort}
          most={planLimits.textLength}
          save={(abort) => set({ abort })}
        />
        <div className={classes.pair}>
          {time('rtoSeconds', words.rto)}
          {time('rpoSeconds', words.rpo)}
        </div>
      </div>
    </Section>
  );
}

/** What to measure, as the ready scenario says. */
export function MeasuresPart({ scenario }: { readonly scenario: string }) {
  if (!isScenarioId(scenario)) return null;
  return (
    <Section title={words.measures}>
      <ul className={classes.measures}>
        {scenarioOf(scenario).measures.map((one) => (
          <li key={one}>{one}</li>
        ))}
      </ul>
    </Section>
  );
}
