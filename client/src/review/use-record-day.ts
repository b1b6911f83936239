import { recordReviewDay, reviewLogDocument } from '@holdfast/shared/model/review-log';
import type { ReviewState } from '@holdfast/shared/review/review';
import { useEffect } from 'react';
import { useMay } from '../access/use-may.ts';
import { useHub } from '../app/hub-context.tsx';
import { useCompleteness } from '../app/use-completeness.ts';

/** What is still arriving or being drawn changes the counts; they are written down once they stand. */
const standsMs = 5_000;

/** Writes down how many findings there are today, for the trend: of a whole copy only. */
export function useRecordDay(state: ReviewState | undefined, today: string): void {
  const hub = useHub();
  const mayRecord = useMay('edit', reviewLogDocument).ok;
  const isWhole = useCompleteness() === 'whole' && mayRecord;
  const accepted = state?.accepted.length;
  const counts = state?.counts;
  const { critical, high, medium, low } = counts ?? {};
  useEffect(() => {
    if (!isWhole || critical === undefined || high === undefined) return undefined;
    if (medium === undefined || low === undefined || accepted === undefined) return undefined;
    const timer = setTimeout(() => {
      const open = hub.open(reviewLogDocument);
      const { nowMs, actor } = hub.entryContext();
      open.ready
        .then(() => {
          const day = { critical, high, medium, low, accepted };
          recordReviewDay(open.doc, today, day, { nowMs, by: actor.name });
        })
        // A day that is not written down is a gap in a line, and nothing else.
        .catch(() => undefined)
        .finally(() => open.close());
    }, standsMs);
    return () => clearTimeout(timer);
  }, [hub, isWhole, today, critical, high, medium, low, accepted]);
}
