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

test('what misses its objective is named', () => {
  expect(missedObjectives(map, ['db', 'api', 'shop'])).toEqual(['api', 'shop']);
});
