import { graphOf } from '@holdfast/shared/analysis/fault-graph';
import { mapNodes } from '@holdfast/shared/analysis/map-node';
import { faultModelOf } from '@holdfast/shared/analysis/map-fault-model';
import { sketchedMap } from '@holdfast/shared/analysis/map-sketch-fixture';
import type { MapValue } from '@holdfast/shared/model/map-value';
import { expect, test } from 'vitest';
import { searchAvailability } from './availability-search.ts';

function searchOf(map: MapValue, id: string) {
  const built = graphOf(faultModelOf(map));
  if (!built.ok) throw new Error('no graph');
  return searchAvailability(built.graph, mapNodes.component(id));
}

const parts = [
  { id: 'shop', name: 'Shop', availability: 0.999 },
  { id: 'a', name: 'A', availability: 0.99 },
  { id: 'b', name: 'B', availability: 0.99 },
];
const groups = [{ id: 'g', component: 'shop', needs: 1, members: ['a', 'b'] }];

test('nothing is claimed before it is known, and then the exact number with what matters', () => {
  const search = searchOf(sketchedMap({ components: parts, groups }), 'shop');
  expect(search.answer(true)).toEqual({
    found: undefined,
    isWorking: true,
    unfinished: undefined,
  });
  expect(search.advance(1000)).toBe(true);
  const { found, unfinished } = search.answer(false);
  expect(unfinished).toBeUndefined();
  expect(found?.kind).toBe('exact');
  expect(found?.value).toBeCloseTo(1 - 0.999 * (1 - 0.01 * 0.01), 12);
  expect(found?.importance?.[0]?.event).toBe(mapNodes.componentFailure('shop'));
});

test('what has no number leaves a bound, and is named', () => {
  const unknown = [...parts.slice(0, 2), { id: 'b', name: 'B' }];
  const search = searchOf(sketchedMap({ components: unknown, groups }), 'shop');
  search.advance(1000);
  const { found } = search.answer(false);
  expect(found?.unknown).toEqual([mapNodes.componentFailure('b')]);
  expect(found?.lower).toBeCloseTo(0.001, 12);
  expect(found?.upper).toBeCloseTo(1 - 0.999 * 0.99, 12);
});

test('given up in time it says that it was stopped', () => {
  const search = searchOf(sketchedMap({ components: parts, groups }), 'shop');
  expect(search.answer(false).unfinished).toBe('stopped');
});
