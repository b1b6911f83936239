import type { DrillProjection, RunbookProjection } from './projection.ts';

/** A runbook's projection for tests: an empty one, but for what `part` says. */
export function runbookProjection(part: Partial<RunbookProjection> = {}): RunbookProjection {
  return {
    kind: 'runbook',
    title: 'Runbook',
    owners: [],
    tags: [],
    components: [],
    alerts: [],
    aliases: [],
    archived: false,
    template: false,
    version: '',
    reviews: [],
    reviewInDays: 90,
    fileReviewedAtMs: 0,
    openComments: 0,
    openSuggestions: 0,
    createdAtMs: 0,
    changedAtMs: 0,
    changedBy: '',
    sourcePath: '',
    links: [],
    text: '',
    summary: '',
    ...part,
  };
}

/** A drill's projection for tests: one that goes on and of which nothing is known, but for what `part` says. */
export function drillProjection(part: Partial<DrillProjection> = {}): DrillProjection {
  return {
    kind: 'drill',
    drillKind: 'practice-run',
    title: 'Drill',
    archived: false,
    startedAtMs: 0,
    endedAtMs: 0,
    changedAtMs: 0,
    outcome: 'open',
    people: [],
    runs: [],
    plan: '',
    scenario: '',
    scope: { components: [], domains: [], people: [] },
    hypothesis: '',
    moments: {},
    findings: [],
    actions: [],
    files: 0,
    evidence: 0,
    inConflict: false,
    text: '',
    ...part,
  };
}
