import type { DrillProjection, Projection } from '@holdfast/shared/model/projection';
import { drillProjection, runbookProjection } from '@holdfast/shared/model/projection-fixture';
import { expect, test } from 'vitest';
import { noDrillFilter } from '../app/routes.ts';
import { drillProgress, drillRows, listDrills } from './drill-list-model.ts';

function drill(part: Partial<DrillProjection>): DrillProjection {
  return drillProjection({ title: 'Failover', outcome: 'passed', ...part });
}

const run = {
  id: 'r',
  runbook: 'runbook:a',
  version: '',
  title: 'Failover',
  startedAtMs: 0,
  endedAtMs: 0,
  outcome: 'open' as const,
  steps: 5,
  done: 2,
  skipped: 1,
  failed: 0,
  people: [],
};

const projections = new Map<string, Projection>([
  ['drill:old', drill({ startedAtMs: 1, outcome: 'open' })],
  ['drill:new', drill({ startedAtMs: 3 })],
  ['drill:mid', drill({ startedAtMs: 2, runs: [run, run] })],
  ['drill:gone', drill({ startedAtMs: 4, archived: true })],
  ['runbook:a', runbookProjection()],
]);

test('open drills come first, then the last started', () => {
  const names = listDrills(drillRows(projections), noDrillFilter).map(({ name }) => name);
  expect(names).toEqual(['drill:old', 'drill:new', 'drill:mid']);
});

test('archived ones, and those of one runbook, are listed by themselves', () => {
  const rows = drillRows(projections);
  const names = (filter: Parameters<typeof listDrills>[1]) =>
    listDrills(rows, filter).map(({ name }) => name);
  expect(names({ archived: true, runbook: '' })).toEqual(['drill:gone']);
  expect(names({ archived: false, runbook: 'runbook:a' })).toEqual(['drill:mid']);
});

test('a drill that did not change keeps its row', () => {
  const cache = new WeakMap();
  const before = drillRows(projections, cache);
  expect(drillRows(projections, cache)).toEqual(before);
  for (const [at, row] of drillRows(projections, cache).entries()) expect(row).toBe(before[at]);
});

test('progress counts all runs of a drill', () => {
  expect(drillProgress(drill({ runs: [run, run] }))).toEqual({
    steps: 10,
    done: 4,
    skipped: 2,
    failed: 0,
  });
});
