import type { Suggestion } from '@holdfast/shared/drilling/suggest';
import { useEffect, useState } from 'react';
import { useObservable } from '../../app/hub-context.tsx';
import type { DrillQuestion } from '../../map/analysis/analysis-messages.ts';
import type { DrillBook } from '../drill-book.ts';
import type { DrillMap } from '../use-drill-map.ts';

export type Suggestions =
  | { readonly kind: 'working' }
  | { readonly kind: 'failed' }
  | { readonly kind: 'ready'; readonly all: readonly Suggestion[] };

/**
 * What should be drilled, worked out beside the screen; again whenever the map, the plans or the
 * drills change, and meanwhile the last.
 *
 * @param nowMs in steps of some hours: by it, evidence fades
 */
export function useSuggestions(map: DrillMap, book: DrillBook, nowMs: number): Suggestions {
  const { analysis } = map;
  useEffect(() => analysis.follow(), [analysis]);
  const state = useObservable(analysis.state);
  const summary = state.kind === 'ready' ? state.summary : undefined;
  const [told, setTold] = useState<Suggestions>({ kind: 'working' });
  useEffect(() => {
    if (summary === undefined) return undefined;
    let gone = false;
    analysis.ask('drills', questionOf(book, nowMs)).then(
      (all) => {
        if (!gone) setTold({ kind: 'ready', all });
      },
      () => {
        if (!gone) setTold({ kind: 'failed' });
      },
    );
    return () => {
      gone = true;
    };
  }, [analysis, summary, book, nowMs]);
  return state.kind === 'failed' ? { kind: 'failed' } : told;
}

/** Without texts: the worker has no use for them. */
function questionOf({ plans, drills }: DrillBook, nowMs: number): DrillQuestion {
  return {
    nowMs,
    plans: plans.map(({ name, plan }) => ({
      name,
      plan: { ...plan, hypothesis: '', abort: '', text: '' },
    })),
    drills: drills.map(({ name, drill }) => ({ name, drill: { ...drill, text: '' } })),
  };
}
