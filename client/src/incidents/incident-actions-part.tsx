import { changeAction } from '@holdfast/shared/model/incident-commands';
import type { ActionItem } from '@holdfast/shared/model/action-items';
import type { EntryOf } from '@holdfast/shared/model/incident-entries';
import { say } from '@holdfast/shared/model/incident-say';
import { incidentsText } from '../ui/text/incidents.ts';
import { ActionRow } from '../room/action-row.tsx';
import { useShownIncident } from './incident-context.tsx';
import { AddLine, Part } from '../room/part.tsx';
import { type ReadIncident, useIncident } from './incident-store.ts';
import { EachMerged, useMerged } from './merged-incidents.tsx';
import { actionsIn, isNowhere } from './merged-model.ts';
import classes from '../room/details.module.css';

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
  const { attempt } = useShownIncident();
  const { id, text } = action.entry;
  return (
    <ActionRow
      text={text}
      plan={action}
      onChange={(change) => attempt((doc, context) => changeAction(doc, id, change, context))}
    />
  );
}
