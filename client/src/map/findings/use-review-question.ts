import { useMemo } from 'react';
import { useProjections } from '../../app/hub-context.tsx';
import { useMap } from '../map-context.tsx';
import { useToday } from '../people/use-today.ts';
import type { ReviewQuestion } from './review.ts';
import { reviewQuestionOf } from './review-question.ts';

/** What the review has to know beside the map. Only inside `MapProvider`. */
export function useReviewQuestion(): ReviewQuestion {
  const { components } = useMap();
  const on = useToday();
  const projections = useProjections();
  return useMemo(
    () => reviewQuestionOf({ components }, projections, on),
    [components, projections, on],
  );
}
