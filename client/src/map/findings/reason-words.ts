import type { RemovalReason } from '@holdfast/shared/analysis/removal-reasons';
import { mapFindingsText } from '../../ui/text/map-findings.ts';

const words = mapFindingsText.reasons;

/** What the map says for a way to remove a finding, in a sentence. */
export function reasonWords(reason: RemovalReason): string {
  switch (reason.kind) {
    case 'no-second':
    case 'no-standby':
      return words[reason.kind];
    case 'second-does-not-help':
    case 'has-standby':
      return words[reason.kind](reason.groups);
    case 'all-inside':
      return words[reason.kind](reason.inside);
    case 'holds-data':
      return words[reason.kind](reason.word);
    case 'down-together':
      return words[reason.kind](reason.down);
    case 'needed-hard':
      return words[reason.kind](reason.by);
    case 'people':
      return words[reason.kind](reason.able);
  }
}
