import { describe, expect, test } from 'vitest';
import type { PathStep } from '@holdfast/shared/analysis/map-explanation';
import { boxState, isLineDim, nothingLit } from './lit.ts';
import { litPathOf, noPath, pairKey } from './lit-path.ts';

const groups = new Map([['g', { component: 'cluster', members: ['node-a', 'node-b', 'node-c'] }]]);
const asTheyAre = new Map(
  ['shop', 'cluster', 'node-a', 'node-b', 'node-c', 'dns'].map((id) => [id, id] as const),
);
const step = (id: string, more: Partial<PathStep> = {}): PathStep => ({
  of: 'component',
  id,
  name: id,
  ...more,
});
const path = [
  step('shop'),
  step('cluster'),
  step('node-a', { together: { fall: 2, of: 3, mustStand: 1 } }),
  step('dns'),
  step('eu', { of: 'domain' }),
];

describe('the way to a cause', () => {
  test('shows all that fall together on it, with their lines', () => {
    const lit = litPathOf({ groups }, asTheyAre, { path }, ['shop', 'cluster', 'node-a', 'node-b']);
    expect(lit.steps).toEqual(['shop', 'cluster', 'node-a', 'dns']);
    expect([...lit.together]).toEqual([['node-b', { kind: 'falls', count: 1 }]]);
    expect(lit.lines).toEqual(
      new Set([
        pairKey('shop', 'cluster'),
        pairKey('cluster', 'node-a'),
        pairKey('node-a', 'dns'),
        pairKey('cluster', 'node-b'),
        pairKey('node-b', 'dns'),
      ]),
    );
    const shown = { ...nothingLit, path: lit };
    expect(boxState(shown, 'node-a')).toBe('path');
    expect(boxState(shown, 'node-b')).toBe('falls');
    expect(boxState(shown, 'node-c')).toBe('dim');
    expect(isLineDim(shown, 'cluster', 'node-b')).toBe(false);
    expect(isLineDim(shown, 'cluster', 'node-c')).toBe(true);
  });

  test('tells a box once that several steps are drawn in', () => {
    const boxOf = new Map([
      ['node-a', 'cluster:system/nodes'],
      ['node-b', 'cluster:system/nodes'],
    ]);
    const lit = litPathOf({ groups }, boxOf, { path }, ['node-a', 'node-b']);
    expect(lit.steps).toEqual(['shop', 'cluster', 'cluster:system/nodes', 'dns']);
    expect(lit.together.size).toBe(0);
  });

  test('leaves every line as it is while nothing is lit', () => {
    expect(isLineDim({ ...nothingLit, path: noPath }, 'shop', 'cluster')).toBe(false);
  });
});
