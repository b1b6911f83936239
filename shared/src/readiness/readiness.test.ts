import { describe, expect, it } from 'vitest';
import { sketchedMap } from '../analysis/map-sketch-fixture.ts';
import { namedPlan } from '../drilling/plan-fixture.ts';
import { incidentProjection } from '../model/incident-fixture.ts';
import type { Exclusion } from '../model/map-exclusions.ts';
import { drillProjection, runbookProjection } from '../model/projection-fixture.ts';
import type { DrillProjection, PlanProjection, Projection } from '../model/projection.ts';
import { createReadiness } from './readiness.ts';

const dayMs = 86_400_000;
const nowMs = Date.parse('2026-11-28T12:00:00Z');
const dayOf = (atMs: number): string => new Date(atMs).toISOString().slice(0, 10);
const now = { nowMs, today: dayOf(nowMs) };

const map = sketchedMap({
  domains: [{ id: 'eu', name: 'EU', kind: 'region' }],
  components: [
    { id: 'shop', name: 'Shop', tier: '1' },
    { id: 'db', name: 'Orders DB', aliases: ['pg'], tier: '1', domains: ['eu'] },
    { id: 'logs', name: 'Logs' },
  ],
  needs: [
    ['shop', 'db'],
    ['shop', 'logs', 'soft'],
  ],
  people: ['ana'],
  knows: [['ana', 'logs', 'operate']],
});
const none = { components: [], domains: [], people: [] };

function drill(daysAgo: number, part: Partial<DrillProjection>): DrillProjection {
  const endedAtMs = nowMs - daysAgo * dayMs;
  return drillProjection({ outcome: 'passed', endedAtMs, changedAtMs: endedAtMs, ...part });
}
function plan(part: Partial<PlanProjection>): PlanProjection {
  return namedPlan(part).plan;
}
function readiness(
  projections: Readonly<Record<string, Projection>>,
  exclusions: ReadonlyMap<string, Exclusion> = new Map(),
) {
  return createReadiness({
    map,
    projections: new Map(Object.entries(projections)),
    rules: {
      requiredScenarios: ({ tier }) => (tier === '1' ? ['restore', 'zone'] : []),
      scenariosOfKind: (kind) => (kind === 'backup-restore' ? ['restore'] : []),
    },
    exclusions,
  });
}
const run = {
  id: 'r',
  runbook: 'runbook:r',
  version: '',
  title: 'Restore',
  startedAtMs: 0,
  endedAtMs: nowMs - dayMs,
  outcome: 'passed' as const,
  steps: 1,
  done: 1,
  skipped: 0,
  failed: 0,
  people: [],
};

describe('evidence', () => {
  it('counts for the components of a scope: named, in a domain, or known by a person', () => {
    const states = (scope: Partial<DrillProjection['scope']>) =>
      [
        ...readiness({
          'drill:1': drill(1, { scenario: 'zone', scope: { ...none, ...scope } }),
        }).coverage(now),
      ]
        .filter(([, { cells }]) => cells.get('zone')?.state === 'proven')
        .map(([id]) => id);
    expect(states({ components: ['shop', 'gone'] })).toEqual(['shop']);
    expect(states({ domains: ['eu'] })).toEqual(['db']);
    expect(states({ people: ['ana'] })).toEqual(['logs']);
    expect(states({})).toEqual([]);
  });

  it('in a domain counts for what has a group with a member there, too', () => {
    const zoned = createReadiness({
      map: sketchedMap({
        domains: [{ id: 'a', name: 'Zone a', kind: 'zone' }],
        components: [
          { id: 'db', name: 'Orders DB' },
          { id: 'pg-1', name: 'pg-1', domains: ['a'] },
          { id: 'pg-2', name: 'pg-2' },
        ],
        groups: [{ id: 'g', component: 'db', members: ['pg-1', 'pg-2'], needs: 1 }],
      }),
      projections: new Map<string, Projection>([
        ['drill:1', drill(1, { scenario: 'zone', scope: { ...none, domains: ['a'] } })],
      ]),
      rules: { requiredScenarios: () => ['zone'] },
      exclusions: new Map(),
    });
    const states = [...zoned.coverage(now)].map(([id, { cells }]) => [
      id,
      cells.get('zone')?.state,
    ]);
    expect(Object.fromEntries(states)).toEqual({ db: 'proven', 'pg-1': 'proven', 'pg-2': 'never' });
  });

  it('of a practice run counts for the components of its runbook, and its plan’s or its kind’s scenario', () => {
    const runbook = runbookProjection({ components: ['PG'] });
    const own = { 'runbook:r': runbook, 'plan:p': plan({ scenario: 'zone' }) };
    const byPlan = readiness({ ...own, 'drill:1': drill(1, { plan: 'plan:p', runs: [run] }) });
    expect(byPlan.component('db', now)?.cells.get('zone')?.state).toBe('proven');
    const byKind = readiness({
      ...own,
      'drill:1': drill(1, { drillKind: 'backup-restore', runs: [run] }),
    });
    expect(byKind.component('db', now)?.cells.get('restore')?.state).toBe('proven');
    expect(byKind.component('db', now)?.cells.get('zone')?.state).toBe('never');
  });

  it('of a real incident counts where it was resolved by a runbook of a plan', () => {
    const resolved = incidentProjection({
      status: 'resolved',
      components: ['Orders DB'],
      milestones: { started: nowMs - 2 * dayMs, resolved: nowMs - 2 * dayMs + 600_000 },
      runs: [run],
    });
    const planned = { 'plan:p': plan({ scenario: 'restore', runbook: 'runbook:r' }) };
    const cell = (incident: Projection) =>
      readiness({ ...planned, 'incident:1': incident })
        .component('db', now)
        ?.cells.get('restore');
    expect(cell(resolved)).toMatchObject({
      state: 'proven',
      provenRtoSeconds: 600,
      evidence: [{ source: 'incident', document: 'incident:1', isCounted: true }],
    });
    expect(cell({ ...resolved, drill: true })?.state).toBe('never');
    expect(cell({ ...resolved, status: 'monitoring' })?.state).toBe('never');
    expect(cell({ ...resolved, mergedInto: 'incident:2' })?.state).toBe('never');
  });

  it('that is archived or without a verdict does not count', () => {
    const scope = { ...none, components: ['db'] };
    for (const part of [
      { archived: true },
      { outcome: 'inconclusive' as const },
      { outcome: 'open' as const },
    ])
      expect(
        readiness({ 'drill:1': drill(1, { scenario: 'zone', scope, ...part }) })
          .component('db', now)
          ?.cells.get('zone')?.state,
      ).toBe('never');
  });
});

describe('readiness', () => {
  const scope = { ...none, components: ['db'] };

  it('is the mean of what is required, and not known where nothing is', () => {
    const all = readiness({ 'drill:1': drill(1, { scenario: 'zone', scope }) });
    expect(all.component('db', now)).toMatchObject({ score: 0.5, coverage: 0.5, freshness: 1 });
    expect(all.component('db', now)?.attainment).toBeUndefined();
    expect(all.component('db', now)?.provenRtoSeconds).toBeUndefined();
    expect(all.component('logs', now)?.score).toBeUndefined();
    expect(all.component('gone', now)).toBeUndefined();
  });

  it('of a service counts what it needs', () => {
    const service = readiness({ 'drill:1': drill(1, { scenario: 'zone', scope }) }).service(
      'shop',
      now,
    );
    expect(service?.own.score).toBe(0);
    expect(service?.score).toBe(0.25);
    expect(service?.parts.map(({ component }) => component)).toEqual(['db']);
  });

  it('fades by the plan that is held most often', () => {
    const planned = {
      'plan:a': plan({ scenario: 'zone', scope, cadence: 'every year' }),
      'plan:b': plan({ scenario: 'zone', scope, cadence: 'every 10 days' }),
      'plan:c': plan({ scenario: 'zone', scope, cadence: 'every week', archived: true }),
      'drill:1': drill(15, { scenario: 'zone', scope }),
    };
    const cell = readiness(planned).component('db', now)?.cells.get('zone');
    expect(cell).toMatchObject({ intervalDays: 10, score: 0.75, state: 'fading' });
  });

  it('leaves out what does not apply, until its day', () => {
    const said = { component: 'db', scenario: 'restore', reason: 'No data', by: 'Ana', atMs: 0 };
    const until = (day: string, atMs = 0) =>
      readiness(
        { 'drill:1': drill(1, { scenario: 'zone', scope }) },
        new Map([['db restore', { ...said, atMs, until: day }]]),
      ).component('db', now);
    expect(until('2026-11-28')?.score).toBe(1);
    expect(until('2026-11-28')?.cells.get('restore')?.state).toBe('not-applicable');
    expect(until('2026-11-27')?.score).toBe(0.5);
    // Left out a moment ago, by a clock that is ahead or to somebody who rounds theirs.
    expect(until('2026-12-28', nowMs + 600_000)?.score).toBe(1);
  });

  it('has a history that follows from the evidence', () => {
    const all = readiness({ 'drill:1': drill(40, { scenario: 'zone', scope }) });
    const history = all.history('db', 6, nowMs, dayOf);
    expect(history.map(({ today }) => today)[0]).toBe('2026-10-17');
    expect(history.map(({ score = -1 }) => Math.round(score * 100))).toEqual([
      0, 50, 50, 50, 50, 48, 43,
    ]);
    expect(history.at(-1)?.score).toBe(all.service('db', now)?.score);
    expect(all.history(undefined, 1, nowMs, dayOf).at(-1)?.score).toBe(all.whole(now).score);
    expect(readiness({}).history('logs', 1, nowMs, dayOf)[0]?.score).toBeUndefined();
  });
});
