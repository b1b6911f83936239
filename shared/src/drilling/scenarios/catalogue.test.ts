import { describe, expect, it } from 'vitest';
import { readRunnable } from '../../markdown/steps.ts';
import { createPlan } from '../../model/plan.ts';
import { readPlan } from '../../model/plan-document.ts';
import * as Y from 'yjs';
import { readCadence } from '../cadence-read.ts';
import { isScenarioId, scenarioIds, scenarioOf, scenarios } from './catalogue.ts';

describe('the ready scenarios', () => {
  it('are found by their ids', () => {
    expect(scenarios.map(({ id }) => id)).toEqual(scenarioIds);
    expect(isScenarioId('toString')).toBe(false);
    expect(isScenarioId('zone-loss') && scenarioOf('zone-loss').title).toBe('Loss of a zone');
  });

  it.each(scenarios.map((scenario) => [scenario.id, scenario] as const))(
    '%s can be planned and run as it is',
    (id, scenario) => {
      const { title, drillKind, hypothesis, abort, cadence, steps, roles, measures } = scenario;
      const { steps: read, headings } = readRunnable(steps);
      expect(read.length).toBeGreaterThanOrEqual(10);
      expect(read.every(({ kind }) => kind === 'item')).toBe(true);
      expect(read.some(({ gate }) => gate)).toBe(true);
      for (const { to } of read.flatMap(({ jumps }) => jumps)) expect(headings.has(to)).toBe(true);
      expect(readCadence(cadence)).toMatchObject({ ok: true, words: cadence });
      expect(measures.length).toBeGreaterThanOrEqual(4);
      const doc = new Y.Doc();
      const participants = roles.map((role) => ({ role, person: '' }));
      const plan = { title, drillKind, scenario: id, hypothesis, abort, cadence, participants };
      expect(createPlan(doc, { ...plan, body: steps }, 1, 'Ana')).toMatchObject({ ok: true });
      expect(readPlan(doc)).toMatchObject({ hypothesis, abort, body: steps });
    },
  );
});
