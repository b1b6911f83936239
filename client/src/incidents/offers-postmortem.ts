import { milestonesOf } from '@holdfast/shared/model/incident-fold';
import type { ReadIncident } from './incident-store.ts';

/** Incidents of this severity and graver ones want a post-mortem. */
const wantedFrom = 2;
const dayMs = 24 * 60 * 60_000;
/** Of others it is offered for so long. */
const offeredForMs = 7 * dayMs;

/**
 * Is it time to write the post-mortem? Once it is over, while nothing is written; of what is not
 * grave only for some days.
 *
 * @param nowMs wall clock, ms since 1970
 */
export function offersPostmortem(
  { state, entries, archived }: ReadIncident,
  isWritten: boolean,
  nowMs: number,
): boolean {
  const isOwn = (state.mergedInto.now?.value ?? '') === '';
  if (state.status.now?.value !== 'resolved' || isWritten || archived || !isOwn) return false;
  const severity = state.severity.now?.value;
  if (severity !== undefined && severity <= wantedFrom) return true;
  const resolvedMs = milestonesOf(state, entries).resolved ?? 0;
  return nowMs - resolvedMs < offeredForMs;
}
