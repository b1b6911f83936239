import type { MapExplanation } from '@holdfast/shared/analysis/map-explanation';
import { z } from 'zod/mini';
import type { Observable } from '../../hub/client-api.ts';
import { createObservable } from '../../hub/observable.ts';
import type { MapStore } from '../map-store.ts';
import type {
  AnalysisCalls,
  AnalysisSummary,
  AvailabilityAnswer,
  ComponentAnswer,
  CutSetsAnswer,
  Searches,
} from './analysis-messages.ts';
import { mapChange } from './map-change.ts';

/** What is known of the map: nothing yet, something (of the map as it is, or as it was), or a fault. */
export type AnalysisState =
  | { readonly kind: 'working' }
  | { readonly kind: 'ready'; readonly summary: AnalysisSummary; readonly isCurrent: boolean }
  | { readonly kind: 'failed'; readonly problem: string };

export type Question = Exclude<keyof AnalysisCalls, 'update'>;

/** The analysis of the map on screen, in a worker: nothing on screen waits for it. */
export interface MapAnalysis {
  readonly state: Observable<AnalysisState>;
  /** Starts the worker where it is not running, and keeps it told of the map. */
  follow(): void;
  /** Asks about the map as it was sent last. Rejects where the worker fails, and once it is closed. */
  ask<Name extends Question>(
    name: Name,
    ...values: Parameters<AnalysisCalls[Name]>
  ): Promise<ReturnType<AnalysisCalls[Name]>>;
  /** Works on a component until it is done or stopped; tells what it has so far. */
  search<Of extends keyof Searches>(
    of: Of,
    component: string,
    tell: (answer: Searches[Of]) => void,
  ): () => void;
  close(): void;
}

const messageSchema = z.object({
  call: z.optional(z.int()),
  search: z.optional(z.int()),
  value: z.optional(z.unknown()),
  problem: z.optional(z.string()),
});

/** Worker and tab are of one build: an answer needs no more checking than that it is one. */
const isList = (value: unknown): boolean => Array.isArray(value);
const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null;
const answers: {
  readonly [Name in keyof AnalysisCalls]: (value: unknown) => ReturnType<AnalysisCalls[Name]>;
} = {
  update: (value) => z.custom<AnalysisSummary>(isObject).parse(value),
  component: (value) => z.optional(z.custom<ComponentAnswer>(isObject)).parse(value),
  explain: (value) => z.optional(z.custom<MapExplanation>(isObject)).parse(value),
  radius: (value) => z.custom<ReturnType<AnalysisCalls['radius']>>(isList).parse(value),
  blast: (value) => z.custom<ReturnType<AnalysisCalls['blast']>>(isObject).parse(value),
  shared: (value) => z.custom<ReturnType<AnalysisCalls['shared']>>(isList).parse(value),
  review: (value) => z.custom<ReturnType<AnalysisCalls['review']>>(isObject).parse(value),
  findingsOf: (value) => z.custom<ReturnType<AnalysisCalls['findingsOf']>>(isObject).parse(value),
  documents: (value) => z.undefined().parse(value),
  workspaceReview: (value) =>
    z.custom<ReturnType<AnalysisCalls['workspaceReview']>>(isObject).parse(value),
  restOfReview: (value) =>
    z.custom<ReturnType<AnalysisCalls['restOfReview']>>(isObject).parse(value),
  whatIf: (value) => z.custom<ReturnType<AnalysisCalls['whatIf']>>(isObject).parse(value),
  drills: (value) => z.custom<ReturnType<AnalysisCalls['drills']>>(isList).parse(value),
  busFactors: (value) => z.custom<ReturnType<AnalysisCalls['busFactors']>>(isObject).parse(value),
};
const searchAnswers: { readonly [Of in keyof Searches]: (value: unknown) => Searches[Of] } = {
  'cut-sets': (value) => z.custom<CutSetsAnswer>(isObject).parse(value),
  availability: (value) => z.custom<AvailabilityAnswer>(isObject).parse(value),
};

interface Waiting {
  take(value: unknown): void;
  fail(problem: string): void;
}

/** Edits in a row are sent together. */
const pauseMs = 60;

export function createMapAnalysis(store: MapStore): MapAnalysis {
  const state = createObservable<AnalysisState>({ kind: 'working' });
  const open = new Map<number, Waiting>();
  const searches = new Map<number, (value: unknown) => void>();
  let worker: Worker | undefined;
  let last = 0;
  let sent: ReturnType<MapStore['get']> | undefined;
  let isSending = false;
  let ended: string | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stopFollowing: (() => void) | undefined;

  function start(): Worker {
    const made = new Worker(new URL('./analysis-worker.ts', import.meta.url), { type: 'module' });
    made.addEventListener('message', (event) => {
      const { call, search, value, problem } = messageSchema.parse(event.data);
      if (search !== undefined) {
        if (problem === undefined) searches.get(search)?.(value);
        return;
      }
      const waiting = open.get(call ?? 0);
      open.delete(call ?? 0);
      if (problem === undefined) waiting?.take(value);
      else waiting?.fail(problem);
    });
    made.addEventListener('error', (event) => fail(event.message));
    return made;
  }

  function fail(problem: string): void {
    ended = problem;
    worker?.terminate();
    for (const one of open.values()) one.fail(problem);
    open.clear();
    state.set({ kind: 'failed', problem });
  }

  function call<Name extends keyof AnalysisCalls>(
    name: Name,
    values: Parameters<AnalysisCalls[Name]>,
  ): Promise<ReturnType<AnalysisCalls[Name]>> {
    const id = ++last;
    return new Promise((resolve, reject) => {
      if (ended !== undefined) {
        reject(new Error(ended));
        return;
      }
      open.set(id, {
        take: (value) => resolve(answers[name](value)),
        fail: (problem) => reject(new Error(problem)),
      });
      worker ??= start();
      worker.postMessage({ call: id, name, values });
    });
  }

  function send(): void {
    timer = undefined;
    if (isSending || ended !== undefined) return;
    const now = store.get();
    const change = mapChange(sent, now);
    if (change === undefined) return;
    sent = now;
    isSending = true;
    const known = state.get();
    if (known.kind === 'ready') state.set({ ...known, isCurrent: false });
    call('update', [change]).then(
      (summary) => {
        isSending = false;
        state.set({
          kind: 'ready',
          summary,
          isCurrent: mapChange(sent, store.get()) === undefined,
        });
        send();
      },
      (error: unknown) => {
        if (ended === undefined) fail(String(error));
      },
    );
  }

  return {
    state,
    follow() {
      if (stopFollowing !== undefined || ended !== undefined) return;
      stopFollowing = store.subscribe(() => {
        timer ??= setTimeout(send, pauseMs);
      });
      send();
    },
    ask: (name, ...values) => call(name, values),
    search(of, component, tell) {
      const search = ++last;
      searches.set(search, (value) => tell(searchAnswers[of](value)));
      if (ended === undefined) {
        worker ??= start();
        worker.postMessage({ search, of, component });
      }
      return () => {
        searches.delete(search);
        worker?.postMessage({ stop: search });
      };
    },
    close() {
      clearTimeout(timer);
      stopFollowing?.();
      ended = 'closed';
      worker?.terminate();
      for (const one of open.values()) one.fail('closed');
      open.clear();
      searches.clear();
    },
  };
}
