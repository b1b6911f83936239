import type { Milestone } from './incident-terms.ts';

/** Spans between the milestones of an incident, in ms; what cannot be counted is absent. */
export interface IncidentDurations {
  /** From its start until somebody or something noticed. */
  readonly toDetect?: number;
  /** From then, else from the start, until somebody took command. */
  readonly toAcknowledge?: number;
  /** From its start. */
  readonly toMitigate?: number;
  readonly toResolve?: number;
}

export function durationsOf(times: {
  readonly [M in Milestone]?: number | undefined;
}): IncidentDurations {
  const { started, detected, acknowledged, mitigated, resolved } = times;
  return {
    ...span('toDetect', started, detected),
    ...span('toAcknowledge', detected ?? started, acknowledged),
    ...span('toMitigate', started, mitigated),
    ...span('toResolve', started, resolved),
  };
}

/** What ended before it began is nothing to count. */
function span<K extends string>(
  name: K,
  fromMs: number | undefined,
  toMs: number | undefined,
): { readonly [N in K]?: number } | Record<string, never> {
  if (fromMs === undefined || toMs === undefined || toMs < fromMs) return {};
  const spans: { [N in K]?: number } = {};
  spans[name] = toMs - fromMs;
  return spans;
}
