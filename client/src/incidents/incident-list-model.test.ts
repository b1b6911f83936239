import type { Projection } from '@holdfast/shared/model/projection';
import { expect, test } from 'vitest';
import { incidentProjection as incident } from '@holdfast/shared/model/incident-fixture';
import { incidentRows, listIncidents, mergedIntoThis } from './incident-list-model.ts';

const projections = new Map<string, Projection>([
  ['incident:minor', incident({ declaredAtMs: 5, severity: 4 })],
  ['incident:major', incident({ declaredAtMs: 1, severity: 1 })],
  ['incident:drill', incident({ declaredAtMs: 9, severity: 1, drill: true })],
  ['incident:over', incident({ declaredAtMs: 8, status: 'resolved' })],
  ['incident:twin', incident({ declaredAtMs: 2, mergedInto: 'incident:major' })],
  ['incident:gone', incident({ declaredAtMs: 7, archived: true })],
]);

const names = (view: 'live' | 'all' | 'archived') =>
  listIncidents(incidentRows(projections), view).map(({ name }) => name);

test('live ones are those that still need people, the gravest first, drills last', () => {
  expect(names('live')).toEqual(['incident:major', 'incident:minor', 'incident:drill']);
});

test('all of them are live ones, then the last declared', () => {
  expect(names('all')).toEqual([
    'incident:major',
    'incident:minor',
    'incident:drill',
    'incident:over',
    'incident:twin',
  ]);
  expect(names('archived')).toEqual(['incident:gone']);
});

test('those that are one outage are found from the one that stands for them', () => {
  expect(mergedIntoThis('incident:major', projections)).toEqual(['incident:twin']);
  expect(mergedIntoThis('incident:twin', projections)).toEqual([]);
});
