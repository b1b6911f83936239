import { textHash } from '@holdfast/shared/model/ids';
import { refuseLocked } from '@holdfast/shared/model/review';
import { archiveRunbook, restoreRunbook, runbookBody } from '@holdfast/shared/model/runbook';
import { applyImport } from '@holdfast/shared/transfer/apply-import';
import { withRunbookLinks } from '@holdfast/shared/transfer/exported-links';
import { buildInitialUpdate } from '@holdfast/shared/transfer/initial-update';
import type { SyncStep } from '@holdfast/shared/transfer/plan-git-sync';
import type * as Y from 'yjs';
import type { SyncPair } from './pair-up.ts';

export type StepResult = 'written' | 'nothing' | 'changed-meanwhile';

/** Carries out a step on its runbook. One that changed or was locked since it was read is left for the next time. */
export function applyStep(
  doc: Y.Doc,
  pair: SyncPair,
  step: SyncStep,
  nowMs: number,
  by: string,
): StepResult {
  const { path, name, sourcePath, runbook, places, item } = pair;
  const body = runbookBody(doc).toJSON();
  if (body !== (runbook?.body ?? '')) return 'changed-meanwhile';
  const target = { path, name, sourcePath };
  const note = (fileText: string): StepResult => {
    const isNoted = runbook?.sourceHash === textHash(fileText) && runbook.sourcePath === sourcePath;
    if (isNoted) return 'nothing';
    applyImport(doc, { kind: 'record', ...target, fileText }, nowMs, by);
    return 'written';
  };
  switch (step.kind) {
    case 'conflict':
    case 'locked':
    case 'remove-file':
      return 'nothing';
    case 'in-step':
      return item.here.kind === 'text' ? note(item.here.text) : 'nothing';
    case 'write-file':
      return note(step.text);
    case 'archive-runbook':
      if (refuseLocked(doc) !== undefined) return 'changed-meanwhile';
      archiveRunbook(doc, nowMs, by);
      return 'written';
    case 'write-runbook':
    case 'write-both': {
      const fileText = step.text;
      if (runbook === undefined) {
        const update = buildInitialUpdate(sourcePath, fileText);
        applyImport(doc, { kind: 'create', ...target, text: fileText, update }, nowMs, by);
        return 'written';
      }
      if (refuseLocked(doc) !== undefined) return 'changed-meanwhile';
      const text = withRunbookLinks(fileText, body, places);
      doc.transact(() => {
        restoreRunbook(doc, nowMs, by);
        applyImport(
          doc,
          { kind: 'change', ...target, text, fileText, editedHere: false },
          nowMs,
          by,
        );
      });
      return 'written';
    }
  }
}
