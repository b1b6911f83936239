import { drillProjection } from '@holdfast/shared/model/projection-fixture';
import { sketchedMap } from '@holdfast/shared/analysis/map-sketch-fixture';
import type { Projection } from '@holdfast/shared/model/projection';
import { describe, expect, it } from 'vitest';
import { daysBetween, firstOfMonth, spanWords } from './days.ts';
import { departureOf, handovers } from './departure-model.ts';
import { ageOf, knowledgeAge } from './knowledge-age.ts';
import { firstMatrixView, matrixOf, movedPlace } from './matrix-model.ts';
import { firstPeopleView, peopleRows } from './people-model.ts';

const map = sketchedMap({
  components: ['payments', 'web', 'search', { id: 'dns', name: 'dns', layer: 'vendor' }],
  people: ['ana', 'ben', 'cy'],
  knows: [
    ['ana', 'payments', 'lead'],
    ['ben', 'payments', 'operate'],
    ['cy', 'payments', 'seen'],
    ['ana', 'web', 'lead'],
    ['ben', 'web', 'lead'],
    ['cy', 'web', 'lead'],
  ],
  leaves: [['ben', '2026-11-20', '2026-11-30']],
});
const today = '2026-11-27';

function person(id: string) {
  const found = map.people.get(id);
  if (found === undefined) throw new Error('nobody');
  return found;
}

describe('matrixOf', () => {
  it('counts who is left, the last person first, away people apart', () => {
    const { rows, columns } = matrixOf(map, firstMatrixView, today);
    expect(
      rows.map(({ component, busFactor, missing }) => [component.id, busFactor, missing]),
    ).toEqual([
      ['payments', 1, 0],
      ['web', 2, 1],
      ['search', 0, 0],
    ]);
    const byNobody = matrixOf(map, { ...firstMatrixView, sort: 'bus-factor' }, today);
    expect(byNobody.rows[0]?.component.id).toBe('search');
    expect(columns.map(({ person: { id }, count, isAway }) => [id, count, isAway])).toEqual([
      ['ana', 2, false],
      ['ben', 1, true],
      ['cy', 1, false],
    ]);
    const without = matrixOf(map, firstMatrixView, today, new Set(['ana']));
    expect(without.rows.find(({ component }) => component.id === 'payments')?.busFactor).toBe(0);
  });

  it('finds components, or people, by what they are called', () => {
    const found = (query: string) => matrixOf(map, { ...firstMatrixView, query }, today);
    expect(found('pay').rows).toHaveLength(1);
    expect(found('pay').columns).toHaveLength(3);
    expect(found('cy').columns).toHaveLength(1);
    expect(found('cy').rows).toHaveLength(3);
    expect(found('zzz')).toMatchObject({ rows: [], columns: [] });
    expect(matrixOf(map, { ...firstMatrixView, atRisk: true }, today).rows).toHaveLength(2);
  });

  it('moves within its bounds', () => {
    const size = { rows: 3, columns: 2 };
    expect(movedPlace('ArrowUp', { row: 0, column: 0 }, size, false)).toEqual({
      row: 0,
      column: 0,
    });
    expect(movedPlace('End', { row: 0, column: 0 }, size, true)).toEqual({ row: 2, column: 1 });
    expect(movedPlace('a', { row: 0, column: 0 }, size, false)).toBeUndefined();
  });
});

describe('peopleRows', () => {
  it('tells what somebody leads, and what only they do', () => {
    const rows = peopleRows(map, { ...firstPeopleView, sort: 'leads' }, today);
    expect(rows.map(({ name, leads, alone }) => [name, leads, alone])).toEqual([
      ['ana', 2, 1],
      ['ben', 1, 0],
      ['cy', 1, 0],
    ]);
    expect(rows[1]?.leave?.isNow).toBe(true);
  });
});

describe('departureOf', () => {
  const runbook = {
    kind: 'runbook',
    title: 'Refund by hand',
    owners: ['Ana'],
    tags: [],
    components: ['Web'],
    alerts: [],
    aliases: [],
    archived: false,
    template: false,
    version: 'v',
    reviews: [],
    reviewInDays: 90,
    fileReviewedAtMs: 0,
    openComments: 0,
    openSuggestions: 0,
    createdAtMs: 0,
    changedAtMs: 0,
    changedBy: '',
    sourcePath: '',
    links: [],
    text: '',
    summary: '',
  } satisfies Projection;
  const run = {
    id: 'r',
    runbook: 'runbook:refund',
    version: 'v',
    title: 'Refund',
    startedAtMs: 1,
    endedAtMs: 2,
    outcome: 'passed',
    steps: 1,
    done: 1,
    skipped: 0,
    failed: 0,
    people: ['ana'],
  } as const;
  const drill = drillProjection({
    title: 'Refund',
    outcome: 'passed',
    endedAtMs: 2,
    people: ['ana'],
    runs: [run],
  });
  const known = new Map<string, Projection>([
    ['runbook:refund', runbook],
    ['drill:one', drill],
  ]);

  it('lists what nobody else can do, whom to train, and what only they own and run', () => {
    const departure = departureOf(map, person('ana'), 'lead', known);
    expect(
      departure.components.map(({ component, before, after, trainees, runbooks }) => [
        component.id,
        before,
        after,
        trainees.map((one) => `${one.person.id} ${one.level}`),
        runbooks.length,
      ]),
    ).toEqual([
      ['payments', 1, 0, ['ben operate', 'cy seen'], 0],
      ['web', 3, 2, [], 1],
    ]);
    expect(departure.ownsAlone.map(({ name }) => name)).toEqual(['runbook:refund']);
    expect(departure.onlyRuns).toEqual([
      { runbook: 'runbook:refund', title: 'Refund by hand', drill: 'drill:one', endedAtMs: 2 },
    ]);
    expect(handovers(person('ana'), departure).map(({ kind, name }) => [kind, name])).toEqual([
      ['train', 'payments'],
      ['write-runbook', 'payments'],
      ['runbook-owner', 'Refund by hand'],
      ['drill', 'Refund by hand'],
    ]);
  });

  it('counts no runbook that somebody else has run, too', () => {
    const other = { ...drill, runs: [{ ...run, people: ['Ana', 'ben'] }] };
    const departure = departureOf(
      map,
      person('ana'),
      'lead',
      new Map([...known, ['drill:two', other]]),
    );
    expect(departure.onlyRuns).toEqual([]);
  });
});

describe('days and ages', () => {
  it('are said as people say them', () => {
    expect(spanWords('2026-12-14', '2026-12-18', today)).toBe('14–18 Dec');
    expect(spanWords('2026-12-28', '2027-01-03', today)).toBe('28 Dec – 3 Jan 2027');
    expect(spanWords('2026-12-14', '2026-12-14', today)).toBe('14 Dec');
    expect(daysBetween('2026-02-28', '2026-03-01')).toBe(1);
    expect(firstOfMonth('2026-11-27', 2)).toBe('2027-01-01');
    expect(ageOf({ on: '2026-11-20' }, today)).toEqual({ count: 7, unit: 'days' });
    expect(ageOf({ on: '2024-11-20' }, today)).toEqual({ count: 2, unit: 'years' });
    expect(ageOf({ on: '2026-05-20' }, today)).toEqual({ count: 6, unit: 'months' });
    expect(knowledgeAge('2025-01-01', today)).toBe('old');
    expect(knowledgeAge('2026-11-01', today)).toBe('fresh');
  });
});
