import type { Runbook } from '../model/runbook.ts';
import type { NewVersion } from '../model/versions.ts';
import type { ImportDecision } from './plan-import.ts';

/**
 * What an import adds to the past of a runbook that was there before, oldest first: its text before
 * the import changes it; and the file's, where that is not what the text becomes, because the next
 * import merges from there.
 */
export function versionsOfImport(
  decision: ImportDecision,
  before: Pick<Runbook, 'body' | 'changedBy' | 'createdBy'>,
): readonly NewVersion[] {
  const people = [before.changedBy === '' ? before.createdBy : before.changedBy];
  const kept: NewVersion = { text: before.body, reason: 'before-import', people };
  switch (decision.kind) {
    case 'change':
      return before.body === decision.text ? [] : [kept];
    case 'merge':
      return [kept, ofFile(decision.fileText)];
    case 'record':
      return before.body === decision.fileText ? [] : [ofFile(decision.fileText)];
    default:
      return [];
  }
}

function ofFile(text: string): NewVersion {
  return { text, reason: 'import', people: [] };
}
