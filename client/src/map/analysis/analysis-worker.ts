/// <reference lib="webworker" />
import { searchCutSets } from '@holdfast/shared/analysis/cut-sets';
import type { FaultGraph } from '@holdfast/shared/analysis/fault-graph';
import { mapNodes } from '@holdfast/shared/analysis/map-node';
import { z } from 'zod/mini';
import { createAnalysisEngine } from './analysis-calls.ts';
import type { AnalysisCall, Searches, SearchOrder } from './analysis-messages.ts';
import { searchAvailability } from './availability-search.ts';
import { nextTask } from '../../ui/next-task.ts';

declare const self: DedicatedWorkerGlobalScope;

// The relay's content security policy forbids making code from text.
z.config({ jitless: true });

/** How long a search may take in all, and how often it tells what it has so far, ms. */
const budgetMs = 20_000;
const tellEveryMs = 400;
const shownSets = 100;
const cutSetOrder = 3;

const engine = createAnalysisEngine(() => performance.now());
/** Searches that are still wanted. */
const wanted = new Set<number>();

self.addEventListener('message', ({ data }: MessageEvent<AnalysisCall | SearchOrder>) => {
  if ('stop' in data) {
    wanted.delete(data.stop);
    return;
  }
  if ('search' in data) {
    wanted.add(data.search);
    void runSearch(data).catch((error: unknown) =>
      self.postMessage({ search: data.search, problem: String(error) }),
    );
    return;
  }
  try {
    self.postMessage({ call: data.call, value: answer(data) });
  } catch (error) {
    self.postMessage({ call: data.call, problem: String(error) });
  }
});

function answer(asked: AnalysisCall): unknown {
  switch (asked.name) {
    case 'update':
      return engine.update(...asked.values);
    case 'component':
      return engine.component(...asked.values);
    case 'explain':
      return engine.explain(...asked.values);
    case 'radius':
      return engine.radius(...asked.values);
    case 'blast':
      return engine.blast(...asked.values);
    case 'shared':
      return engine.shared();
    case 'review':
      return engine.review(...asked.values);
    case 'findingsOf':
      return engine.findingsOf(...asked.values);
    case 'documents':
      return engine.documents(...asked.values);
    case 'workspaceReview':
      return engine.workspaceReview(...asked.values);
    case 'restOfReview':
      return engine.restOfReview();
    case 'whatIf':
      return engine.whatIf(...asked.values);
    case 'drills':
      return engine.drills(...asked.values);
    case 'busFactors':
      return engine.busFactors(...asked.values);
  }
}

/** Works in slices, so that questions asked meanwhile are answered; gives up when time is over. */
async function runSearch(order: Extract<SearchOrder, { readonly search: number }>): Promise<void> {
  const graph = engine.faults()?.graph;
  const top = mapNodes.component(order.component);
  if (graph === undefined || !graph.nodes.has(top)) return;
  const search = searchOf(order.of, graph, top);
  const startedMs = performance.now();
  let toldMs = startedMs;
  let isDone = false;
  const tell = (isWorking: boolean): void =>
    self.postMessage({ search: order.search, value: search.answer(isWorking) });
  while (wanted.has(order.search) && !isDone && performance.now() - startedMs < budgetMs) {
    isDone = search.advance(2);
    if (!isDone && performance.now() - toldMs > tellEveryMs) {
      toldMs = performance.now();
      tell(true);
    }
    await nextTask();
  }
  if (wanted.delete(order.search)) tell(false);
}

interface RunningSearch {
  advance(slices: number): boolean;
  answer(isWorking: boolean): Searches[keyof Searches];
}

function searchOf(of: keyof Searches, graph: FaultGraph, top: string): RunningSearch {
  if (of === 'availability') return searchAvailability(graph, top);
  const search = searchCutSets(graph, top, { order: cutSetOrder });
  return {
    advance: (slices) => search.advance(slices),
    answer(isWorking) {
      const found = search.result();
      const { sets, omitted } = found.list({ limit: shownSets });
      return {
        completeTo: found.completeTo,
        isComplete: found.isComplete,
        unfinished: found.unfinished,
        counts: found.counts,
        sets: sets.filter(({ events }) => events.length > 1),
        omitted,
        isWorking,
      };
    },
  };
}
