import { TextInput } from '@mantine/core';
import { setMilestone } from '@holdfast/shared/model/incident-commands';
import type { Milestone } from '@holdfast/shared/model/incident-terms';
import { milestonesOf } from '@holdfast/shared/model/incident-fold';
import { useState } from 'react';
import { incidentsText } from '../ui/text/incidents.ts';
import { DialogForm } from '../ui/dialog-form.tsx';
import type { ShownIncident } from './incident-context.tsx';
import { useIncident } from './incident-store.ts';
import { localTime } from '../ui/local-time.ts';

const words = incidentsText.details;

/** When something of the incident happened, where the timeline does not tell it rightly. */
export function TimeDialog(props: {
  readonly shown: ShownIncident;
  readonly which: Milestone;
  readonly onClose: () => void;
}) {
  const { shown, which, onClose } = props;
  const { state, entries } = useIncident(shown.store);
  const now = milestonesOf(state, entries)[which];
  const [time, setTime] = useState(() => localTime(now ?? shown.context().nowMs));
  const [problem, setProblem] = useState<string>();
  return (
    <DialogForm
      title={words.setTime(words.milestones[which])}
      submit={words.setTimeSubmit}
      cancel={incidentsText.correct.cancel}
      problem={problem}
      onSubmit={() => {
        const atMs = new Date(time).getTime();
        if (Number.isNaN(atMs)) {
          setProblem(words.noTime);
          return;
        }
        const done = setMilestone(shown.doc, which, atMs, shown.context());
        if (done.ok) onClose();
        else setProblem(done.problem);
      }}
      onClose={onClose}
    >
      <TextInput
        type="datetime-local"
        label={words.milestones[which]}
        description={words.setTimeHint}
        value={time}
        data-autofocus
        onChange={(event) => setTime(event.currentTarget.value)}
      />
    </DialogForm>
  );
}
