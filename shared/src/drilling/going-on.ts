import type { DrillProjection } from '../model/projection.ts';

type Standing = Pick<DrillProjection, 'outcome' | 'isUnjudged' | 'archived'>;

/** People are at it. What a machine told of without a verdict does not go on. */
export function isGoingOn({ outcome, isUnjudged, archived }: Standing): boolean {
  return outcome === 'open' && isUnjudged !== true && !archived;
}

/** A machine told of it, and somebody has to say how it went. */
export function waitsForVerdict({ outcome, isUnjudged, archived }: Standing): boolean {
  return outcome === 'open' && isUnjudged === true && !archived;
}
