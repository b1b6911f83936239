import type { DrillProjection } from '../model/projection.ts';

/**
 * When a drill was held, wall clock ms since 1970: when the system was well again, or when it began
 * where nobody said so. A verdict that comes long after makes no evidence fresher than what it judges;
 * its own time counts only where there is no other.
 */
export function heldAtMs({
  moments,
  endedAtMs,
  changedAtMs,
}: Pick<DrillProjection, 'moments' | 'endedAtMs' | 'changedAtMs'>): number {
  return moments.restored ?? moments.started ?? (endedAtMs || changedAtMs);
}
