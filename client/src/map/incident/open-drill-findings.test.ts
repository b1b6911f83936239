import type { DrillProjection, Projection, RunProjection } from '@holdfast/shared/model/projection';
import { drillProjection, runbookProjection } from '@holdfast/shared/model/projection-fixture';
import { mapOf } from '@holdfast/shared/model/map-fixture';
import { readMap } from '@holdfast/shared/model/map';
import { expect, test } from 'vitest';
import { openDrillFindings } from './open-drill-findings.ts';

const doc = mapOf({ id: 'orders', name: 'Orders', aliases: ['orders-db'] });
const components = [...readMap(doc).components.values()];

function drill(runs: readonly Partial<RunProjection>[]): DrillProjection {
  return drillProjection({
    title: 'Failover',
    outcome: 'failed',
    runs: runs.map((run) => ({
      id: 'r',
      runbook: 'runbook:a',
      version: '',
      title: 'Failover',
      startedAtMs: 0,
      endedAtMs: 0,
      outcome: 'failed',
      steps: 5,
      done: 2,
      skipped: 0,
      failed: 1,
      people: [],
      ...run,
    })),
  });
}

function findings(...drills: readonly (readonly [string, DrillProjection])[]) {
  return openDrillFindings(
    components,
    new Map<string, Projection>([
      ['runbook:a', runbookProjection({ components: ['ORDERS-DB'] })],
      ['runbook:b', runbookProjection({ components: ['search'] })],
      ...drills,
    ]),
  ).map((finding) => `${finding.drill} ${finding.failedSteps}`);
}

test('a failed drill counts until one of the same runbook passes', () => {
  const failed = ['drill:1', drill([{ endedAtMs: 10, failed: 2 }])] as const;
  expect(findings(failed)).toEqual(['drill:1 2']);
  expect(findings(failed, ['drill:2', drill([{ endedAtMs: 20, outcome: 'passed' }])])).toEqual([]);
  expect(findings(['drill:2', drill([{ endedAtMs: 5, outcome: 'passed' }])], failed)).toEqual([
    'drill:1 2',
  ]);
});

test('what goes on, was given up, or is about something else says nothing', () => {
  expect(findings(['drill:1', drill([{ outcome: 'open' }])])).toEqual([]);
  expect(findings(['drill:1', drill([{ endedAtMs: 9, outcome: 'abandoned' }])])).toEqual([]);
  expect(findings(['drill:1', drill([{ endedAtMs: 9, runbook: 'runbook:b' }])])).toEqual([]);
});
