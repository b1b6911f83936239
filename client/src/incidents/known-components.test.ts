import type { Projection } from '@holdfast/shared/model/projection';
import { expect, it } from 'vitest';
import type { Projections } from '../runbooks/list-model.ts';
import { incidentProjection } from '@holdfast/shared/model/incident-fixture';
import { componentsOf } from './known-components.ts';

it('offers what is affected first, then what incidents and the map name, each once', () => {
  const projections: Projections = new Map<string, Projection>([
    ['incident:a', incidentProjection({ components: ['orders', 'search'] })],
    [
      'map',
      {
        kind: 'map',
        title: 'Map',
        components: [{ id: '1', name: 'billing', layer: 'software' }],
        people: [],
        dependencies: 0,
        groups: 0,
        domains: 0,
        setAside: 0,
        problems: 0,
        changedAtMs: 0,
        changedBy: '',
      },
    ],
  ]);
  expect(componentsOf(['search'], projections)).toEqual(['search', 'orders', 'billing']);
  expect(componentsOf(['search'], undefined)).toEqual(['search']);
});
