import { sketchedMap } from '@holdfast/shared/analysis/map-sketch-fixture';
import { expect, test } from 'vitest';
import { fallenParts, missedObjectives } from './fallen-parts.ts';

const map = sketchedMap({
  components: [
    { id: 'db', name: 'Database' },
    { id: 'host', name: 'Host', layer: 'hardware' },
    { id: 'api', name: 'API', objectiveAvailability: 0.999 },
    { id: 'shop', name: 'Shop', objectiveAvailability: 0.9999, tier: '1' },
    { id: 'admin', name: 'Admin' },
  ],
  needs: [
    ['shop', 'api'],
    ['api', 'db'],
    ['admin', 'db'],
    ['db', 'host'],
  ],
});

test('what people notice comes first, then the rest by layer', () => {
  expect(fallenParts(map, ['host', 'db', 'admin', 'api', 'shop'])).toEqual([
    { of: 'noticed', ids: ['shop', 'api', 'admin'] },
    { of: 'software', ids: ['db'] },
    { of: 'hardware', ids: ['host'] },
  ]);
  expect(fallenParts(map, ['gone'])).toEqual([]);
});

test('nobody notices a control plane or a machine, however important', () => {
  const made = sketchedMap({
    components: [
      { id: 'shop', name: 'Shop' },
      { id: 'cluster', name: 'Cluster', layer: 'hardware', tier: '1' },
      { id: 'control', name: 'Control plane' },
      { id: 'keeper', name: 'Keeper' },
      { id: 'chat', name: 'Chat', tier: '1' },
      { id: 'a', name: 'A' },
      { id: 'b', name: 'B' },
    ],
    needs: [
      ['shop', 'cluster'],
      ['shop', 'chat', 'soft'],
      ['cluster', 'control', 'control-plane'],
    ],
    groups: [
      {
        id: 'g',
        component: 'shop',
        needs: 1,
        members: ['a', 'b'],
        standby: ['b'],
        failoverNeeds: ['keeper'],
      },
    ],
  });
  expect(fallenParts(made, made.components.keys())[0]).toEqual({
    of: 'noticed',
    ids: ['chat', 'shop'],
  });
});

test('what misses its objective is named', () => {
  expect(missedObjectives(map, ['db', 'api', 'shop'])).toEqual(['api', 'shop']);
});
