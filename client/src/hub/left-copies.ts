import {
  documentNameSchema,
  type DocumentName,
  type WorkspaceName,
} from '@holdfast/shared/protocol/names';
import { tabCopyName } from './open-documents.ts';

/** Documents of which a database of an earlier tab is left; none where the browser does not list databases. */
export async function leftCopies(workspace: WorkspaceName): Promise<readonly DocumentName[]> {
  const prefix = tabCopyName(workspace, '');
  const databases = await indexedDB.databases?.().catch(() => []);
  return (databases ?? []).flatMap(({ name }) => {
    if (name === undefined || !name.startsWith(prefix)) return [];
    const doc = documentNameSchema.safeParse(name.slice(prefix.length));
    return doc.success ? [doc.data] : [];
  });
}
