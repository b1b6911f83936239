import { duration } from '@holdfast/shared/model/duration';
import { drillWords } from '../ui/text/drill-words.ts';

/** How something that was measured stands to its objective. */
export interface MeasuredWords {
  readonly state: 'met' | 'missed' | 'none';
  readonly name: string;
  readonly words: string;
}

/** Seconds; undefined: not known, or nothing was promised. What is not known is not met. */
export function measuredInWords(
  what: 'recovery' | 'dataLoss',
  measured: number | undefined,
  objective: number | undefined,
): MeasuredWords {
  const said = drillWords[what];
  const { name } = said;
  if (measured === undefined) {
    const words = objective === undefined ? said.nothing : said.notMeasured(duration(objective));
    return { state: 'none', name, words };
  }
  if (objective === undefined) {
    return { state: 'none', name, words: said.noObjective(duration(measured)) };
  }
  return measured <= objective
    ? { state: 'met', name, words: said.met(duration(measured), duration(objective)) }
    : {
        state: 'missed',
        name,
        words: said.missed(duration(measured), duration(objective), duration(measured - objective)),
      };
}
