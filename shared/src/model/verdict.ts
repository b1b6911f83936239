/** What a reviewer may find of a version of a runbook. */
export const verdicts = ['works', 'needs-changes', 'obsolete'] as const;
export type Verdict = (typeof verdicts)[number];

/** How often a runbook wants to be reviewed where its text does not say, in days. */
export const defaultReviewDays = 90;
