import { Checkbox, TextInput } from '@mantine/core';
import { changeAction } from '@holdfast/shared/model/incident-commands';
import type { ActionItem } from '@holdfast/shared/model/action-items';
import type { EntryOf } from '@holdfast/shared/model/incident-entries';
import { say } from '@holdfast/shared/model/incident-say';
import { useState } from 'react';
import { incidentsText } from '../ui/text/incidents.ts';
import { useSecretCheck } from '../ui/use-secret-check.tsx';
import { useShownIncident } from './incident-context.tsx';
import { AddLine, Part } from './incident-part.tsx';
import { type ReadIncident, useIncident } from './incident-store.ts';
import { EachMerged, useMerged } from './merged-incidents.tsx';
import { actionsIn, isNowhere } from './merged-model.ts';
import classes from './incident-details.module.css';

const words = incidentsText.details;

/** What is left to be done, by whom and when. */
export function Actions() {
  const { store, attempt } = useShownIncident();
  const incident = useIncident(store);
  const merged = useMerged();
  return (
    <Part title={words.actions}>
      {isNowhere(incident, merged, hasActions) && (
        <p className={classes.nothing}>{words.noActions}</p>
      )}
      <List incident={incident} />
      <EachMerged has={hasActions}>{(other) => <List incident={other} />}</EachMerged>
      <AddLine
        label={words.addAction}
        onAdd={(text) => attempt((doc, context) => say(doc, { kind: 'action', text }, context))}
      />
    </Part>
  );
}

function hasActions(incident: ReadIncident): boolean {
  return actionsIn(incident).length > 0;
}

function List(props: { readonly incident: ReadIncident }) {
  return (
    <ul className={classes.list}>
      {actionsIn(props.incident).map((action) => (
        <Action key={action.entry.id} action={action} />
      ))}
    </ul>
  );
}

function Action(props: { readonly action: ActionItem<EntryOf<'action'>> }) {
  const { action } = props;
  const { text } = action.entry;
  const { attempt } = useShownIncident();
  const [owner, setOwner] = useState<string>();
  const { id } = action.entry;
  const change = (what: Parameters<typeof changeAction>[2]) =>
    attempt((doc, context) => changeAction(doc, id, what, context));
  const { submit: check, warning } = useSecretCheck(
    [owner ?? ''],
    () => {
      if (owner !== undefined) change({ owner });
      setOwner(undefined);
    },
    action.owner,
  );
  function commit(): void {
    if (owner === undefined || owner === action.owner) setOwner(undefined);
    else check();
  }
  return (
    <li className={classes.action}>
      {warning}
      <Checkbox
        size="xs"
        label={text}
        dir="auto"
        checked={action.state === 'done'}
        onChange={(event) => change({ state: event.currentTarget.checked ? 'done' : 'open' })}
      />
      <div className={classes.plan}>
        <TextInput
          size="xs"
          aria-label={words.owner(text)}
          placeholder={words.ownerPlaceholder}
          value={owner ?? action.owner}
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
          value={action.due}
          onChange={(event) => change({ due: event.currentTarget.value })}
        />
      </div>
    </li>
  );
}
