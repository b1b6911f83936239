import type { MapExplanation } from '@holdfast/shared/analysis/map-explanation';
import { useState } from 'react';
import { Button } from '@mantine/core';
import { mapComponentText } from '../../ui/text/map-component.ts';
import { lastOf, useAnswer } from '../analysis/use-analysis.ts';
import { useMap } from '../map-context.tsx';
import { stepNames } from './node-name.ts';
import classes from './explained.module.css';

const words = mapComponentText.why;

/** Why a component is down when one event happens: all that falls with it on the way. */
export function Explained(props: { readonly component: string; readonly event: string }) {
  const answer = useAnswer('explain', [props.component, props.event]);
  const explanation = lastOf(answer);
  if (explanation === undefined) {
    return (
      <p className={classes.note} role="status">
        {answer.kind === 'working' ? mapComponentText.spof.working : mapComponentText.spof.failed}
      </p>
    );
  }
  return (
    <ul className={classes.tree} aria-label={words.label}>
      <Line explanation={explanation} />
    </ul>
  );
}

/** Behind a button: most causes need no more than their path. */
export function ExplainedOnDemand(props: {
  readonly component: string;
  readonly event: string;
  /** What it explains, for a screen reader. */
  readonly name: string;
}) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button
        size="compact-xs"
        variant="subtle"
        aria-expanded={isOpen}
        aria-label={words.of(props.name)}
        onClick={() => setOpen(!isOpen)}
      >
        {isOpen ? words.hide : words.show}
      </Button>
      {isOpen && <Explained component={props.component} event={props.event} />}
    </>
  );
}

/** Its depth is bounded, see `explanationOf`. */
function Line({ explanation }: { readonly explanation: MapExplanation }) {
  const { steps, together, branches, rest } = explanation;
  const names = stepNames(useMap(), steps);
  const arePeople = branches.every(({ steps: [first] }) => first?.of === 'person');
  return (
    <li>
      <span dir="auto">{mapComponentText.spof.path(names)}</span>
      {together !== undefined && (
        <strong>
          {' '}
          {arePeople && branches.length > 0 ? words.away(together) : words.fall(together)}
        </strong>
      )}
      {rest !== undefined && <span className={classes.note}> {words.rest[rest]}</span>}
      {branches.length > 0 && (
        <ul className={classes.tree}>
          {branches.map((branch, at) => (
            <Line key={at} explanation={branch} />
          ))}
        </ul>
      )}
    </li>
  );
}
