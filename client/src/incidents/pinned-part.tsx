import { UnstyledButton } from '@mantine/core';
import { IconPinFilled } from '@tabler/icons-react';
import { incidentsText } from '../ui/text/incidents.ts';
import { describeItem, type Names } from './describe-item.ts';
import { wordsOf, type TimelineItem } from './timeline-model.ts';
import classes from '../room/timeline.module.css';

const words = incidentsText.timeline;
const mostWords = 160;

/** What was pinned, above everything else: a press leads to it. Nothing where nothing is. */
export function PinnedPart(props: {
  readonly items: readonly TimelineItem[];
  readonly names: Names;
  readonly onGo: (id: string) => void;
}) {
  const { items, names, onGo } = props;
  const pinned = items.filter((item) => item.pinned);
  if (pinned.length === 0) return null;
  return (
    <ul className={classes.pins} aria-label={words.kinds.pinned}>
      {pinned.map((item) => {
        const text = wordsOf(item).replaceAll(/\s+/gu, ' ');
        return (
          <li key={item.id}>
            <UnstyledButton className={classes.pin} onClick={() => onGo(item.id)}>
              <IconPinFilled size={13} aria-hidden="true" />
              <span className={classes.pinTime}>{names.time(item.atMs)}</span>
              <span className={classes.pinWords} dir="auto">
                {text === ''
                  ? `${item.by || words.someone} ${describeItem(item, names)}`
                  : text.slice(0, mostWords)}
              </span>
            </UnstyledButton>
          </li>
        );
      })}
    </ul>
  );
}
