import { useMemo } from 'react';
import { useProjections } from '../../app/hub-context.tsx';
import {
  runbooksByComponent,
  runbooksOf,
  usedRunbooks,
} from '@holdfast/shared/finding/linked-documents';
import { useMap } from '../map-context.tsx';
import { useToday } from '../people/use-today.ts';
import type { ReviewQuestion } from './review.ts';

/** What the review has to know beside the map: which components have a runbook, and the day. */
export function useReviewQuestion(): ReviewQuestion {
  const { components } = useMap();
  const on = useToday();
  const projections = useProjections();
  return useMemo(() => {
    const byComponent = runbooksByComponent(usedRunbooks(projections));
    const withRunbook = [...components.values()].flatMap((one) =>
      runbooksOf(one, byComponent).length > 0 ? [one.id] : [],
    );
    const relays = [...(projections?.values() ?? [])].flatMap((one) =>
      one.kind === 'workspace' ? one.relays : [],
    );
    return { withRunbook, relays, on };
  }, [components, projections, on]);
}
