import type { Operation } from '@holdfast/shared/access/permissions';

/** What a command does, as the table of roles calls it; `doc`: to the document on screen. */
export interface CommandOperation {
  readonly operation: Operation;
  readonly isHere: boolean;
}

const hereEdited = new Set([
  ...['edit', 'rename', 'template', 'archive', 'restore'],
  ...['incident-archive', 'incident-restore', 'drill-archive', 'drill-restore'],
]);
const edited = new Set(['create', 'duplicate', 'import', 'new-plan']);
const appended = new Set(['run', 'run-part', 'start-drill', 'declare', 'declare-from']);
const hereAppended = new Set(['review', 'comment', 'suggest', 'run-end']);
/** Of an incident on screen, what changes nothing. */
const lookedAt = new Set([
  ...['incident-notes', 'incident-postmortem', 'incident-report'],
  ...['incident-export-markdown', 'incident-export-json', 'incident-copy-link', 'incident-print'],
]);
/** Of a run, what moves about in it. */
const moves = new Set(['step-next', 'step-previous', 'step-current']);

/** Undefined for what everybody may do. */
export function commandOperation(id: string): CommandOperation | undefined {
  if (hereEdited.has(id)) return { operation: 'edit', isHere: true };
  if (edited.has(id)) return { operation: 'edit', isHere: false };
  if (appended.has(id)) return { operation: 'append', isHere: false };
  if (id.startsWith('map-')) return { operation: 'edit', isHere: true };
  if (lookedAt.has(id) || moves.has(id)) return undefined;
  const isHere = hereAppended.has(id) || id.startsWith('incident-') || id.startsWith('step-');
  return isHere ? { operation: 'append', isHere: true } : undefined;
}
