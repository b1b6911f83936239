import type { WorkspaceProjection } from '@holdfast/shared/model/projection';
import { expect, it } from 'vitest';
import { listTemplates, removedBuiltIns } from './incident-templates.ts';

function workspace(templates: WorkspaceProjection['incidentTemplates']): WorkspaceProjection {
  return {
    kind: 'workspace',
    title: 'Larkspur',
    description: '',
    relays: [],
    incidentNames: { roles: [], severities: [] },
    incidentTemplates: templates,
  };
}

it('lists those of the app without those removed, as this workspace changed them, then its own', () => {
  const own = {
    title: '',
    severity: 4,
    note: '',
    actions: [],
    runbook: '',
    components: [],
  } as const;
  const shown = workspace({
    own: [
      { id: 'lunch', name: 'Lunch', ...own },
      { id: 'vendor-outage', name: 'Supplier', ...own },
    ],
    removed: ['security'],
  });
  expect(listTemplates(shown).map(({ name }) => name)).toEqual([
    'Service down',
    'Supplier',
    'Data lost or wrong',
    'Lunch',
  ]);
  expect(listTemplates(undefined)).toHaveLength(4);
  expect(removedBuiltIns(shown)).toEqual(['security']);
});
