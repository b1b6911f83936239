import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { drillKinds } from './drill-kinds.ts';
import { createPlan } from './plan.ts';
import { project } from './project.ts';
import { planProjectionSchema } from './projection.ts';

describe('a plan', () => {
  it('is projected from its registers, empty where nothing was said', () => {
    const doc = new Y.Doc();
    createPlan(doc, { title: ' Zone\nloss ', drillKind: 'game-day' }, 7, 'Ana');
    const shown = project('plan:01a', doc);
    expect(shown).toEqual({
      kind: 'plan',
      title: 'Zone loss',
      drillKind: 'game-day',
      scenario: '',
      scope: { components: [], domains: [], people: [] },
      runbook: '',
      hypothesis: '',
      abort: '',
      owner: '',
      participants: [],
      cadence: '',
      startsOn: '',
      blackouts: [],
      archived: false,
      createdAtMs: 7,
      createdBy: 'Ana',
      changedAtMs: 7,
      changedBy: 'Ana',
      text: '',
    });
    expect(planProjectionSchema.parse(shown)).toEqual(shown);
    expect(drillKinds).toContain('game-day');
  });

  it('is unknown while nothing of it is here', () => {
    expect(project('plan:01a', new Y.Doc()).kind).toBe('unknown');
  });
});
