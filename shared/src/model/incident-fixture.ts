import type { IncidentProjection } from './projection.ts';

/** For tests: what a list knows of an incident. */
export function incidentProjection(part: Partial<IncidentProjection>): IncidentProjection {
  return {
    kind: 'incident',
    title: 'Checkout fails',
    severity: 3,
    severityStated: true,
    decided: { severity: { by: 'Ana', atMs: 0 }, status: { by: '', atMs: 0 } },
    status: 'investigating',
    drill: false,
    archived: false,
    declaredAtMs: 0,
    declaredBy: 'Ana',
    changedAtMs: 0,
    updatedAtMs: 0,
    milestones: {},
    commanders: [],
    roles: [],
    components: [],
    alerts: [],
    mergedInto: '',
    inConflict: false,
    people: [],
    actions: [],
    hasPostmortem: false,
    runs: [],
    text: '',
    ...part,
  };
}
