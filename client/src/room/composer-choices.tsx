import { useEffect, useRef, useState } from 'react';
import { roomText } from '../ui/text/incident-room.ts';
import { incidentsText } from '../ui/text/incidents.ts';
import type { Choice } from './verb-line.ts';
import classes from './composer.module.css';

/** So near the end one is at the end. */
const endPx = 12;

/** What can stand next where one writes. The field keeps the focus: its keys move the choice. */
export function ComposerChoices(props: {
  readonly listId: string;
  readonly choices: readonly Choice[];
  /** Place of the one that is moved to; negative: none. */
  readonly active: number;
  readonly onChoose: (choice: Choice) => void;
}) {
  const { listId, choices, active, onChoose } = props;
  const list = useRef<HTMLDivElement>(null);
  const [hasMore, setHasMore] = useState(false);

  function look(): void {
    const { current } = list;
    if (current === null) return;
    const { scrollHeight, scrollTop, clientHeight } = current;
    setHasMore(scrollHeight - scrollTop - clientHeight > endPx);
  }
  useEffect(() => {
    const { current } = list;
    current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
    look();
    if (current === null) return undefined;
    // The keyboard of a phone comes and goes.
    const observer = new ResizeObserver(look);
    observer.observe(current);
    return () => observer.disconnect();
  }, [active, choices]);

  return (
    <div className={classes.popup}>
      <div
        ref={list}
        id={listId}
        role="listbox"
        aria-label={incidentsText.composer.choices}
        className={classes.choices}
        onScroll={look}
      >
        {choices.map((choice, at) => (
          <div
            key={choice.text}
            id={`${listId}-${at}`}
            role="option"
            aria-selected={at === active}
            className={classes.choice}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onChoose(choice)}
            onKeyDown={() => undefined}
          >
            <strong>{choice.label}</strong>
            {choice.detail !== '' && <span className={classes.detail}>{choice.detail}</span>}
          </div>
        ))}
      </div>
      {hasMore && (
        <p className={classes.moreBelow} aria-hidden="true">
          {roomText.moreBelow}
        </p>
      )}
    </div>
  );
}
