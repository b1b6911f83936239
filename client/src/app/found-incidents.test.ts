import type { Projection } from '@holdfast/shared/model/projection';
import { expect, test } from 'vitest';
import { incidentProjection as incident } from '@holdfast/shared/model/incident-fixture';
import { findIncidentTitles } from './found-incidents.ts';

const projections = new Map<string, Projection>([
  ['incident:past', incident({ title: 'Checkout fails', status: 'resolved', declaredAtMs: 9 })],
  ['incident:live', incident({ title: 'The checkout is slow', severity: 3 })],
  ['incident:away', incident({ title: 'Checkout', archived: true })],
  ['incident:other', incident({ title: 'DNS is lost', severity: 1 })],
]);

const found = (query: string, limit = 8) =>
  findIncidentTitles(projections, query, limit).map(({ name }) => name.slice('incident:'.length));

test('live incidents come first, archived ones last, whatever fits best', () => {
  expect(found('checkout')).toEqual(['live', 'past', 'away']);
  expect(found('checkout', 1)).toEqual(['live']);
  expect(found('nothing of the kind')).toEqual([]);
});

test('nothing typed shows the live ones, the gravest first', () => {
  expect(found('')).toEqual(['other', 'live']);
  expect(findIncidentTitles(undefined, '', 8)).toEqual([]);
});
