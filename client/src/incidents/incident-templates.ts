import type { Severity } from '@holdfast/shared/model/incident-terms';
import type { IncidentTemplate } from '@holdfast/shared/model/incident-templates';
import type { Projection } from '@holdfast/shared/model/projection';
import { incidentTemplatesText } from '../ui/text/incident-templates.ts';

const builtInIds = ['service-down', 'security', 'vendor-outage', 'data-loss'] as const;
const severities: Readonly<Record<(typeof builtInIds)[number], Severity>> = {
  'service-down': 2,
  security: 1,
  'vendor-outage': 3,
  'data-loss': 1,
};

/** A template that can be chosen. */
export interface ListedTemplate extends IncidentTemplate {
  /** It comes with the app, perhaps changed by this workspace. */
  readonly comesWithTheApp: boolean;
}

/** Those that come with the app and this workspace has not removed, then its own. */
export function listTemplates(workspace: Projection | undefined): readonly ListedTemplate[] {
  const known = workspace?.kind === 'workspace' ? workspace.incidentTemplates : undefined;
  const own = known?.own ?? [];
  const isBuiltIn = (id: string) => builtInIds.some((one) => one === id);
  const builtIn = builtInIds
    .filter((id) => known?.removed.includes(id) !== true)
    .map((id): ListedTemplate => {
      const { name, title, note, actions } = incidentTemplatesText.builtIn[id];
      const asItComes = { id, name, title, note, actions, severity: severities[id] };
      const changed = own.find((one) => one.id === id);
      return {
        ...(changed ?? { ...asItComes, runbook: '', components: [] }),
        comesWithTheApp: true,
      };
    });
  return [
    ...builtIn,
    ...own.filter(({ id }) => !isBuiltIn(id)).map((one) => ({ ...one, comesWithTheApp: false })),
  ];
}

/** Ids of those that come with the app and were removed. */
export function removedBuiltIns(workspace: Projection | undefined): readonly string[] {
  const removed = workspace?.kind === 'workspace' ? workspace.incidentTemplates.removed : [];
  return builtInIds.filter((id) => removed.includes(id));
}
