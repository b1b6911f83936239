import { unseal } from '@holdfast/shared/replica/checksum';
import { compactUpdates } from '@holdfast/shared/replica/heavy-inline';
import { decodeChunk, keys } from '@holdfast/shared/replica/layout';
import type { DocumentName } from '@holdfast/shared/protocol/names';
import type { Replica } from '@holdfast/shared/replica/replica-api';
import * as Y from 'yjs';
import type { MemoryDisk } from './memory-store.ts';

/** The tokens of a document that a machine would have after losing its power now, read from its disk alone. */
export function tokensOnDisk(disk: MemoryDisk, doc: DocumentName): ReadonlySet<string> {
  const yDoc = new Y.Doc();
  const snapshotRow = disk.rows.get(keys.snapshot(doc));
  const snapshot = snapshotRow && unseal(snapshotRow);
  if (snapshot !== undefined) Y.applyUpdate(yDoc, snapshot);
  for (const key of [...disk.rows.keys()].filter((name) => name.startsWith('c/')).sort()) {
    const row = disk.rows.get(key);
    for (const entry of (row && decodeChunk(row)) ?? []) {
      if (entry.doc === doc) Y.applyUpdate(yDoc, entry.update);
    }
  }
  return tokensOf(yDoc);
}

/** The canonical bytes of each document, as hex, and the tokens in it. */
export async function contentsOf(
  replica: Replica,
  documents: readonly DocumentName[],
): Promise<
  ReadonlyMap<DocumentName, { readonly bytes: string; readonly tokens: ReadonlySet<string> }>
> {
  const contents = new Map<DocumentName, { bytes: string; tokens: ReadonlySet<string> }>();
  for (const doc of documents) {
    const state = await replica.read(doc);
    if (state === undefined) {
      contents.set(doc, { bytes: '', tokens: new Set() });
      continue;
    }
    const update = canonical(state);
    if (update === undefined) {
      contents.set(doc, { bytes: 'incomplete', tokens: new Set() });
      continue;
    }
    const yDoc = new Y.Doc();
    Y.applyUpdate(yDoc, update);
    contents.set(doc, { bytes: Buffer.from(update).toString('hex'), tokens: tokensOf(yDoc) });
  }
  return contents;
}

function canonical(state: Uint8Array): Uint8Array | undefined {
  try {
    return compactUpdates([state]).update;
  } catch {
    return undefined;
  }
}

function tokensOf(yDoc: Y.Doc): ReadonlySet<string> {
  return new Set(yDoc.getMap('tokens').keys());
}
