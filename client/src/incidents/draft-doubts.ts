import { isDoubtful, proofWords } from '@holdfast/shared/access/proof-words';
import type { Backing } from '../signing/backing.ts';
import { checkedProofs } from '../signing/proof-store.ts';
import { describeMinute } from '../ui/when.ts';
import type { ShownIncident } from './incident-context.tsx';
import type { ReadIncident } from './incident-store.ts';

/**
 * What a draft says after something that rests on entries of an incident: in brackets, why they may
 * not be of whom they name; empty where all is well, or it is not known.
 */
export type DraftDoubt = (incident: ReadIncident, on: readonly Backing[]) => string;

export const noDraftDoubt: DraftDoubt = () => '';

/** By what was found out of the entries of these incidents as they stand now. */
export function draftDoubt(shown: readonly Pick<ShownIncident, 'doc' | 'store'>[]): DraftDoubt {
  const docs = new Map(shown.map(({ doc, store }) => [store.get(), doc]));
  return (incident, on) => {
    const doc = docs.get(incident);
    if (doc === undefined) return '';
    const proofs = checkedProofs(doc);
    const said = on.flatMap(({ id, by }) => {
      const proof = proofs.get(id);
      return proof !== undefined && isDoubtful(proof)
        ? [proofWords(proof, by, describeMinute)]
        : [];
    });
    return said.length === 0 ? '' : ` (${[...new Set(said)].join('; ')})`;
  };
}
