import { UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import { LinkedText } from '../ui/linked-text.tsx';
import { incidentsText } from '../ui/text/incidents.ts';
import classes from './timeline.module.css';

const longestLines = 12;
const longestText = 1_200;

/** What somebody typed, as they typed it; addresses lead there. Long texts show their beginning first. */
export function SaidText(props: {
  readonly text: string;
  readonly kind: 'words' | 'output';
  readonly struck?: boolean;
}) {
  const { text } = props;
  const [whole, setWhole] = useState(false);
  const lines = text.split('\n');
  const isLong = lines.length > longestLines + 2 || text.length > longestText + 200;
  const shown =
    whole || !isLong ? text : lines.slice(0, longestLines).join('\n').slice(0, longestText);
  const words = props.kind === 'output' ? shown : <LinkedText text={shown} />;
  return (
    <>
      {props.kind === 'output' ? (
        // What scrolls must be reached by Tab.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        <pre className={classes.output} tabIndex={0}>
          {words}
        </pre>
      ) : (
        <p className={classes.words} dir="auto" data-struck={props.struck === true}>
          {words}
        </p>
      )}
      {isLong && (
        <UnstyledButton
          className={classes.more}
          aria-expanded={whole}
          onClick={() => setWhole(!whole)}
        >
          {whole ? incidentsText.timeline.less : incidentsText.timeline.more}
        </UnstyledButton>
      )}
    </>
  );
}
