import type { MapFinding } from '@holdfast/shared/analysis/findings';
import type { Days } from '@holdfast/shared/drilling/plan-occurrences';
import { localDay } from '@holdfast/shared/model/local-day';
import { readAcceptances } from '@holdfast/shared/model/map-acceptances';
import type { MapValue } from '@holdfast/shared/model/map-value';
import type { Projection } from '@holdfast/shared/model/projection';
import { catalogueRules } from '@holdfast/shared/readiness/catalogue-rules';
import { createReview, type ReviewState } from '@holdfast/shared/review/review';
import { shallowEqual } from '../documents/y-store.ts';
import type { HubClient, Observable } from '../hub/client-api.ts';
import { createObservable } from '../hub/observable.ts';
import { mapChange } from '../map/analysis/map-change.ts';
import { reviewQuestionOf } from '../map/findings/review-question.ts';
import type { ShownMap } from '../map/map-context.tsx';

export type ReviewShown =
  | { readonly kind: 'working' }
  | {
      readonly kind: 'ready';
      readonly state: ReviewState;
      /**
       * How far the analysis of the map is: `working` where it is of an earlier map, `failed` where
       * what the map shows is missing.
       */
      readonly analysis: 'working' | 'current' | 'failed';
    };

/** The review of the workspace, kept as it should be while it is followed. */
export interface ReviewStore {
  readonly shown: Observable<ReviewShown>;
  /** Begins, where nobody did; from then on until the map is closed. */
  follow(): void;
}

/** Evidence fades by the day; nothing is worked out again more often than this for time alone. */
const stepMs = 60 * 60_000;
const lookEveryMs = 10_000;
/** How long a step may hold the tab before keys and clicks get their turn. */
const sliceMs = 10;
/** So long the analysis of a changed map is waited for, so that the list changes once. */
const patienceMs = 1_500;

const storeOf = new WeakMap<ShownMap, ReviewStore>();

/** The one review of the tab's map, however many screens show it. */
export function reviewStoreOf(
  shown: ShownMap,
  projections: HubClient['projections'],
  nowMs: () => number,
): ReviewStore {
  const known = storeOf.get(shown);
  if (known !== undefined) return known;
  const store = createReviewStore(shown, projections, nowMs);
  storeOf.set(shown, store);
  return store;
}

function createReviewStore(
  map: ShownMap,
  projections: HubClient['projections'],
  nowMs: () => number,
): ReviewStore {
  const shown = createObservable<ReviewShown>({ kind: 'working' });
  const { doc } = map.open;
  const review = createReview();
  let mapFindings: readonly MapFinding[] | undefined;
  let asked: { readonly summary: unknown; readonly key: string } | undefined;
  let answered: typeof asked;
  /** The map that the analysis knows. */
  let analysed: MapValue | undefined;
  let hasFailed = false;
  let acceptances = readAcceptances(doc);
  let moment = momentAt(nowMs());
  let question: ReturnType<typeof reviewQuestionOf> | undefined;
  let questionKey = '';
  let questionOf: readonly unknown[] = [];
  /** The map of the last state, and until when a newer one waits for its analysis; 0: it does not. */
  let reviewed: MapValue | undefined;
  let waitsUntilMs = 0;
  let patience: ReturnType<typeof setTimeout> | undefined;
  let isFollowed = false;
  let isOver = false;
  let isWorking = false;
  let isStale = false;

  /** Works it out from what there is now, in steps; once more where something came meanwhile. */
  function update(): void {
    isStale = true;
    if (isWorking || isOver) return;
    isWorking = true;
    setTimeout(begin);
  }

  function begin(): void {
    isStale = false;
    const now = projections.get();
    const value = map.store.get();
    const isCurrent = now !== undefined && ask(now);
    const isKnown = mapFindings !== undefined || hasFailed || value.components.size === 0;
    if (isOver || now === undefined || !isKnown || mustWait(value, isCurrent)) {
      isWorking = false;
      return;
    }
    reviewed = value;
    waitsUntilMs = 0;
    const steps = review.updateInSteps({
      projections: now,
      map: value,
      mapFindings: mapFindings ?? [],
      acceptances,
      rules: catalogueRules,
      ...moment,
    });
    const analysis = hasFailed ? 'failed' : isCurrent ? 'current' : 'working';
    go(steps, (state) => {
      isWorking = false;
      shown.set({ kind: 'ready', state, analysis });
      if (isStale) update();
    });
  }

  /** A map that has just changed is reviewed with its analysis, if that comes soon. */
  function mustWait(value: MapValue, isCurrent: boolean): boolean {
    if (isCurrent || hasFailed || reviewed === undefined || value === reviewed) return false;
    const now = performance.now();
    waitsUntilMs ||= now + patienceMs;
    if (now >= waitsUntilMs) return false;
    patience ??= setTimeout(() => {
      patience = undefined;
      update();
    }, patienceMs);
    return true;
  }

  function go(
    steps: ReturnType<typeof review.updateInSteps>,
    end: (state: ReviewState) => void,
  ): void {
    const untilMs = performance.now() + sliceMs;
    while (performance.now() < untilMs) {
      if (isOver) return;
      const { done, value } = steps.next();
      if (done === true) {
        end(value);
        return;
      }
    }
    setTimeout(() => go(steps, end));
  }

  /** Has the map looked at beside the screen, where anything that it looks at has changed; whether it is known. */
  function ask(now: NonNullable<ReturnType<typeof projections.get>>): boolean {
    const { analysis } = map;
    const state = analysis.state.get();
    if (state.kind === 'failed') hasFailed = true;
    const value = map.store.get();
    if (state.kind !== 'ready' || !state.isCurrent || analysed === undefined) return false;
    // The analysis learns of a change a moment after this does.
    if (analysed !== value && mapChange(analysed, value) !== undefined) return false;
    // What the question is made of: as long as it is the same, so is the question.
    const of = [value.components, moment.days.today, ...askedAbout(now)];
    if (question === undefined || !shallowEqual(of, questionOf)) {
      question = reviewQuestionOf(value, now, moment.days.today);
      questionKey = JSON.stringify(question);
      questionOf = of;
    }
    const mine = { summary: state.summary, key: questionKey };
    const isSame = (one: typeof asked) => one?.summary === mine.summary && one.key === mine.key;
    if (isSame(answered)) return true;
    if (isSame(asked)) return false;
    asked = mine;
    analysis.ask('review', question).then(
      ({ findings }) => {
        if (isOver || asked !== mine) return;
        hasFailed = false;
        mapFindings = findings;
        answered = mine;
        update();
      },
      () => {
        if (isOver || asked !== mine) return;
        hasFailed = true;
        update();
      },
    );
    return false;
  }

  function onAnalysis(): void {
    const state = map.analysis.state.get();
    if (state.kind === 'ready' && state.isCurrent) analysed = map.store.get();
    update();
  }

  function follow(): void {
    if (isFollowed || isOver) return;
    isFollowed = true;
    const accepted = doc.getMap('acceptances');
    const onAccepted = (): void => {
      acceptances = readAcceptances(doc);
      update();
    };
    accepted.observe(onAccepted);
    const stops = [
      projections.subscribe(update),
      map.store.subscribe(update),
      map.analysis.state.subscribe(onAnalysis),
      () => accepted.unobserve(onAccepted),
    ];
    const clock = setInterval(() => {
      const now = momentAt(nowMs());
      if (now.nowMs === moment.nowMs && now.days.today === moment.days.today) return;
      moment = now;
      update();
    }, lookEveryMs);
    map.whenClosed(() => {
      isOver = true;
      clearInterval(clock);
      clearTimeout(patience);
      for (const stop of stops) stop();
    });
    map.analysis.follow();
    onAnalysis();
  }

  return { shown, follow };
}

function askedAbout(projections: Iterable<readonly [string, Projection]>): readonly Projection[] {
  const found: Projection[] = [];
  for (const [, one] of projections)
    if (one.kind === 'runbook' || one.kind === 'workspace') found.push(one);
  return found;
}

function momentAt(atMs: number): { readonly nowMs: number; readonly days: Days } {
  return {
    nowMs: Math.floor(atMs / stepMs) * stepMs,
    days: { today: localDay(atMs), dayOf: localDay },
  };
}
