import { expect, test } from 'vitest';
import { readFrontMatter } from './front-matter.ts';
import { readDay, readInterval } from './review-dates.ts';

test('an interval is a number of days, or a number with a unit', () => {
  const cases: readonly (readonly [unknown, number | undefined])[] = [
    [90, 90],
    ['90', 90],
    ['3 months', 90],
    ['1 month', 30],
    ['6 Months', 180],
    ['2 weeks', 14],
    ['1 year', 365],
    ['10d', 10],
    ['P3M', 90],
    ['p2w', 14],
    ['999 years', 3650],
    [0, undefined],
    ['P3', undefined],
    [1.5, undefined],
    ['soon', undefined],
    [['3 months'], undefined],
    [null, undefined],
  ];
  for (const [written, days] of cases) expect(readInterval(written), String(written)).toBe(days);
});

test('a day is one that the calendar has', () => {
  expect(readDay('2026-03-09')).toBe(Date.UTC(2026, 2, 9));
  expect(readDay(' 2026-03-09T10:00:00Z')).toBe(Date.UTC(2026, 2, 9));
  for (const no of ['2026-02-31', '2026-13-01', '9 March', '2026-03-091', '1960-01-01', 20260309]) {
    expect(readDay(no), String(no)).toBeUndefined();
  }
});

test('front matter says when a text was reviewed and when it wants to be', () => {
  const text = (fields: string) => `---\n${fields}\n---\n# A\n`;
  expect(readFrontMatter(text('last_reviewed_on: 2026-03-09\nreview_in: 6 months'))).toMatchObject({
    reviewedOnMs: Date.UTC(2026, 2, 9),
    reviewInDays: 180,
  });
  const unreadable = readFrontMatter(text('last_reviewed_on: lately\nreview_in: [3]'));
  expect(unreadable).not.toHaveProperty('reviewedOnMs');
  expect(unreadable).not.toHaveProperty('reviewInDays');
});
