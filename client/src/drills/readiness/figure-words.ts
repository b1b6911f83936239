import { duration } from '@holdfast/shared/model/duration';
import type { CoverageFilter } from './coverage-model.ts';
import { coverageText } from '../../ui/text/coverage.ts';

/** A share of 0..1 as a whole number of 100; undefined where it is unknown. */
export function scoreWords(score: number | undefined): string | undefined {
  return score === undefined ? undefined : String(Math.round(score * 100));
}

export function filterName(filter: CoverageFilter | ''): string {
  if (filter === '') return '';
  return filter === 'missed' ? coverageText.missed : coverageText.states[filter];
}

export function durationOrUnknown(seconds: number | undefined): string {
  return seconds === undefined ? coverageText.unknown : duration(seconds);
}

/** What was shown beside what is wanted; undefined where neither is known. */
export function attainmentOf(
  proven: number | undefined,
  objective: number | undefined,
): { readonly words: string; readonly isMissed: boolean } | undefined {
  if (proven === undefined && objective === undefined) return undefined;
  const of = objective === undefined ? '' : ` ${coverageText.ofObjective(duration(objective))}`;
  const isMissed = proven !== undefined && objective !== undefined && proven > objective;
  return { words: `${durationOrUnknown(proven)}${of}`, isMissed };
}
