import { type ReactElement, useState } from 'react';
import { mapFindingsText as words } from '../../ui/text/map-findings.ts';
import { useMapTasks } from '../people/use-map-tasks.ts';
import { useToday } from '../people/use-today.ts';
import { AcceptDialog } from './accept-dialog.tsx';
import { FindingCard } from './finding-card.tsx';
import { type ListedFinding, taskId } from './findings-model.ts';
import { useAcceptances } from './use-acceptances.ts';
import classes from './findings.module.css';

/** Findings, each with what can be done about it. */
export function FindingCards(props: {
  readonly findings: readonly ListedFinding[];
  readonly label: string;
  /** How many tell at once how to remove them. */
  readonly open?: number;
  /** They have one cause, told above them. */
  readonly isOneCause?: boolean;
  /** A card of another kind in place of a finding's, or false. */
  readonly instead?: (finding: ListedFinding) => ReactElement | false;
}) {
  const { findings, label, open = 0, isOneCause = false, instead } = props;
  const today = useToday();
  const { acceptances } = useAcceptances();
  const { tasks } = useMapTasks();
  const [accepting, setAccepting] = useState<ListedFinding>();
  const isTask = new Set(tasks.flatMap(({ id, state }) => (state === 'open' ? [id] : [])));
  return (
    <>
      <ul className={classes.list} aria-label={label}>
        {findings.map(
          (finding, at) =>
            instead?.(finding) || (
              <FindingCard
                key={finding.id}
                finding={finding}
                today={today}
                acceptance={acceptances.get(finding.id)}
                isTask={isTask.has(taskId(finding))}
                isOpenAtFirst={at < open}
                isInGroup={isOneCause}
                onAccept={() => setAccepting(finding)}
              />
            ),
        )}
      </ul>
      {accepting !== undefined && (
        <AcceptDialog
          findings={[accepting.id]}
          title={words.acceptTitle(accepting.name)}
          today={today}
          onClose={() => setAccepting(undefined)}
        />
      )}
    </>
  );
}
