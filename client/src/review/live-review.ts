import type { MapFinding } from '@holdfast/shared/analysis/findings';
import { localDay } from '@holdfast/shared/model/local-day';
import type { Acceptance } from '@holdfast/shared/model/map-acceptances';
import type { MapValue } from '@holdfast/shared/model/map-value';
import type { Projection } from '@holdfast/shared/model/projection';
import type { DocumentName } from '@holdfast/shared/protocol/names';
import { catalogueRules } from '@holdfast/shared/readiness/catalogue-rules';
import type { ReviewFinding } from '@holdfast/shared/review/finding';
import {
  type AcceptedFinding,
  createReview,
  type LevelCounts,
  type ReviewState,
} from '@holdfast/shared/review/review';
import type { RegisterChange } from '../map/analysis/analysis-messages.ts';
import type { ReviewedDocument } from './reviewed-documents.ts';

/** Findings in one message: what takes a tab a few milliseconds. */
const mostAtOnce = 400;

export interface ReviewMoment {
  /** By finding; absent where they are as they were the last time. */
  readonly acceptances?: ReadonlyMap<string, Acceptance> | undefined;
  /** Wall clock, ms since 1970, and the local day there. */
  readonly nowMs: number;
  readonly today: string;
}

/** What became of the review since it was told the last time: of thousands, hardly any change. */
export interface ReviewNews {
  /** New ones, and those that say something else; with its acceptance where somebody accepted it. */
  readonly set: readonly (ReviewFinding | AcceptedFinding)[];
  /** Not all of them are in `set`: the rest is asked for, so that tens of thousands do not come at once. */
  readonly isPart: boolean;
  /** Ids of all that stand, what protects most first; absent where they are as they were. */
  readonly order?: readonly string[] | undefined;
  readonly counts: LevelCounts;
  /** Why what the map shows is missing; absent where it is not. */
  readonly problem?: string | undefined;
}

/** The review, kept where the map is analysed; of the workspace it knows what it is told. */
export interface LiveReview {
  /** What it was told of the workspace's documents, by name. */
  readonly documents: ReadonlyMap<DocumentName, Projection>;
  learn(change: RegisterChange<ReviewedDocument>): void;
  /** What is left of the news that came last: findings to set, and whether there are more. */
  rest(): Pick<ReviewNews, 'set' | 'isPart'>;
  /** @param findings what the map shows; where it throws, that is left out, and said */
  news(map: MapValue, findings: () => readonly MapFinding[], moment: ReviewMoment): ReviewNews;
}

export function createLiveReview(): LiveReview {
  const documents = new Map<DocumentName, Projection>();
  const review = createReview();
  let told: ReadonlyMap<string, ReviewFinding> = new Map();
  let order: readonly string[] = [];
  let accepted: ReadonlyMap<string, Acceptance> = new Map();
  let days = daysOf('');
  let untold: ReviewNews['set'] = [];

  function nextPart(): Pick<ReviewNews, 'set' | 'isPart'> {
    const set = untold.slice(0, mostAtOnce);
    untold = untold.slice(mostAtOnce);
    return { set, isPart: untold.length > 0 };
  }

  return {
    documents,
    rest: nextPart,
    learn({ set, gone }) {
      for (const name of gone) documents.delete(name);
      for (const [name, one] of set) documents.set(name, one);
    },
    news(map, findings, { acceptances, nowMs, today }) {
      accepted = acceptances ?? accepted;
      // As long as it is the same object, nothing that follows from it is worked out again.
      if (days.today !== today) days = daysOf(today);
      let mapFindings: readonly MapFinding[] = [];
      let problem: string | undefined;
      try {
        mapFindings = findings();
      } catch (error) {
        problem = String(error);
      }
      const state = review.update({
        projections: documents,
        map,
        mapFindings,
        acceptances: accepted,
        rules: catalogueRules,
        nowMs,
        days,
      });
      const standing = [...state.findings, ...state.accepted];
      const ids = standing.map(({ id }) => id);
      const isInOrder = ids.length === order.length && ids.every((id, at) => id === order[at]);
      // What was not fetched of the news before is still to be told.
      const late = new Set(untold.map(({ id }) => id));
      untold = standing.filter((one) => told.get(one.id) !== one || late.has(one.id));
      told = new Map(standing.map((one) => [one.id, one]));
      order = ids;
      return {
        ...nextPart(),
        order: isInOrder ? undefined : ids,
        counts: state.counts,
        problem,
      };
    },
  };
}

/** The other end: the review as it stands after each piece of news, all of which it has to get. */
export function createReviewReader(): (news: ReviewNews) => ReviewState {
  let known: ReadonlyMap<string, ReviewFinding | AcceptedFinding> = new Map();
  let state: Pick<ReviewState, 'findings' | 'accepted'> = { findings: [], accepted: [] };
  return ({ set, order, counts }) => {
    if (set.length > 0 || order !== undefined) {
      const news = new Map(set.map((one) => [one.id, one]));
      const standing = [...(order ?? known.keys())].flatMap(
        (id) => news.get(id) ?? known.get(id) ?? [],
      );
      known = new Map(standing.map((one) => [one.id, one]));
      const accepted = standing.filter(isAccepted);
      state = { findings: standing.filter((one) => !isAccepted(one)), accepted };
    }
    return { ...state, counts };
  };
}

function isAccepted(one: ReviewFinding | AcceptedFinding): one is AcceptedFinding {
  return 'acceptance' in one;
}

function daysOf(today: string) {
  return { today, dayOf: localDay };
}
