import {
  countSignatures,
  type SignatureCounts,
  type SignaturesOf,
} from '@holdfast/shared/transfer/drill-log-export';
import * as Y from 'yjs';
import type { HubClient } from '../../hub/client-api.ts';
import { proofReader } from '../../signing/read-proofs.ts';

/** Documents read at once, so that a large log is never in memory as a whole. */
const atOnce = 20;

/** What signatures show of each drill; undefined where the workspace has no keys. */
export async function drillSignatures(
  hub: Pick<HubClient, 'open' | 'workspace' | 'readDocuments'>,
  rows: readonly { readonly document: string }[],
): Promise<SignaturesOf | undefined> {
  const readProofs = await proofReader(hub);
  if (readProofs === undefined) return undefined;
  const counts = new Map<string, SignatureCounts>();
  for (let at = 0; at < rows.length; at += atOnce) {
    const names = rows.slice(at, at + atOnce).map(({ document }) => document);
    for (const { doc: name, update } of await hub.readDocuments(names)) {
      const doc = new Y.Doc();
      Y.applyUpdate(doc, update);
      counts.set(name, countSignatures(await readProofs(name, doc)));
      doc.destroy();
    }
  }
  return counts;
}
