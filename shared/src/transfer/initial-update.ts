import * as Y from 'yjs';
import { deterministicClientId, textHash } from '../model/ids.ts';
import { runbookBody, runbookMeta } from '../model/runbook.ts';

/**
 * The first Yjs update of an imported runbook. It depends on path and text alone: everyone who
 * imports the same file makes the same bytes, so that two who did not know of each other have one
 * text after merging, not two. Hence nothing of a clock or a person is in it; `applyImport` writes
 * those as registers of the importer's own, where the last writer wins and nothing doubles.
 *
 * The order of writes is part of the format: changed, two versions' imports would no longer meet.
 */
export function buildInitialUpdate(sourcePath: string, text: string): Uint8Array {
  const doc = new Y.Doc();
  doc.clientID = deterministicClientId(sourcePath, text);
  doc.transact(() => {
    const meta = runbookMeta(doc);
    meta.set('sourcePath', sourcePath);
    meta.set('sourceHash', textHash(text));
    if (text !== '') runbookBody(doc).insert(0, text);
  });
  const update = Y.encodeStateAsUpdate(doc);
  doc.destroy();
  return update;
}
