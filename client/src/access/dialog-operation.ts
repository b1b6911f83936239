import type { Operation } from '@holdfast/shared/access/permissions';
import type { DocumentName } from '@holdfast/shared/protocol/names';
import type { Dialog } from '../app/dialogs.tsx';

/** What a dialog does, as the table of roles calls it, and to which document, where that is said. */
export function dialogOperation(dialog: Dialog | undefined): readonly [Operation, DocumentName?] {
  switch (dialog?.kind) {
    case undefined:
    case 'help':
    case 'not-allowed':
    case 'who-may-see':
    case 'take-hand-over':
      return ['read'];
    case 'create':
      return ['edit', 'runbook:new'];
    case 'rename':
      return ['edit', dialog.name];
    case 'review':
      return ['append', dialog.name];
    case 'declare':
      return ['append', 'incident:new'];
    case 'start-drill':
      return ['append', 'drill:new'];
    case 'map-component':
    case 'map-needs':
    case 'map-group':
    case 'map-places':
    case 'map-domains':
      return ['edit', 'map'];
    case 'incident-templates':
      return ['administer'];
    case 'incident-rename':
    case 'incident-merge':
    case 'incident-update':
    case 'incident-run':
    case 'incident-correct':
    case 'incident-time':
    case 'incident-give':
    case 'start-run':
    case 'step-words':
    case 'end-run':
    case 'run-values':
      return ['append'];
  }
}
