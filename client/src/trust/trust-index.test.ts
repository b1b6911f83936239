import type { Projection } from '@holdfast/shared/model/projection';
import { drillProjection, runbookProjection } from '@holdfast/shared/model/projection-fixture';
import { expect, test } from 'vitest';
import { createTrustIndex } from './trust-index.ts';

const nowMs = 100 * 24 * 60 * 60 * 1000;

function passed(runbook: string): Projection {
  return drillProjection({
    outcome: 'passed',
    people: ['Ana'],
    runs: [
      {
        id: 'r',
        runbook,
        version: 'v',
        title: 'A',
        startedAtMs: nowMs,
        endedAtMs: nowMs,
        outcome: 'passed',
        steps: 1,
        done: 1,
        skipped: 0,
        failed: 0,
        people: ['Ana'],
      },
    ],
  });
}

test('runs count for their runbook, and nothing is made anew while nothing changes', () => {
  const index = createTrustIndex();
  const a = runbookProjection({ version: 'v' });
  const b = runbookProjection({ version: 'v', title: 'B' });
  const before = new Map<string, Projection>([
    ['runbook:a', a],
    ['runbook:b', b],
  ]);
  const first = index.read(before, nowMs);
  expect(first.get('runbook:a')).toMatchObject({ score: 0 });
  expect(index.read(new Map(before), nowMs)).toBe(first);
  const after = index.read(new Map([...before, ['drill:x', passed('runbook:a')]]), nowMs);
  expect(after.get('runbook:a')).toMatchObject({ score: 48 });
  expect(after.get('runbook:b')).toBe(first.get('runbook:b'));
  expect(index.read(new Map([['runbook:a', a]]), nowMs).has('runbook:b')).toBe(false);
  expect(index.read(undefined, nowMs).size).toBe(0);
});
