import { Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { acceptFinding } from '@holdfast/shared/model/map-acceptances';
import { DialogForm } from '../../incidents/dialog-form.tsx';
import { mapFindingsText as words } from '../../ui/text/map-findings.ts';
import { addDays } from '../people/days.ts';
import type { ListedFinding } from './findings-model.ts';
import { useAcceptances } from './use-acceptances.ts';
import classes from './findings.module.css';

const usualDays = 90;

/** Until when a finding is lived with, and why. */
export function AcceptDialog(props: {
  readonly finding: ListedFinding;
  readonly today: string;
  readonly onClose: () => void;
}) {
  const { finding, today, onClose } = props;
  const { attempt } = useAcceptances();
  const [until, setUntil] = useState(() => addDays(today, usualDays));
  const [reason, setReason] = useState('');
  const [problem, setProblem] = useState<string>();
  return (
    <DialogForm
      title={words.acceptTitle(finding.name)}
      submit={words.acceptSubmit}
      cancel={words.cancel}
      problem={problem}
      texts={[reason]}
      onSubmit={() => {
        const said = { finding: finding.id, until, reason };
        const refused = attempt((doc, context) => acceptFinding(doc, said, context));
        if (refused === undefined) onClose();
        else setProblem(refused);
      }}
      onClose={onClose}
    >
      <p className={classes.text}>{words.acceptLead}</p>
      <TextInput
        mt="sm"
        type="date"
        label={words.until}
        value={until}
        min={today}
        onChange={(event) => setUntil(event.currentTarget.value)}
      />
      <Textarea
        mt="sm"
        label={words.reason}
        value={reason}
        autosize
        minRows={2}
        maxRows={8}
        data-autofocus
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </DialogForm>
  );
}
