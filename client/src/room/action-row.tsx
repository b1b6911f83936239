import { Checkbox, TextInput } from '@mantine/core';
import type { ActionPlan } from '@holdfast/shared/model/action-items';
import { useState, type ReactNode } from 'react';
import { incidentsText } from '../ui/text/incidents.ts';
import { useSecretCheck } from '../ui/use-secret-check.tsx';
import classes from './details.module.css';

const words = incidentsText.details;

/** Something that is left to be done: ticked off, with who does it and by when. */
export function ActionRow(props: {
  readonly text: string;
  readonly plan: ActionPlan;
  readonly onChange: (change: Partial<ActionPlan>) => void;
  /** Stands after owner and day. */
  readonly children?: ReactNode;
}) {
  const { text, plan, onChange } = props;
  const [owner, setOwner] = useState<string>();
  const { submit: check, warning } = useSecretCheck(
    [owner ?? ''],
    () => {
      if (owner !== undefined) onChange({ owner });
      setOwner(undefined);
    },
    plan.owner,
  );
  function commit(): void {
    if (owner === undefined || owner === plan.owner) setOwner(undefined);
    else check();
  }
  return (
    <li className={classes.action}>
      {warning}
      <Checkbox
        size="xs"
        label={text}
        dir="auto"
        checked={plan.state === 'done'}
        onChange={(event) => onChange({ state: event.currentTarget.checked ? 'done' : 'open' })}
      />
      <div className={classes.plan}>
        <TextInput
          size="xs"
          aria-label={words.owner(text)}
          placeholder={words.ownerPlaceholder}
          value={owner ?? plan.owner}
          onChange={(event) => setOwner(event.currentTarget.value)}
          onBlur={commit}
          onKeyDown={(event) => {
            if (event.key === 'Enter') commit();
          }}
        />
        <TextInput
          size="xs"
          type="date"
          aria-label={words.due(text)}
          value={plan.due}
          onChange={(event) => onChange({ due: event.currentTarget.value })}
        />
        {props.children}
      </div>
    </li>
  );
}
