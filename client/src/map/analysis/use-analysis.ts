import { useEffect, useState } from 'react';
import { useObservable } from '../../app/hub-context.tsx';
import { useShownMap } from '../map-context.tsx';
import type { AnalysisState, MapAnalysis, Question } from './analysis-client.ts';
import type { AnalysisCalls, Searches } from './analysis-messages.ts';

/** What is known of everything at once. Starts the analysis once the screen has been drawn. */
export function useAnalysis(): AnalysisState {
  return useFollowed(useShownMap().analysis);
}

function useFollowed(analysis: MapAnalysis): AnalysisState {
  useEffect(() => analysis.follow(), [analysis]);
  return useObservable(analysis.state);
}

export type Answer<T> =
  | { readonly kind: 'working'; readonly last?: T }
  | { readonly kind: 'ready'; readonly value: T }
  | { readonly kind: 'failed' };

/** What was known last stands while it is worked out again. */
export function lastOf<T>(answer: Answer<T>): T | undefined {
  if (answer.kind === 'ready') return answer.value;
  return answer.kind === 'working' ? answer.last : undefined;
}

/**
 * The answer to one question, asked again whenever the map changed; meanwhile the last one is at
 * hand. `values` are compared as JSON; without them (undefined) nothing is asked.
 */
export function useAnswer<Name extends Question>(
  name: Name,
  values: Parameters<AnalysisCalls[Name]> | undefined,
): Answer<ReturnType<AnalysisCalls[Name]>> {
  return useAnswerOf(useShownMap().analysis, name, values);
}

/** The same of a map that is not the one on screen. */
export function useAnswerOf<Name extends Question>(
  analysis: MapAnalysis,
  name: Name,
  values: Parameters<AnalysisCalls[Name]> | undefined,
): Answer<ReturnType<AnalysisCalls[Name]>> {
  const state = useFollowed(analysis);
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

/** What a search in a component has so far; undefined before it has anything. */
export function useSearch<Of extends keyof Searches>(
  of: Of,
  component: string,
): Searches[Of] | undefined {
  const { analysis } = useShownMap();
  const state = useAnalysis();
  const summary = state.kind === 'ready' ? state.summary : undefined;
  const [found, setFound] = useState<{
    readonly component: string;
    readonly answer: Searches[Of];
  }>();
  useEffect(() => {
    if (summary === undefined) return undefined;
    return analysis.search(of, component, (answer) => setFound({ component, answer }));
  }, [analysis, of, component, summary]);
  return found?.component === component ? found.answer : undefined;
}

function setsAsLists(_key: string, value: unknown): unknown {
  return value instanceof Set ? [...value] : value;
}
