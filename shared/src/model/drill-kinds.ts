/** A run of one runbook, outside any incident. */
export const practiceRun = 'practice-run';
