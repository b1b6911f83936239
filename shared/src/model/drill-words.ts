/** What a verdict on a drill may be. */
export const drillVerdicts = ['passed', 'failed', 'inconclusive'] as const;
export type DrillVerdict = (typeof drillVerdicts)[number];

/** How a drill stands: `open` while it goes on, `abandoned` where it was given up without a verdict. */
export const drillOutcomes = ['open', ...drillVerdicts, 'abandoned'] as const;
export type DrillOutcome = (typeof drillOutcomes)[number];

/** Whether what was believed beforehand turned out to be so. */
export const hypothesisVerdicts = ['held', 'not-held', 'unknown'] as const;
export type HypothesisVerdict = (typeof hypothesisVerdicts)[number];

export const drillFindingStates = ['open', 'resolved', 'accepted'] as const;
export type DrillFindingState = (typeof drillFindingStates)[number];
