import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { sketchedMap } from '../analysis/map-sketch-fixture.ts';
import { addTeam, editPerson } from '../model/map-people-commands.ts';
import { addPerson } from '../model/map-people-commands.ts';
import { mapContext, mapOf } from '../model/map-fixture.ts';
import { readMap } from '../model/map.ts';
import { project } from '../model/project.ts';
import { readReviewLog, recordReviewDay, reviewLogDocument } from '../model/review-log.ts';
import type { ReviewFinding } from './finding.ts';
import { reviewRows } from './rows.ts';
import { reviewTrend } from './trend.ts';
import { whoseOf } from './whose.ts';
import { actionWords, findingTitle, findingWhy } from './words.ts';

function finding(part: Partial<ReviewFinding>): ReviewFinding {
  return {
    id: 'no-owner a',
    rule: 'no-owner',
    rules: ['no-owner'],
    level: 'low',
    subjects: [{ of: 'component', id: 'a', name: 'A' }],
    owners: { people: [], teams: [] },
    protects: { importance: 1, down: 0 },
    explanation: { kind: 'never-run' },
    evidence: [],
    action: { screen: 'component', component: 'a', field: 'owners' },
    parts: ['no-owner a'],
    ...part,
  };
}

describe('the log of reviews', () => {
  const counts = { critical: 1, high: 2, medium: 3, low: 4, accepted: 5 };
  const context = { nowMs: 7, by: 'Ana' };

  it('keeps one line a day, and writes nothing twice', () => {
    const doc = new Y.Doc();
    expect(recordReviewDay(doc, '2026-11-28', counts, context)).toEqual({
      ok: true,
      changed: true,
    });
    expect(recordReviewDay(doc, '2026-11-28', counts, { nowMs: 8, by: 'Ben' })).toEqual({
      ok: true,
      changed: false,
    });
    recordReviewDay(doc, '2026-11-27', { ...counts, low: 0 }, context);
    doc.getMap('days').set('2026-11-26', 'nonsense');
    expect(readReviewLog(doc).map(({ day, low }) => [day, low])).toEqual([
      ['2026-11-27', 0],
      ['2026-11-28', 4],
    ]);
    expect(project(reviewLogDocument, doc)).toMatchObject({ kind: 'review-log' });
    expect(recordReviewDay(doc, 'today', counts, context)).toMatchObject({ ok: false });
    expect(recordReviewDay(doc, '2026-11-29', { ...counts, low: -1 }, context).ok).toBe(false);
  });

  it('gives the last look of each week, and says where nobody looked', () => {
    const day = (of: string, low: number) => ({ day: of, ...counts, low, atMs: 0, by: '' });
    const days = [
      day('2026-11-10', 9),
      day('2026-11-22', 3),
      day('2026-11-26', 2),
      day('2026-12-01', 1),
    ];
    const trend = reviewTrend(days, 2, '2026-11-28');
    expect(trend.map(({ until, counts: of }) => [until, of?.low])).toEqual([
      ['2026-11-14', 9],
      ['2026-11-21', undefined],
      ['2026-11-28', 2],
    ]);
  });
});

describe('whose a finding is', () => {
  const doc = mapOf();
  const context = mapContext();
  addTeam(doc, { id: 'ops', name: 'Operations' }, context);
  addPerson(doc, { id: 'ana', name: 'Ana Petrović', aliases: { add: ['anap'] } }, context);
  editPerson(doc, 'ana', { teams: { add: ['ops'] } }, context);
  addPerson(doc, { id: 'ben', name: 'Ben' }, context);
  const whose = whoseOf(readMap(doc));

  it('follows owners, teams and other names', () => {
    const teams = finding({ owners: { people: [], teams: ['Operations'] } });
    const ana = finding({ owners: { people: ['Ana Petrović'], teams: [] } });
    const ben = finding({ owners: { people: ['Ben'], teams: ['Operations'] } });
    expect([teams, ana, ben].map((one) => whose.isOfPerson(one, 'ANAP'))).toEqual([
      true,
      true,
      false,
    ]);
    expect([teams, ana, ben].map((one) => whose.isOfTeam(one, 'ops'))).toEqual([true, true, true]);
    expect([teams, ana, ben].map((one) => whose.isOfPerson(one, 'ben'))).toEqual([
      false,
      false,
      true,
    ]);
    expect(whose.isOfPerson(finding({}), 'ben')).toBe(false);
    expect([whose.team('operations'), whose.person('nobody')]).toEqual(['Operations', undefined]);
  });
});

describe('rows', () => {
  it('join what lacks the same and is the same people’s, and leave nothing out', () => {
    const all = [
      finding({ id: 'no-owner a' }),
      finding({ id: 'cause x', rule: 'spof' }),
      finding({ id: 'no-owner b' }),
      finding({ id: 'no-owner c', level: 'medium' }),
    ];
    const rows = reviewRows(all);
    expect(rows.map(({ findings }) => findings.map(({ id }) => id))).toEqual([
      ['no-owner a', 'no-owner b'],
      ['cause x'],
      ['no-owner c'],
    ]);
    expect(rows.flatMap(({ findings }) => findings)).toHaveLength(all.length);
  });
});

describe('words', () => {
  const map = sketchedMap({
    components: [
      { id: 'a', name: 'A' },
      { id: 'b', name: 'B' },
    ],
  });

  it('say what, why, and what to do', () => {
    const subjects = ['A', 'B', 'C', 'D', 'E'].map((name) => ({
      of: 'component' as const,
      id: name,
      name,
    }));
    expect(findingTitle(finding({ subjects }))).toBe('A: B, C, D and 1 more');
    expect(findingTitle(finding({ subjects: [] }))).toBe('Holdfast');
    const proven = finding({
      explanation: {
        kind: 'proven',
        objective: 'rto',
        wantedSeconds: 900,
        measuredSeconds: 12_000,
        scenario: '',
      },
    });
    expect(findingWhy(proven, () => '')).toBe('Recovery took 3 h 20 min; the objective is 15 min.');
    const title = (name: string) => `“${name}”`;
    const second = { screen: 'redundancy', component: 'a', member: 'b' } as const;
    expect(actionWords({ ...second, needers: ['a'] }, map, title)).toBe('Give A a second beside B');
    expect(actionWords({ ...second, needers: ['a', 'c'] }, map, title)).toBe(
      'Give both that need B a second beside it',
    );
    expect(actionWords({ screen: 'practice-run', runbook: 'runbook:r' }, map, title)).toBe(
      'Practise “runbook:r”',
    );
  });
});
