/** A run of one runbook, outside any incident. */
export const practiceRun = 'practice-run';

/** Kinds of drill. Documents of later versions may name others: those are kept, and shown as words. */
export const drillKinds = [
  'tabletop',
  practiceRun,
  'game-day',
  'failover',
  'backup-restore',
  'chaos',
  'key-person',
] as const;
export type DrillKind = (typeof drillKinds)[number];
