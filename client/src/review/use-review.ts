import { catalogueRules } from '@holdfast/shared/readiness/catalogue-rules';
import { createReview, type Review, type ReviewState } from '@holdfast/shared/review/review';
import { localDay } from '@holdfast/shared/model/local-day';
import type { MapFinding } from '@holdfast/shared/analysis/findings';
import { useMemo, useState } from 'react';
import { useProjections } from '../app/hub-context.tsx';
import { lastOf, useAnalysis, useAnswer } from '../map/analysis/use-analysis.ts';
import { useAcceptances } from '../map/findings/use-acceptances.ts';
import { useReviewQuestion } from '../map/findings/use-review-question.ts';
import { useMap } from '../map/map-context.tsx';
import { useToday } from '../map/people/use-today.ts';
import { useNow } from '../ui/use-now.ts';

/** Evidence fades by the day. */
const everyMs = 60 * 60 * 1000;
const noFindings: readonly MapFinding[] = [];

export type ReviewShown =
  | { readonly kind: 'working' }
  | { readonly kind: 'failed' }
  /** `isWhole` false: the map is still being analysed, and what it shows comes later. */
  | { readonly kind: 'ready'; readonly state: ReviewState; readonly isWhole: boolean };

/** The review as it stands. Only inside `MapProvider`. */
export function useReview(): ReviewShown {
  const map = useMap();
  const projections = useProjections();
  const question = useReviewQuestion();
  const analysis = useAnalysis();
  const answer = useAnswer('review', [question]);
  const { acceptances } = useAcceptances();
  const today = useToday();
  const nowMs = useNow(everyMs);
  const [review] = useState<Review>(createReview);
  const days = useMemo(() => ({ today, dayOf: localDay }), [today]);
  const mapFindings = lastOf(answer)?.findings;
  const isEmpty = map.components.size === 0;
  const state = useMemo(() => {
    if (projections === undefined || (mapFindings === undefined && !isEmpty)) return undefined;
    return review.update({
      projections,
      map,
      mapFindings: mapFindings ?? noFindings,
      acceptances,
      rules: catalogueRules,
      nowMs,
      days,
    });
  }, [review, projections, map, mapFindings, isEmpty, acceptances, nowMs, days]);
  if (state !== undefined) return { kind: 'ready', state, isWhole: answer.kind === 'ready' };
  return { kind: analysis.kind === 'failed' ? 'failed' : 'working' };
}
