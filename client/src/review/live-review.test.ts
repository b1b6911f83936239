import { addComponent } from '@holdfast/shared/model/map-commands';
import { localDay } from '@holdfast/shared/model/local-day';
import { edit } from '@holdfast/shared/review/review-edits-fixture';
import { nowMs, reviewWorkspace } from '@holdfast/shared/review/review-fixture';
import { reviewOf } from '@holdfast/shared/review/review';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  createLiveReview,
  createReviewReader,
  type LiveReview,
  type ReviewMoment,
  type ReviewNews,
} from './live-review.ts';
import { changedDocuments } from './reviewed-documents.ts';

const today = localDay(nowMs);
const days = { today, dayOf: localDay };

function withRest(live: LiveReview, news: ReviewNews): ReviewNews {
  const set = [...news.set];
  for (let { isPart } = news; isPart;) {
    const rest = live.rest();
    set.push(...rest.set);
    ({ isPart } = rest);
  }
  return { ...news, set, isPart: false };
}

const choice = fc.tuple(fc.nat(17), fc.nat(15), fc.nat(15), fc.nat(15), fc.nat(15), fc.nat(15));

test('what a tab is told, piece by piece, is the review from scratch', () => {
  fc.assert(
    fc.property(fc.array(choice, { maxLength: 25 }), (edits) => {
      const workspace = reviewWorkspace();
      const live = createLiveReview();
      const read = createReviewReader();
      let before: Parameters<typeof changedDocuments>[0];
      let accepted: ReviewMoment['acceptances'];
      for (const one of edits) {
        edit(workspace, one);
        const { projections, map, mapFindings, acceptances, rules } = workspace.input(nowMs);
        const change = changedDocuments(before, projections);
        if (change !== undefined) live.learn(structuredClone(change));
        const moment = acceptances === accepted ? {} : { acceptances };
        const question = structuredClone({ ...moment, nowMs, today });
        const state = read(
          structuredClone(
            withRest(
              live,
              live.news(map, () => mapFindings, question),
            ),
          ),
        );
        before = projections;
        accepted = acceptances;
        expect(state).toEqual(
          reviewOf({ projections, map, mapFindings, acceptances, rules, nowMs, days }),
        );
      }
    }),
    { numRuns: 40 },
  );
});

test('of very many findings a part comes at a time', () => {
  const workspace = reviewWorkspace();
  const map = workspace.map();
  for (let n = 0; n < 700; n += 1)
    addComponent(map, { name: `Component ${n}`, layer: 'software' }, workspace.context());
  const { projections, map: value, mapFindings } = workspace.input(nowMs);
  const live = createLiveReview();
  const change = changedDocuments(undefined, projections);
  if (change !== undefined) live.learn(change);
  const first = live.news(value, () => mapFindings, { nowMs, today });
  expect(first.isPart).toBe(true);
  // Asked anew before the rest was fetched: nothing of it is forgotten.
  const again = live.news(value, () => mapFindings, { nowMs, today });
  const known = new Set([...first.set, ...withRest(live, again).set].map(({ id }) => id));
  expect(known).toEqual(new Set(first.order));
});

test('a piece of news has only what changed', () => {
  const workspace = reviewWorkspace();
  edit(workspace, [14, 0, 0, 0, 0, 0]);
  edit(workspace, [14, 1, 0, 0, 0, 0]);
  const { projections, map } = workspace.input(nowMs);
  const live = createLiveReview();
  const first = changedDocuments(undefined, projections);
  if (first !== undefined) live.learn(first);
  const told = live.news(map, () => [], { nowMs, today });
  expect(told.set.map(({ id }) => id)).toEqual(told.order);
  expect(told.order).toHaveLength(2);
  expect(changedDocuments(projections, new Map(projections))).toBeUndefined();
  expect(live.news(map, () => [], { nowMs, today })).toEqual({
    set: [],
    isPart: false,
    counts: told.counts,
  });
  live.learn({ set: [], gone: [[...projections.keys()][0] ?? ''] });
  const left = live.news(map, () => [], { nowMs, today });
  expect(left.set).toEqual([]);
  expect(left.order).toHaveLength(1);
});

test('where the map cannot be worked through, the rest is told, and that it is the rest', () => {
  const workspace = reviewWorkspace();
  edit(workspace, [14, 0, 0, 0, 0, 0]);
  const { projections, map } = workspace.input(nowMs);
  const live = createLiveReview();
  const change = changedDocuments(undefined, projections);
  if (change !== undefined) live.learn(change);
  const fail = (): never => {
    throw new Error('too large');
  };
  const { set, problem } = live.news(map, fail, { nowMs, today });
  expect(problem).toBe('Error: too large');
  expect(set).toHaveLength(1);
});
