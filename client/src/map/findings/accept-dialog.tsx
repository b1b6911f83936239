import { Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { acceptFindings } from '@holdfast/shared/model/map-acceptances';
import { DialogForm } from '../../ui/dialog-form.tsx';
import { mapFindingsText as words } from '../../ui/text/map-findings.ts';
import { addDays } from '../people/days.ts';
import { useAcceptances } from './use-acceptances.ts';
import classes from './findings.module.css';

const usualDays = 90;

/** Until when findings are lived with, and why. */
export function AcceptDialog(props: {
  /** Ids. */
  readonly findings: readonly string[];
  readonly title: string;
  readonly today: string;
  readonly onClose: () => void;
}) {
  const { findings, title, today, onClose } = props;
  const { attempt } = useAcceptances();
  const [until, setUntil] = useState(() => addDays(today, usualDays));
  const [reason, setReason] = useState('');
  const [problem, setProblem] = useState<string>();
  return (
    <DialogForm
      title={title}
      submit={words.acceptSubmit}
      cancel={words.cancel}
      problem={problem}
      texts={[reason]}
      onSubmit={() => {
        const said = { until, reason };
        const refused = attempt((doc, context) => acceptFindings(doc, findings, said, context));
        if (refused === undefined) onClose();
        else setProblem(refused);
      }}
      onClose={onClose}
    >
      <p className={classes.text}>
        {findings.length === 1 ? words.acceptLead : words.acceptLeadAll}
      </p>
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
