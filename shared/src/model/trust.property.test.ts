import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ReviewProjection } from './projection.ts';
import { runbookProjection } from './projection-fixture.ts';
import { verdicts } from './verdict.ts';
import { type RunFact, trustOf } from './trust.ts';

const dayMs = 24 * 60 * 60 * 1000;
const nowMs = 10_000 * dayMs;
const moment = fc.integer({ min: 1, max: nowMs });
const person = fc.constantFrom('', 'Ana', 'Ben', 'Cleo', 'Dan');
const version = fc.constantFrom('v1', 'v2');

const reviewOf = (verdict: fc.Arbitrary<ReviewProjection['verdict']>) =>
  fc.record({ by: person, atMs: moment, verdict, version, note: fc.constant('') });
const runOf = (outcome: fc.Arbitrary<RunFact['outcome']>) =>
  fc
    .record({
      document: fc.constantFrom('drill:a', 'drill:b'),
      how: fc.constantFrom<RunFact['how'][]>('practised', 'incident'),
      version,
      outcome,
      startedAtMs: moment,
      people: fc.uniqueArray(person, { maxLength: 3 }),
    })
    .map((run): RunFact => ({ ...run, endedAtMs: run.startedAtMs }));

const evidence = fc.record({
  reviews: fc.array(reviewOf(fc.constantFrom(...verdicts)), { maxLength: 6 }),
  runs: fc.array(runOf(fc.constantFrom('open', 'passed', 'failed', 'abandoned')), { maxLength: 6 }),
  fileReviewedAtMs: fc.oneof(fc.constant(0), moment),
  reviewInDays: fc.integer({ min: 1, max: 3_650 }),
});
type Given = typeof evidence extends fc.Arbitrary<infer T> ? T : never;

function trust({ runs, ...rest }: Given, atMs = nowMs) {
  return trustOf(runbookProjection({ version: 'v2', ...rest }), runs, atMs);
}

test('a score is a whole number from 0 to 100', () => {
  fc.assert(
    fc.property(evidence, (given) => {
      const { score } = trust(given);
      expect(Number.isInteger(score) && score >= 0 && score <= 100).toBe(true);
    }),
  );
});

test('without new evidence it never rises', () => {
  fc.assert(
    fc.property(evidence, fc.nat(4_000), fc.nat(4_000), (given, first, more) => {
      const sooner = trust(given, nowMs + first * dayMs);
      const later = trust(given, nowMs + (first + more) * dayMs);
      expect(later.score).toBeLessThanOrEqual(sooner.score);
    }),
  );
});

test('one more passed run, "works" or date in the file never lowers it', () => {
  const more = fc.oneof(
    reviewOf(fc.constant('works')).map((review) => ({ review })),
    runOf(fc.constant('passed')).map((run) => ({ run })),
    moment.map((fileMs) => ({ fileMs })),
  );
  fc.assert(
    fc.property(evidence, more, (given, one) => {
      const after: Given = {
        ...given,
        ...('review' in one ? { reviews: [...given.reviews, one.review] } : {}),
        ...('run' in one ? { runs: [...given.runs, one.run] } : {}),
        ...('fileMs' in one
          ? { fileReviewedAtMs: Math.max(given.fileReviewedAtMs, one.fileMs) }
          : {}),
      };
      expect(trust(after).score).toBeGreaterThanOrEqual(trust(given).score);
    }),
  );
});

test('all that is said of it is the same in whatever order the evidence came', () => {
  fc.assert(
    fc.property(evidence, (given) => {
      const turned: Given = {
        ...given,
        reviews: given.reviews.toReversed(),
        runs: given.runs.toReversed(),
      };
      expect(trust(turned)).toEqual(trust(given));
    }),
  );
});
