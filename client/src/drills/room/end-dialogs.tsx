import { Radio, Stack, Textarea } from '@mantine/core';
import { abortDrill, giveVerdict } from '@holdfast/shared/model/drill-commands';
import {
  type DrillVerdict,
  drillVerdicts,
  type HypothesisVerdict,
  hypothesisVerdicts,
} from '@holdfast/shared/model/drill-words';
import { useState } from 'react';
import { DialogForm } from '../../ui/dialog-form.tsx';
import { drillRoomText } from '../../ui/text/drill-room.ts';
import { drillWords } from '../../ui/text/drill-words.ts';
import type { ShownDrill } from './drill-context.tsx';
import { useDrill } from './drill-store.ts';
import { Measured } from './stopwatch.tsx';
import classes from '../../incidents/incident-dialogs.module.css';

interface Props {
  readonly shown: ShownDrill;
  readonly onClose: () => void;
}

/** Asks how the drill went, beside what was measured. */
export function VerdictDialog({ shown, onClose }: Props) {
  const words = drillRoomText.verdict;
  const { state } = useDrill(shown.store);
  const now = state.end.now;
  const wasAborted = now?.value.outcome === 'aborted';
  const [outcome, setOutcome] = useState<DrillVerdict | undefined>(
    drillVerdicts.find((one) => one === now?.value.outcome),
  );
  const [hypothesis, setHypothesis] = useState<HypothesisVerdict>(
    now?.value.hypothesis ?? 'unknown',
  );
  const [text, setText] = useState(wasAborted ? '' : (now?.text ?? ''));
  const [problem, setProblem] = useState<string>();
  return (
    <DialogForm
      title={words.title}
      submit={words.submit}
      cancel={drillRoomText.cancel}
      problem={problem}
      texts={[text]}
      onSubmit={() => {
        if (outcome === undefined) return setProblem(words.choose);
        const given = { outcome, hypothesis, text };
        const done = giveVerdict(shown.doc, given, shown.context());
        if (!done.ok) return setProblem(done.problem);
        shown.seal();
        return onClose();
      }}
      onClose={onClose}
    >
      <Stack gap="sm">
        {wasAborted && <p className={classes.hint}>{words.takesBack}</p>}
        <Radio.Group
          label={words.outcome}
          value={outcome ?? ''}
          onChange={(value) => setOutcome(drillVerdicts.find((one) => one === value))}
        >
          <Stack gap={6} mt={4}>
            {drillVerdicts.map((one) => (
              <Radio
                key={one}
                value={one}
                label={words.outcomes[one].label}
                description={words.outcomes[one].hint}
              />
            ))}
          </Stack>
        </Radio.Group>
        <Radio.Group
          label={words.hypothesis}
          description={state.planned?.hypothesis || drillRoomText.noHypothesis}
          value={hypothesis}
          onChange={(value) =>
            setHypothesis(hypothesisVerdicts.find((one) => one === value) ?? 'unknown')
          }
        >
          <Stack gap={6} mt={4}>
            {hypothesisVerdicts.map((one) => (
              <Radio key={one} value={one} label={drillWords.hypotheses[one]} />
            ))}
          </Stack>
        </Radio.Group>
        <div>
          <p className={classes.hint}>{words.measured}</p>
          <Measured state={state} />
        </div>
        <Textarea
          label={words.words}
          description={words.wordsHint}
          value={text}
          autosize
          minRows={2}
          maxRows={10}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      </Stack>
    </DialogForm>
  );
}

/** Asks why the drill is stopped. */
export function AbortDialog({ shown, onClose }: Props) {
  const words = drillRoomText.abort;
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string>();
  return (
    <DialogForm
      title={words.title}
      submit={words.submit}
      cancel={drillRoomText.cancel}
      problem={problem}
      texts={[text]}
      onSubmit={() => {
        const done = abortDrill(shown.doc, text, shown.context());
        if (!done.ok) return setProblem(done.problem);
        shown.seal();
        return onClose();
      }}
      onClose={onClose}
    >
      <Textarea
        label={words.why}
        description={words.hint}
        value={text}
        autosize
        minRows={2}
        maxRows={8}
        data-autofocus
        onChange={(event) => setText(event.currentTarget.value)}
      />
    </DialogForm>
  );
}
