import type { Completeness } from '../app/completeness.ts';
import { mapText } from '../ui/text/map.ts';
import type { AnalysisState } from './analysis/analysis-client.ts';

const words = mapText.analysis;

/**
 * What is known of the whole map, in a line.
 *
 * @param isTaken something is taken away on screen: the analysis is of the map with it
 * @param completeness whether the map is all there: of half a map nothing is certain
 */
export function analysisWords(
  state: AnalysisState,
  isTaken: boolean,
  completeness: Completeness,
): string {
  switch (state.kind) {
    case 'working':
      return words.working;
    case 'failed':
      return words.failed;
    case 'ready': {
      if (!state.isCurrent) return words.stale;
      const all = [...state.summary.components.values()];
      const alone = all.filter(({ takesDown }) => takesDown > 0).length;
      const hidden = all.filter((one) => one.hidden > 0).length;
      const found =
        alone === 0
          ? words.none
          : hidden === 0
            ? `${words.found(alone)}.`
            : `${words.found(alone)}, ${words.hidden(hidden)}.`;
      const told = isTaken ? words.untouched(found) : found;
      return completeness === 'whole' ? told : words.soFar[completeness](told);
    }
  }
}
