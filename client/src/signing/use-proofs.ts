import type { EntryProof } from '@holdfast/shared/access/entry-proof';
import { isSignedBy } from '@holdfast/shared/access/es256';
import { useEffect, useMemo, useState } from 'react';
import type * as Y from 'yjs';
import { useHub } from '../app/hub-context.tsx';
import { createWebClock } from '../hub/web-clock.ts';
import { createProofStore, type Proofs } from './proof-store.ts';
import { knownSigners } from './signers.ts';

/** A document whose entries are shown. */
export interface ProvenDocument {
  readonly name: string;
  readonly doc: Y.Doc;
}

/** What is known of who wrote an entry of a document; undefined where the workspace has no keys, or it is not known yet. */
export type ProofOf = (document: string, id: string) => EntryProof | undefined;

const clock = createWebClock();

/**
 * Verifies the entries of these documents, for as long as the component is there.
 *
 * @param documents the same array as long as they are the same
 */
export function useProofs(documents: readonly ProvenDocument[]): ProofOf {
  const known = useKnownProofs(documents);
  return useMemo<ProofOf>(() => (document, id) => known.get(document)?.get(id), [known]);
}

/**
 * The same as a whole, by the document's name.
 *
 * @param patience how long it is not said that a signature is missing, ms
 */
export function useKnownProofs(
  documents: readonly ProvenDocument[],
  patience?: number,
): ReadonlyMap<string, Proofs> {
  const hub = useHub();
  const [known, setKnown] = useState<ReadonlyMap<string, Proofs>>(new Map());
  useEffect(() => {
    const signers = knownSigners(hub);
    const stores = documents.map(({ name, doc }) => {
      const { workspace } = hub;
      const deps = { workspace, name, doc, signers, verify: isSignedBy, clock };
      const store = createProofStore(deps, patience);
      store.subscribe(() => {
        setKnown((last) => new Map(last).set(name, store.get()));
      });
      return store;
    });
    return () => {
      for (const store of stores) store.close();
    };
  }, [documents, hub, patience]);
  return known;
}
