import {
  documentNameSchema,
  workspaceNameSchema,
  type DocumentName,
  type WorkspaceName,
} from '@holdfast/shared/protocol/names';

export type SocketPath =
  | { readonly kind: 'sync'; readonly workspace: WorkspaceName; readonly doc: DocumentName }
  | {
      readonly kind: 'link';
      readonly workspace: WorkspaceName;
      /** The visitor does not want to create it. */
      readonly mustExist: boolean;
    }
  /** One of our paths, but the names in it cannot be: trying again will not help. */
  | { readonly kind: 'bad-name'; readonly problem: string }
  | { readonly kind: 'unknown' };

/** In the query of a link: only if the workspace exists. */
export const existingOnly = 'existing';

/** Reads `/sync/<workspace>/<document>` and `/link/<workspace>[?existing]`; names may be percent-encoded, any other query is ignored. */
export function parseSocketPath(target: string): SocketPath {
  const [path = '', query = ''] = target.split('?');
  const parts = path.slice(1).split('/').map(decoded);
  const [kind, workspaceText, docText] = parts;
  const expected = kind === 'sync' ? 3 : kind === 'link' ? 2 : 0;
  if (!path.startsWith('/') || parts.length !== expected) return { kind: 'unknown' };
  const workspace = workspaceNameSchema.safeParse(workspaceText);
  if (!workspace.success) return { kind: 'bad-name', problem: 'not a workspace name' };
  if (kind === 'link') {
    const mustExist = query.split('&').includes(existingOnly);
    return { kind, workspace: workspace.data, mustExist };
  }
  const doc = documentNameSchema.safeParse(docText);
  if (!doc.success) return { kind: 'bad-name', problem: 'not a document name' };
  return { kind: 'sync', workspace: workspace.data, doc: doc.data };
}

function decoded(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}
