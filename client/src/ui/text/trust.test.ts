import type { ReviewProjection } from '@holdfast/shared/model/projection';
import { runbookProjection } from '@holdfast/shared/model/projection-fixture';
import { type RunFact, trustOf } from '@holdfast/shared/model/trust';
import { expect, test } from 'vitest';
import { trustText } from './trust.ts';
import { trustDetails } from './trust-details.ts';

const dayMs = 24 * 60 * 60 * 1000;
const nowMs = 1_000 * dayMs;
const daysAgo = (days: number) => nowMs - days * dayMs;

function trust(
  reviews: readonly Partial<ReviewProjection>[],
  runs: readonly Partial<RunFact>[] = [],
  fileReviewedAtMs = 0,
) {
  const projection = runbookProjection({
    version: 'v',
    fileReviewedAtMs,
    reviews: reviews.map((part) => ({
      by: 'Ana',
      atMs: nowMs,
      verdict: 'works',
      version: 'v',
      note: '',
      ...part,
    })),
  });
  const facts = runs.map((part) => ({
    document: 'drill:a',
    how: 'practised' as const,
    version: 'v',
    outcome: 'passed' as const,
    startedAtMs: nowMs,
    endedAtMs: nowMs,
    people: ['Ana'],
    ...part,
  }));
  return trustOf(projection, facts, nowMs);
}

test('the score is put into one sentence of its reasons', () => {
  const words = (given: ReturnType<typeof trust>) => trustDetails.summary(given, nowMs);
  expect(words(trust([]))).toBe('0: never run, never reviewed, interval 90 days');
  expect(
    words(trust([{ atMs: daysAgo(200) }], [{ endedAtMs: daysAgo(40), people: ['Ana', 'Ben'] }])),
  ).toBe('74: practised 40 days ago by 2 people, reviewed 200 days ago by Ana, interval 90 days');
  expect(words(trust([], [], daysAgo(1)))).toBe(
    '16: never run, reviewed, says the file, yesterday, interval 90 days',
  );
  expect(
    words(trust([{ verdict: 'obsolete', by: '' }], [{ outcome: 'failed', how: 'incident' }])),
  ).toBe(
    '0: called obsolete by somebody today, the last run failed today (Ana), never run, never reviewed, interval 90 days',
  );
});

test('what is due says why', () => {
  const words = (given: ReturnType<typeof trust>) => trustText.due(given, nowMs);
  expect(words(trust([]))).toBe('Never reviewed');
  expect(words(trust([{}]))).toBe('');
  expect(words(trust([{ atMs: daysAgo(200) }]))).toBe(
    'Review overdue by 110 days, last reviewed 200 days ago',
  );
  expect(words(trust([{ verdict: 'needs-changes', note: 'Step 2 is gone' }]))).toBe(
    'Needs changes, said Ana today: Step 2 is gone',
  );
});
