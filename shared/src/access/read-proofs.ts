import type * as Y from 'yjs';
import type { EntryProof } from './entry-proof.ts';
import { createEntryVerifier } from './entry-verifier.ts';
import { isSignedBy } from './es256.ts';
import { signersOf } from './signers-of.ts';
import { readWorkspaceAccess } from './workspace-access.ts';

/** Who wrote each entry of a document, by the entry's id. */
export type ReadProofs = (document: string, doc: Y.Doc) => Promise<ReadonlyMap<string, EntryProof>>;

/**
 * Verifies documents once, for an export; undefined where the workspace has no keys: then nothing
 * is to be said of signatures.
 *
 * @param of the document `workspace`; undefined where there is none
 */
export function readProofsBy(workspace: string, of: Y.Doc | undefined): ReadProofs | undefined {
  const signers = of === undefined ? undefined : signersOf(readWorkspaceAccess(of));
  if (signers === undefined) return undefined;
  return (document, doc) =>
    createEntryVerifier({ workspace, document }, isSignedBy).check(doc, signers);
}
