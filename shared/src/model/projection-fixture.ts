import type { RunbookProjection } from './projection.ts';

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
