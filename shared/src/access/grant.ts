import type { DocumentName } from '../protocol/names.ts';
import type { TokenKind } from './claims.ts';
import { may } from './permissions.ts';
import type { Role } from './roles.ts';
import type { WorkspaceAccess } from './workspace-access.ts';

/** What somebody was found to be allowed, once token and proof were checked. */
export interface Grant {
  /** Id of the person, or name of the machine. */
  readonly person: string;
  readonly name: string;
  readonly role: Role;
  /** Documents that it is limited to, besides `workspace`; absent: all. */
  readonly docs?: readonly DocumentName[] | undefined;
  readonly tokenId: string;
  /** Thumbprint of the key that was proven. */
  readonly device: string;
  readonly kind: TokenKind;
  /** Wall clock, ms since 1970. */
  readonly expiresAtMs: number;
}

const workspaceDocument = 'workspace';

/**
 * May this document, and anything made from it, be given to them? Whether by a link or over HTTP
 * only is up to `may(role, 'read')`. Everybody gets `workspace`: it says who was cut off, and whose
 * signature is whose.
 */
export function mayRead(
  { role, docs, person }: Pick<Grant, 'role' | 'docs' | 'person'>,
  doc: DocumentName,
  { restricted }: Pick<WorkspaceAccess, 'restricted'>,
): boolean {
  if (!may(role, 'read') && !may(role, 'export')) return false;
  if (doc === workspaceDocument) return true;
  if (docs !== undefined && !docs.includes(doc)) return false;
  const people = restricted.get(doc)?.people;
  return people === undefined || may(role, 'replicate') || people.includes(person);
}

/** What they may do to it: everything, add to it without changing what is there, or nothing. */
export function mayWrite(
  grant: Pick<Grant, 'role' | 'docs' | 'person'>,
  doc: DocumentName,
  access: Pick<WorkspaceAccess, 'restricted'>,
): 'all' | 'append' | 'none' {
  const { role, docs } = grant;
  if (!mayRead(grant, doc, access)) return 'none';
  if (doc === workspaceDocument) {
    return may(role, 'administer') && docs === undefined ? 'all' : 'none';
  }
  if (may(role, 'edit')) return 'all';
  return may(role, 'append') ? 'append' : 'none';
}
