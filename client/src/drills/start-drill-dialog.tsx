import { NativeSelect, Stack, Textarea, TextInput } from '@mantine/core';
import { drillKinds, practiceRun } from '@holdfast/shared/model/drill-kinds';
import {
  isScenarioId,
  scenarioIds,
  scenarioOf,
} from '@holdfast/shared/drilling/scenarios/catalogue';
import type { DrillScope } from '@holdfast/shared/model/plan-value';
import { ScopePickers, type ScopePart } from './scope-pickers.tsx';
import { readSteps } from './steps-of-scenario.ts';
import { useState } from 'react';
import { DialogForm } from '../ui/dialog-form.tsx';
import { drillRoomText } from '../ui/text/drill-room.ts';
import { drillWords } from '../ui/text/drill-words.ts';
import { readObjectiveTime } from './plans/objective-time.ts';
import { useStartDrill } from './use-start-drill.ts';

const words = drillRoomText.start;
const nothing: DrillScope = { components: [], domains: [], people: [] };

/** Starts a drill that nobody planned: what, of which kind, believed what. */
export function StartDrillDialog(props: { readonly onClose: () => void }) {
  const { start } = useStartDrill();
  const [scenario, setScenario] = useState('');
  const [kind, setKind] = useState<string>('game-day');
  const [title, setTitle] = useState('');
  const [scope, setScope] = useState<DrillScope>(nothing);
  const [unsettled, setUnsettled] = useState<Partial<Record<ScopePart, string | undefined>>>({});
  const [hypothesis, setHypothesis] = useState('');
  const [abort, setAbort] = useState('');
  const [expects, setExpects] = useState('');
  const [rto, setRto] = useState('');
  const [rpo, setRpo] = useState('');
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);

  function choose(id: string): void {
    setScenario(id);
    if (!isScenarioId(id)) return;
    const ready = scenarioOf(id);
    setKind(ready.drillKind);
    setTitle(ready.title);
    setHypothesis(ready.hypothesis);
    setAbort(ready.abort);
    setExpects(ready.measures.join('\n'));
  }

  function submit(): void {
    // Else it would start without what was meant.
    const open = Object.values(unsettled).find((one) => one !== undefined);
    if (open !== undefined) return setProblem(open);
    const rtoSeconds = readObjectiveTime(rto);
    const rpoSeconds = readObjectiveTime(rpo);
    if (rtoSeconds === undefined || rpoSeconds === undefined) return setProblem(words.noTime);
    setBusy(true);
    const ready = isScenarioId(scenario) ? scenarioOf(scenario) : undefined;
    const run = ready === undefined ? undefined : readSteps(ready);
    void start({
      drillKind: kind,
      title,
      scenario,
      scope,
      hypothesis,
      abort,
      expects: expects.split('\n'),
      ...(rtoSeconds === null ? {} : { rtoSeconds }),
      ...(rpoSeconds === null ? {} : { rpoSeconds }),
      ...(ready === undefined ? {} : { roles: ready.roles }),
      ...(run === undefined ? {} : { run }),
    }).then((said) => {
      setBusy(false);
      if (said === undefined) props.onClose();
      else setProblem(said);
    });
    return undefined;
  }

  return (
    <DialogForm
      title={words.title}
      submit={words.submit}
      cancel={drillRoomText.cancel}
      problem={problem}
      disabled={busy}
      texts={[title, hypothesis, abort, expects]}
      onSubmit={submit}
      onClose={props.onClose}
    >
      <Stack gap="sm">
        <TextInput
          label={words.name}
          placeholder={words.namePlaceholder}
          value={title}
          data-autofocus
          onChange={(event) => setTitle(event.currentTarget.value)}
        />
        <NativeSelect
          label={words.scenario}
          value={scenario}
          data={[
            { value: '', label: words.noScenario },
            ...scenarioIds.map((value) => ({ value, label: scenarioOf(value).title })),
          ]}
          onChange={(event) => choose(event.currentTarget.value)}
        />
        <NativeSelect
          label={words.kind}
          value={kind}
          data={drillKinds
            .filter((value) => value !== practiceRun)
            .map((value) => ({ value, label: drillWords.kind(value) }))}
          onChange={(event) => setKind(event.currentTarget.value)}
        />
        <ScopePickers
          scope={scope}
          onChange={(part, next) => setScope((before) => ({ ...before, [part]: [...next] }))}
          onUnsettled={(part, said) => setUnsettled((before) => ({ ...before, [part]: said }))}
        />
        <Textarea
          label={words.hypothesis}
          description={words.hypothesisHint}
          value={hypothesis}
          autosize
          minRows={2}
          maxRows={6}
          onChange={(event) => setHypothesis(event.currentTarget.value)}
        />
        <Textarea
          label={words.abort}
          value={abort}
          autosize
          minRows={1}
          maxRows={6}
          onChange={(event) => setAbort(event.currentTarget.value)}
        />
        <Textarea
          label={words.expects}
          description={words.expectsHint}
          value={expects}
          autosize
          minRows={2}
          maxRows={8}
          onChange={(event) => setExpects(event.currentTarget.value)}
        />
        <TextInput
          label={words.rto}
          value={rto}
          placeholder={words.timePlaceholder}
          onChange={(event) => setRto(event.currentTarget.value)}
        />
        <TextInput
          label={words.rpo}
          value={rpo}
          placeholder={words.timePlaceholder}
          onChange={(event) => setRpo(event.currentTarget.value)}
        />
      </Stack>
    </DialogForm>
  );
}
