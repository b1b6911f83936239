import { describe, expect, it } from 'vitest';
import type { FileChange } from './file-history.ts';
import {
  decayWeight,
  recentDays,
  recentlyKnowing,
  recentScore,
  recentScoresOf,
} from './recent-knowledge.ts';

const day = 86_400;
const last = 10_000 * day;
const change = (author: number, daysAgo: number, kind: FileChange['kind'] = 'changed') => ({
  ...{ author, kind, at: last - daysAgo * day },
});
const same = (author: number): number => author;

describe('recent knowledge', () => {
  it('decays as published', () => {
    expect(decayWeight(90)).toBeCloseTo(0.367879, 6);
    expect(decayWeight(30)).toBeCloseTo(0.716531, 6);
    expect(decayWeight(0)).toBe(1);
  });

  it('adds creation, own changes, and the share of all changes', () => {
    expect(recentScore({ created: 0, own: 1, others: 0 })).toBeCloseTo(1 + 2.4 * Math.log(2), 10);
    expect(recentScore({ created: 1, own: 1, others: 1 })).toBeCloseTo(
      3 + 1 + 2.4 * (Math.log(3) - Math.log(2)),
      10,
    );
  });

  it('knows nothing of what was long ago, and of new names', () => {
    const scores = recentScoresOf(
      [
        change(0, recentDays),
        change(1, recentDays + 1),
        change(2, 1, 'renamed'),
        // A clock that runs ahead of the last commit gains nothing by it.
        change(3, -400),
      ],
      last,
      same,
    );
    expect(new Set(scores.keys())).toEqual(new Set([0, 3]));
    expect(scores.get(3)).toBeLessThan(recentScore({ created: 0, own: 1, others: 0 }) + 1e-9);
  });

  it('is with whoever worked on it lately, not with whoever wrote it', () => {
    const changes = [change(0, 500, 'added'), change(0, 480), change(1, 20), change(1, 5)];
    expect(recentlyKnowing(changes, last, same)).toEqual(new Set([1]));
    expect(recentlyKnowing([change(0, 600)], last, same)).toEqual(new Set());
  });
});
