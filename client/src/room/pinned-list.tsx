import { UnstyledButton } from '@mantine/core';
import { IconPinFilled } from '@tabler/icons-react';
import { incidentsText } from '../ui/text/incidents.ts';
import classes from './timeline.module.css';

const mostWords = 160;

/** An entry that was pinned. */
export interface PinnedLine {
  readonly id: string;
  readonly time: string;
  readonly words: string;
}

/** What was pinned, above everything else: a press leads to it. Nothing where nothing is. */
export function PinnedList(props: {
  readonly lines: readonly PinnedLine[];
  readonly onGo: (id: string) => void;
}) {
  const { lines, onGo } = props;
  if (lines.length === 0) return null;
  return (
    <ul className={classes.pins} aria-label={incidentsText.timeline.kinds.pinned}>
      {lines.map(({ id, time, words }) => (
        <li key={id}>
          <UnstyledButton className={classes.pin} onClick={() => onGo(id)}>
            <IconPinFilled size={13} aria-hidden="true" />
            <span className={classes.pinTime}>{time}</span>
            <span className={classes.pinWords} dir="auto">
              {words.replaceAll(/\s+/gu, ' ').slice(0, mostWords)}
            </span>
          </UnstyledButton>
        </li>
      ))}
    </ul>
  );
}
