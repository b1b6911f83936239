import * as Y from 'yjs';
import { cutText } from '../markdown/characters.ts';
import { textHash } from '../model/ids.ts';
import { refuseLocked } from '../model/review.ts';
import { cleanLine, limits, setRegister } from '../model/meta.ts';
import {
  createRunbook,
  replaceBody,
  runbookBody,
  runbookMeta,
  touchRunbook,
} from '../model/runbook.ts';
import { clearSaidRegisters, readFields } from '../model/runbook-fields.ts';
import { type ImageEdit, imageEdits } from './import-images.ts';
import type { ImportDecision } from './plan-import.ts';

/**
 * Does what was decided for one file, on that file's document; true if anything was written. A text
 * that was locked since it was decided stays. Images are not written: see `imagesToApply`. `doc` must have a client id of its own, as every new `Y.Doc` does. `nowMs` is wall clock (ms
 * since 1970), `by` the name of who imports.
 */
export function applyImport(
  doc: Y.Doc,
  decision: ImportDecision,
  nowMs: number,
  by: string,
): boolean {
  switch (decision.kind) {
    case 'create':
      Y.applyUpdate(doc, decision.update);
      doc.transact(() => noteCreated(doc, nowMs, by));
      return true;
    case 'change':
    case 'merge':
      if (refuseLocked(doc) !== undefined) return false;
      doc.transact(() => {
        replaceBody(doc, decision.text);
        clearSaidRegisters(runbookMeta(doc), runbookBody(doc));
        noteSource(doc, decision.sourcePath, decision.fileText);
        touchRunbook(doc, nowMs, by);
      });
      return true;
    case 'record':
      doc.transact(() => noteSource(doc, decision.sourcePath, decision.fileText));
      return true;
    case 'copy':
      return createRunbook(doc, copyOf(decision), nowMs, by).ok;
    case 'conflict':
    case 'locked':
    case 'unchanged':
    case 'skip':
      return false;
  }
}

/** The edits of a decision's images, to be written after `applyImport`, each as an update of its own. */
export function imagesToApply(decision: ImportDecision): readonly ImageEdit[] {
  switch (decision.kind) {
    case 'create':
    case 'copy':
    case 'change':
    case 'merge':
    case 'record':
      return decision.images === undefined ? [] : imageEdits(decision.images);
    default:
      return [];
  }
}

/** Named after its file, so that both are found side by side. */
function copyOf({ path, text }: Extract<ImportDecision, { kind: 'copy' }>) {
  const ending = ' (from the file)';
  const { title } = readFields({ sourcePath: path }, text);
  return { title: `${cutText(title, limits.titleLength - ending.length)}${ending}`, body: text };
}

function noteCreated(doc: Y.Doc, nowMs: number, by: string): void {
  const meta = runbookMeta(doc);
  setRegister(meta, 'createdAtMs', nowMs);
  setRegister(meta, 'createdBy', cleanLine(by));
}

function noteSource(doc: Y.Doc, sourcePath: string, text: string): void {
  const meta = runbookMeta(doc);
  setRegister(meta, 'sourcePath', sourcePath);
  setRegister(meta, 'sourceHash', textHash(text));
}
