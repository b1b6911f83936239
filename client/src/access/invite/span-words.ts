import { plural } from '../../ui/text/plural.ts';

const hourS = 3600;
const dayS = 24 * hourS;

/** A stretch of time that somebody chose, in whole hours or days: `4 hours`, `90 days`. */
export function spanWords(seconds: number): string {
  if (seconds < 2 * dayS && seconds % dayS !== 0) {
    return plural(Math.round(seconds / hourS), 'hour', 'hours');
  }
  return plural(Math.round(seconds / dayS), 'day', 'days');
}
