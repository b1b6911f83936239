import { Button, SegmentedControl, Textarea } from '@mantine/core';
import { updateAudiences, type UpdateAudience } from '@holdfast/shared/model/incident-terms';
import { say } from '@holdfast/shared/model/incident-say';
import { useState } from 'react';
import { showNotice, showProblem } from '../ui/notice.tsx';
import { incidentsText } from '../ui/text/incidents.ts';
import { describeMinute } from '../ui/when.ts';
import { readMerged, shownTogether } from './current-incident.ts';
import { draftDoubt } from './draft-doubts.ts';
import { DialogForm } from '../ui/dialog-form.tsx';
import type { ShownIncident } from './incident-context.tsx';
import { useIncident } from './incident-store.ts';
import { useIncidentWords } from './incident-words.ts';
import { draftUpdate } from './update-draft.ts';

/** What others are to be told, drafted from the timeline. */
export function UpdateDialog({
  shown,
  onClose,
}: {
  readonly shown: ShownIncident;
  readonly onClose: () => void;
}) {
  const words = incidentsText.update;
  const incident = useIncident(shown.store);
  const names = useIncidentWords();
  const [audience, setAudience] = useState<UpdateAudience>('tactical');
  const [merged] = useState(() => readMerged());
  const [doubt] = useState(() => draftDoubt(shownTogether()));
  const [nowMs] = useState(() => Date.now());
  const draftFor = (whom: UpdateAudience) =>
    draftUpdate(incident, whom, describeMinute, nowMs, names, merged, doubt);
  const [text, setText] = useState(() => draftFor('tactical'));
  const [problem, setProblem] = useState<string>();

  function choose(next: UpdateAudience): void {
    // What was written by hand is not thrown away by a look at the other draft.
    if (text === draftFor(audience)) setText(draftFor(next));
    setAudience(next);
  }

  function submit(): void {
    const done = say(shown.doc, { kind: 'update', audience, text }, shown.context());
    if (done.ok) onClose();
    else setProblem(done.problem);
  }

  return (
    <DialogForm
      title={words.title}
      submit={words.post}
      cancel={words.cancel}
      problem={problem}
      texts={[text]}
      onSubmit={submit}
      onClose={onClose}
      extra={
        <Button
          size="xs"
          variant="default"
          onClick={() => {
            navigator.clipboard.writeText(text).then(
              () => showNotice(words.copied),
              () =>
                showProblem(incidentsText.room.failedCommand, incidentsText.timeline.copyFailed),
            );
          }}
        >
          {words.copy}
        </Button>
      }
    >
      <SegmentedControl
        size="xs"
        aria-label={words.audience}
        value={audience}
        data={updateAudiences.map((one) => ({ value: one, label: words.audiences[one] }))}
        onChange={(value) => choose(value === 'executive' ? 'executive' : 'tactical')}
      />
      <Textarea
        mt="sm"
        label={words.field}
        description={words.hint}
        value={text}
        autosize
        minRows={6}
        maxRows={16}
        data-autofocus
        onChange={(event) => setText(event.currentTarget.value)}
      />
    </DialogForm>
  );
}
