import { describe, expect, it } from 'vitest';
import type { ReviewProjection } from './projection.ts';
import { drillProjection, runbookProjection } from './projection-fixture.ts';
import { compareDue, lastRun, type RunFact, runsByRunbook, trustOf } from './trust.ts';

const dayMs = 24 * 60 * 60 * 1000;
const nowMs = 1_000 * dayMs;
const daysAgo = (days: number) => nowMs - days * dayMs;

function review(by: string, days: number, part: Partial<ReviewProjection> = {}): ReviewProjection {
  return { by, atMs: daysAgo(days), verdict: 'works', version: 'v2', note: '', ...part };
}

function run(people: readonly string[], days: number, part: Partial<RunFact> = {}): RunFact {
  return {
    document: 'drill:a',
    how: 'practised',
    version: 'v2',
    outcome: 'passed',
    startedAtMs: daysAgo(days),
    endedAtMs: daysAgo(days),
    people,
    ...part,
  };
}

function trust(
  reviews: readonly ReviewProjection[],
  runs: readonly RunFact[],
  fileDaysAgo?: number,
) {
  const fileReviewedAtMs = fileDaysAgo === undefined ? 0 : daysAgo(fileDaysAgo);
  const runbook = runbookProjection({ version: 'v2', reviews, fileReviewedAtMs });
  return trustOf(runbook, runs, nowMs);
}

describe('trust', () => {
  it('is nothing without evidence', () => {
    expect(trust([], [])).toMatchObject({
      score: 0,
      level: 'untested',
      doubts: [],
      due: { kind: 'never-reviewed' },
    });
  });

  it('is whole where two people reviewed the present text and two carried it out', () => {
    const whole = trust([review('Ana', 10), review('Ben', 90)], [run(['Ana', 'Ben'], 5)]);
    expect(whole).toMatchObject({ score: 100, level: 'trusted' });
    expect(whole).not.toHaveProperty('due');
  });

  it('puts practice before reading, and a second person before one alone', () => {
    expect(trust([review('Ana', 1)], []).score).toBe(32);
    expect(trust([], [run(['Ana'], 1)]).score).toBe(48);
    expect(trust([], [run(['Ana'], 1), run(['Ben'], 1)]).score).toBe(60);
    expect(trust([], [run(['Ana'], 1), run(['Ana'], 2)]).score).toBe(48);
  });

  it('halves with each interval past the first, and for another version', () => {
    expect(trust([review('Ana', 90)], []).score).toBe(32);
    expect(trust([review('Ana', 180)], []).score).toBe(16);
    expect(trust([review('Ana', 270)], []).score).toBe(8);
    expect(trust([review('Ana', 1, { version: 'v1' })], []).score).toBe(16);
  });

  it('tells the evidence behind it, the best first', () => {
    const { score, carriedOut, reviewed, due } = trust(
      [review('Ana', 200), review('Ben', 300, { version: 'v1' })],
      [run(['Cleo', 'Dan'], 40)],
    );
    expect(score).toBe(75);
    expect(carriedOut).toEqual({
      points: 60,
      most: 60,
      evidence: ['Cleo', 'Dan'].map((by) => ({
        how: 'practised',
        by,
        atMs: daysAgo(40),
        otherVersion: false,
        faded: false,
      })),
    });
    expect(reviewed.evidence).toEqual([
      { how: 'reviewed', by: 'Ana', atMs: daysAgo(200), otherVersion: false, faded: true },
      { how: 'reviewed', by: 'Ben', atMs: daysAgo(300), otherVersion: true, faded: true },
    ]);
    expect(due).toEqual({ kind: 'overdue', lastMs: daysAgo(200), sinceMs: daysAgo(110) });
  });

  it('takes the date in the file as one review by nobody, of a version nobody knows', () => {
    const fromFile = trust([], [], 10);
    expect(fromFile).toMatchObject({ score: 16, level: 'weak' });
    expect(fromFile).not.toHaveProperty('due');
    expect(trust([review('Ana', 1)], [], 1).score).toBe(32);
  });

  it('is halved by a failed run until one passes', () => {
    const passed = run(['Ana', 'Ben'], 30);
    const failed = run(['Ana'], 20, { outcome: 'failed' });
    expect(trust([], [passed, failed])).toMatchObject({
      score: 30,
      level: 'failed',
      doubts: [{ kind: 'failed-run', by: ['Ana'], atMs: daysAgo(20) }],
      due: { kind: 'doubt' },
    });
    expect(trust([], [passed, failed, run(['Cleo'], 1)])).toMatchObject({ score: 60, doubts: [] });
    expect(trust([], [passed, run(['Ana'], 20, { outcome: 'abandoned' })]).score).toBe(60);
  });

  it('is halved by "needs changes" and ended by "obsolete" until somebody says "works"', () => {
    const needs = review('Ben', 5, { verdict: 'needs-changes', note: 'Step 2' });
    const obsolete = review('Cleo', 9, { verdict: 'obsolete' });
    expect(trust([review('Ana', 10), needs], [])).toMatchObject({
      score: 16,
      level: 'needs-changes',
      doubts: [{ verdict: 'needs-changes', by: 'Ben', note: 'Step 2' }],
    });
    expect(trust([review('Ana', 10), obsolete, needs], [])).toMatchObject({
      score: 0,
      level: 'obsolete',
      doubts: [{ verdict: 'obsolete' }, { verdict: 'needs-changes' }],
    });
    expect(trust([obsolete, needs, review('Ana', 1)], [])).toMatchObject({ score: 32, doubts: [] });
  });

  it('does not count yet what is dated in the future', () => {
    expect(trust([review('Ana', -3)], [run(['Ana'], -3)], -3)).toMatchObject({
      score: 0,
      due: { kind: 'never-reviewed' },
    });
  });
});

describe('the list of what is due', () => {
  it('has the worst first', () => {
    const found = {
      overdue: trust([review('Ana', 200)], [run(['Ana', 'Ben'], 1)]),
      longOverdue: trust([review('Ana', 500)], [run(['Ana', 'Ben'], 1)]),
      never: trust([], []),
      failed: trust([review('Ana', 1)], [run(['Ana'], 1, { outcome: 'failed' })]),
      obsolete: trust([review('Ana', 1, { verdict: 'obsolete' })], []),
    };
    const sorted = Object.entries(found).toSorted(([, a], [, b]) => compareDue(a, b));
    expect(sorted.map(([name]) => name)).toEqual([
      'obsolete',
      'failed',
      'never',
      'longOverdue',
      'overdue',
    ]);
  });
});

describe('runs', () => {
  it('come from drills, by runbook, and the last is the one started last', () => {
    const drill = (startedAtMs: number, outcome: RunFact['outcome']) =>
      drillProjection({
        outcome,
        runs: [
          {
            id: 'r',
            runbook: 'runbook:x',
            version: 'v1',
            title: 'X',
            startedAtMs,
            endedAtMs: startedAtMs,
            outcome,
            steps: 1,
            done: 1,
            skipped: 0,
            failed: 0,
            people: ['Ana'],
          },
        ],
      });
    const runs = runsByRunbook([
      ['drill:b', drill(20, 'failed')],
      ['drill:a', drill(10, 'passed')],
    ]).get('runbook:x');
    expect(runs).toHaveLength(2);
    expect(lastRun(runs ?? [])).toMatchObject({ document: 'drill:b', outcome: 'failed' });
    expect(lastRun([])).toBeUndefined();
  });
});
