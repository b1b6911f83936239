import { z } from 'zod/mini';
import { workspaceNamePattern } from './workspace-name-pattern.ts';

/** `demo`, `acme-payments`: what follows `/sync/` and `/link/` in an address. */
export const workspaceNameSchema = z.string().check(z.regex(workspaceNamePattern));
export type WorkspaceName = z.infer<typeof workspaceNameSchema>;

/** `workspace`, `map`, `runbook:01jabc…`: a kind, and for kinds with many documents an id. */
export const documentNameSchema = z
  .string()
  .check(z.regex(/^[a-z][a-z-]{0,31}(?::[A-Za-z0-9][A-Za-z0-9_-]{0,63})?$/));
export type DocumentName = z.infer<typeof documentNameSchema>;

/** The kind of a document name: what stands before the colon. */
export function documentKind(name: DocumentName): string {
  const colon = name.indexOf(':');
  return colon < 0 ? name : name.slice(0, colon);
}
