import type { ReviewFinding } from '@holdfast/shared/review/finding';
import type { ReviewRow } from '@holdfast/shared/review/rows';
import { reviewText as words } from '../ui/text/review.ts';
import { useSeenRows } from '../ui/use-seen-rows.ts';
import { FindingRow } from './finding-row.tsx';
import classes from './review-page.module.css';

const usualHeight = 140;

/**
 * The rows of the review, drawn only where they are seen, and where the focus is. Arrows lead from
 * one to the next.
 */
export function FindingList(props: {
  readonly rows: readonly ReviewRow[];
  readonly today: string;
  readonly onAccept: (findings: readonly ReviewFinding[]) => void;
  readonly onTakeBack: (finding: ReviewFinding) => void;
}) {
  const { rows } = props;
  const { virtualizer, margin, list } = useSeenRows({
    rows,
    heightOf: () => usualHeight,
    overscan: 4,
    focusOn: '[data-act]',
  });

  return (
    <ul {...list} className={classes.list} aria-label={words.list}>
      {virtualizer.getVirtualItems().map(({ index, key, start }) => {
        const row = rows[index];
        return row === undefined ? null : (
          <FindingRow
            key={key}
            onElement={virtualizer.measureElement}
            index={index}
            top={start - margin}
            count={rows.length}
            row={row}
            today={props.today}
            onAccept={props.onAccept}
            onTakeBack={props.onTakeBack}
          />
        );
      })}
    </ul>
  );
}
