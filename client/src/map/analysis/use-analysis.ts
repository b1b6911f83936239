import { useEffect, useState } from 'react';
import { useObservable } from '../../app/hub-context.tsx';
import { useShownMap } from '../map-context.tsx';
import type { AnalysisState, Question } from './analysis-client.ts';
import type { AnalysisCalls, CutSetsAnswer } from './analysis-messages.ts';

/** What is known of everything at once. Starts the analysis once the screen has been drawn. */
export function useAnalysis(): AnalysisState {
  const { analysis } = useShownMap();
  useEffect(() => analysis.follow(), [analysis]);
  return useObservable(analysis.state);
}

export type Answer<T> =
  | { readonly kind: 'working'; readonly last?: T }
  | { readonly kind: 'ready'; readonly value: T }
  | { readonly kind: 'failed' };

/**
 * The answer to one question, asked again whenever the map changed; meanwhile the last one is at
 * hand. `values` are compared as JSON; without them (undefined) nothing is asked.
 */
export function useAnswer<Name extends Question>(
  name: Name,
  values: Parameters<AnalysisCalls[Name]> | undefined,
): Answer<ReturnType<AnalysisCalls[Name]>> {
  const { analysis } = useShownMap();
  const state = useAnalysis();
  const summary = state.kind === 'ready' ? state.summary : undefined;
  const key = values === undefined ? '' : JSON.stringify([name, values], setsAsLists);
  const [told, setTold] = useState<{
    readonly key: string;
    readonly summary: unknown;
    readonly answer: Answer<ReturnType<AnalysisCalls[Name]>>;
  }>();
  useEffect(() => {
    if (summary === undefined || values === undefined) return undefined;
    let gone = false;
    analysis.ask(name, ...values).then(
      (value) => {
        if (!gone) setTold({ key, summary, answer: { kind: 'ready', value } });
      },
      () => {
        if (!gone) setTold({ key, summary, answer: { kind: 'failed' } });
      },
    );
    return () => {
      gone = true;
    };
    // `key` stands for the name and the values.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [analysis, key, summary]);
  if (state.kind === 'failed') return { kind: 'failed' };
  if (told === undefined || told.key !== key) return { kind: 'working' };
  if (told.summary === summary || told.answer.kind !== 'ready') return told.answer;
  return { kind: 'working', last: told.answer.value };
}

/** Minimal cut sets of a component, as far as they are known; undefined before anything is. */
export function useCutSets(component: string, order: number): CutSetsAnswer | undefined {
  const { analysis } = useShownMap();
  const state = useAnalysis();
  const summary = state.kind === 'ready' ? state.summary : undefined;
  const [found, setFound] = useState<{
    readonly component: string;
    readonly answer: CutSetsAnswer;
  }>();
  useEffect(() => {
    if (summary === undefined) return undefined;
    return analysis.searchCutSets(component, order, (answer) => setFound({ component, answer }));
  }, [analysis, component, order, summary]);
  return found?.component === component ? found.answer : undefined;
}

function setsAsLists(_key: string, value: unknown): unknown {
  return value instanceof Set ? [...value] : value;
}
