import type { FailureNumbers } from '../model/map-value.ts';

/**
 * The part of the time in which it is down: 1 - availability, else MTTR / (MTTF + MTTR); undefined
 * where its numbers do not say.
 */
export function unavailabilityOf({
  availability,
  mttfHours,
  mttrHours,
}: FailureNumbers): number | undefined {
  if (availability !== undefined) return 1 - availability;
  if (mttfHours === undefined || mttrHours === undefined) return undefined;
  const hours = mttfHours + mttrHours;
  return hours > 0 ? mttrHours / hours : undefined;
}
