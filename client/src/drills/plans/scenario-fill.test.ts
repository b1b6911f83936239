import { scenarioOf } from '@holdfast/shared/drilling/scenarios/catalogue';
import { createPlan } from '@holdfast/shared/model/plan';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { fillFrom, planOf } from './scenario-fill.ts';

const zone = scenarioOf('zone-loss');
const empty = { hypothesis: '', abort: ' ', body: '', runbook: '', participants: [] };

test('a scenario fills in what is empty', () => {
  const filled = fillFrom(zone, empty);
  expect(filled.fields).toEqual({
    scenario: 'zone-loss',
    hypothesis: zone.hypothesis,
    abort: zone.abort,
  });
  expect(filled.body).toBe(zone.steps);
  expect(filled.participants.map(({ role }) => role)).toEqual(zone.roles);
});

test('a scenario overwrites nothing that is written', () => {
  const held = {
    ...empty,
    hypothesis: 'Ours holds',
    body: '1. Ours',
    participants: [{ role: '', person: 'Ana' }],
  };
  expect(fillFrom(zone, held)).toEqual({
    fields: { scenario: 'zone-loss', abort: zone.abort },
    participants: [],
  });
  expect(fillFrom(zone, { ...empty, runbook: 'runbook:a' })).not.toHaveProperty('body');
});

test('every scenario makes a plan that is taken', () => {
  expect(createPlan(new Y.Doc(), planOf(zone), 1, 'Ana')).toEqual({ ok: true, changed: true });
});
