/** What there is to choose from in an incident: plain words, without what reads documents. */

export const severities = [1, 2, 3, 4] as const;
/** SEV1: critical, customers cannot use it; SEV4: minor. */
export type Severity = (typeof severities)[number];

export const incidentStatuses = ['investigating', 'identified', 'monitoring', 'resolved'] as const;
export type IncidentStatus = (typeof incidentStatuses)[number];

/** Roles that come with the app; a workspace may add its own. */
export const builtInRoles = [
  'commander',
  'communications',
  'scribe',
  'operations',
  'expert',
] as const;
export type BuiltInRole = (typeof builtInRoles)[number];
/**
 * Id of a role: the app's, the workspace's own, or one that this device does not know. One person
 * holds a role at a time, but for `expert`, which anybody may hold.
 */
export type IncidentRole = string;

export const hypothesisStates = ['open', 'confirmed', 'disproven'] as const;
export type HypothesisState = (typeof hypothesisStates)[number];

/** Moments that durations are counted between. */
export const milestones = ['started', 'detected', 'acknowledged', 'mitigated', 'resolved'] as const;
export type Milestone = (typeof milestones)[number];

export const updateAudiences = ['tactical', 'executive'] as const;
export type UpdateAudience = (typeof updateAudiences)[number];
