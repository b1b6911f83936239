import { localDay } from '@holdfast/shared/model/local-day';
import { readAcceptances } from '@holdfast/shared/model/map-acceptances';
import type { ReviewState } from '@holdfast/shared/review/review';
import type { HubClient, Observable } from '../hub/client-api.ts';
import { createObservable } from '../hub/observable.ts';
import type { ShownMap } from '../map/map-context.tsx';
import { createReviewReader, type ReviewMoment, type ReviewNews } from './live-review.ts';
import { changedDocuments } from './reviewed-documents.ts';

export type ReviewShown =
  | { readonly kind: 'working' }
  | {
      readonly kind: 'ready';
      readonly state: ReviewState;
      /** The map could not be worked through: what it shows to be wrong is not among them. */
      readonly isMapMissing: boolean;
    }
  /** It cannot be made in this tab any more. */
  | { readonly kind: 'failed' };

/** The review of the workspace, kept as it should be while it is followed. */
export interface ReviewStore {
  readonly shown: Observable<ReviewShown>;
  /** Begins, where nobody did; from then on until the map is closed. */
  follow(): void;
}

/** Evidence fades by the day; nothing is worked out again more often than this for time alone. */
const stepMs = 60 * 60_000;
const lookEveryMs = 10_000;

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

/** It is made beside the analysis, in its worker: the tab tells what changed, and takes what became of it. */
function createReviewStore(
  map: ShownMap,
  projections: HubClient['projections'],
  nowMs: () => number,
): ReviewStore {
  const shown = createObservable<ReviewShown>({ kind: 'working' });
  const { doc } = map.open;
  const { analysis } = map;
  const read = createReviewReader();
  let told: ReturnType<typeof projections.get>;
  let acceptances = readAcceptances(doc);
  let moment = momentAt(nowMs());
  /** What the last question was about. */
  let asked:
    | { readonly summary: unknown; readonly acceptances: unknown; readonly moment: unknown }
    | undefined;
  let isFollowed = false;
  let isOver = false;
  let isAsking = false;
  let isStale = false;

  /** Asks with what there is now; once more where something came meanwhile. */
  function update(): void {
    isStale = true;
    if (!isAsking) ask();
  }

  function ask(): void {
    isStale = false;
    const now = projections.get();
    const state = analysis.state.get();
    if (isOver || now === undefined || state.kind === 'working') return;
    if (state.kind === 'failed') {
      shown.set({ kind: 'failed' });
      return;
    }
    const change = changedDocuments(told, now);
    const { summary } = state;
    const isAccepted = asked?.acceptances === acceptances;
    if (
      change === undefined &&
      isAccepted &&
      asked?.summary === summary &&
      asked.moment === moment
    ) {
      return;
    }
    asked = { summary, acceptances, moment };
    told = now;
    isAsking = true;
    askAll(change, { ...moment, ...(isAccepted ? {} : { acceptances }) }).then(
      (news) => {
        isAsking = false;
        if (isOver) return;
        const isMapMissing = news.problem !== undefined;
        shown.set({ kind: 'ready', state: read(news), isMapMissing });
        if (isStale) ask();
      },
      () => {
        isAsking = false;
        if (!isOver) shown.set({ kind: 'failed' });
      },
    );
  }

  async function askAll(
    change: ReturnType<typeof changedDocuments>,
    question: ReviewMoment,
  ): Promise<ReviewNews> {
    const [, news] = await Promise.all([
      change === undefined ? undefined : analysis.ask('documents', change),
      analysis.ask('workspaceReview', question),
    ]);
    const set = [...news.set];
    for (let { isPart } = news; isPart;) {
      const rest = await analysis.ask('restOfReview');
      set.push(...rest.set);
      ({ isPart } = rest);
    }
    return { ...news, set, isPart: false };
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
      analysis.state.subscribe(update),
      () => accepted.unobserve(onAccepted),
    ];
    const clock = setInterval(() => {
      const now = momentAt(nowMs());
      if (now.nowMs === moment.nowMs && now.today === moment.today) return;
      moment = now;
      update();
    }, lookEveryMs);
    map.whenClosed(() => {
      isOver = true;
      clearInterval(clock);
      for (const stop of stops) stop();
    });
    analysis.follow();
    update();
  }

  return { shown, follow };
}

function momentAt(atMs: number): { readonly nowMs: number; readonly today: string } {
  return { nowMs: Math.floor(atMs / stepMs) * stepMs, today: localDay(atMs) };
}
