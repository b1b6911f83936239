import { runbookProjection } from '@holdfast/shared/model/projection-fixture';
import { expect, test } from 'vitest';
import { templateChoices, templateKey } from './choices.ts';

test('the team’s own templates stand before the patterns; archived ones are not offered', () => {
  const projections = new Map([
    ['runbook:b', runbookProjection({ title: 'Zeta', template: true })],
    ['runbook:a', runbookProjection({ title: 'Alpha', template: true })],
    ['runbook:c', runbookProjection({ title: 'Gone', template: true, archived: true })],
    ['runbook:d', runbookProjection({ title: 'Usual' })],
  ] as const);
  const choices = templateChoices(projections, [{ id: 'dns', title: 'DNS failover' }]);
  expect(choices.map(({ title }) => title)).toEqual([
    'Default',
    'Empty',
    'Alpha',
    'Zeta',
    'DNS failover',
  ]);
  const keys = choices.map(({ template }) => templateKey(template));
  expect(new Set(keys).size).toBe(keys.length);
});
