import { NativeSelect } from '@mantine/core';
import { setHypothesis } from '@holdfast/shared/model/incident-commands';
import { hypothesisStates } from '@holdfast/shared/model/incident-terms';
import { incidentsText } from '../ui/text/incidents.ts';
import { useShownIncident } from './incident-context.tsx';
import { Part } from '../room/part.tsx';
import { type ReadIncident, useIncident } from './incident-store.ts';
import { EachMerged, useMerged } from './merged-incidents.tsx';
import classes from '../room/details.module.css';

const words = incidentsText.details;

/** What may be the cause, and what became of it. Nothing where nobody guessed. */
export function HypothesesPart() {
  const { store } = useShownIncident();
  const incident = useIncident(store);
  const { all } = useMerged();
  if (!hasHypotheses(incident) && !all.some((one) => hasHypotheses(one.incident))) return null;
  return (
    <Part title={words.hypotheses}>
      <List incident={incident} />
      <EachMerged has={hasHypotheses}>{(other) => <List incident={other} />}</EachMerged>
    </Part>
  );
}

function hasHypotheses({ state }: ReadIncident): boolean {
  return state.hypotheses.length > 0;
}

function List(props: { readonly incident: ReadIncident }) {
  const { attempt } = useShownIncident();
  return (
    <ul className={classes.list}>
      {props.incident.state.hypotheses.map(({ entry: { id, text }, state }) => (
        <li key={id} className={classes.row}>
          <span className={classes.value} dir="auto">
            {text}
          </span>
          <NativeSelect
            size="xs"
            aria-label={words.judge(text)}
            value={state.now?.value ?? 'open'}
            data={hypothesisStates.map((one) => ({
              value: one,
              label: words.hypothesisStates[one],
            }))}
            onChange={(event) => {
              const { value } = event.currentTarget;
              const next = hypothesisStates.find((one) => one === value) ?? 'open';
              attempt((doc, context) => setHypothesis(doc, id, next, context));
            }}
          />
        </li>
      ))}
    </ul>
  );
}
