import { may, type Operation } from '@holdfast/shared/access/permissions';
import type { WorkspaceAccess } from '@holdfast/shared/access/workspace-access';
import type { DocumentName } from '@holdfast/shared/protocol/names';
import { type AddOnlyPlace, accessStateText } from '../ui/text/access-state.ts';
import type { Access } from './access-report.ts';

/** Whether this device may do something, as far as it knows; `why` not, in words, with whom to ask. */
export type May = { readonly ok: true } | { readonly ok: false; readonly why: string };

const yes: May = { ok: true };

/** What is known of the workspace, besides one's own role. */
interface KnownOfWorkspace {
  /** Whom to ask, in one phrase; empty where nobody is known. */
  readonly admins: string;
  readonly restricted: WorkspaceAccess['restricted'];
}

/**
 * Asks the table of roles, and whom a document is restricted to. Where keys are not needed, or nobody has said so yet, everything may be
 * done; a device that relays let in no more goes on as before on its own copy, and is told elsewhere
 * that what it does reaches nobody.
 */
export function mayDo(
  access: Access,
  operation: Operation,
  doc: DocumentName | undefined,
  { admins, restricted }: KnownOfWorkspace,
): May {
  if (!('claims' in access) || access.claims === undefined) return yes;
  const { role, docs, sub } = access.claims;
  const people = doc === undefined ? undefined : restricted.get(doc)?.people;
  if (people?.includes(sub) === false) return { ok: false, why: accessStateText.forOthers(admins) };
  if (!may(role, operation)) {
    // Who may add something does more than read, and is told what.
    const adds = operation === 'edit' && may(role, 'append');
    const why = adds
      ? accessStateText.addOnly(addOnlyPlace(doc), admins)
      : accessStateText.readOnly(role, admins);
    return { ok: false, why };
  }
  const isOutside = docs !== undefined && doc !== undefined && !docs.includes(doc);
  return isOutside ? { ok: false, why: accessStateText.outside(admins) } : yes;
}

function addOnlyPlace(doc: DocumentName | undefined): AddOnlyPlace {
  if (doc === 'map') return 'map';
  const kind = doc?.slice(0, doc.indexOf(':'));
  if (kind === 'runbook') return 'runbooks';
  return kind === 'plan' || kind === 'drill' ? 'drills' : 'elsewhere';
}
