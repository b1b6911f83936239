import type { HubClient, DocumentUpdate } from '../hub/client-api.ts';
import type { Projections } from '../runbooks/list-model.ts';
import { downloadFile } from '../sync/download-file.ts';
import { placedRunbooks } from './placed-runbooks.ts';
import { startTransfer } from './transfer-client.ts';

/** So many documents are read at a time. */
const atOnce = 100;

/** Makes files of runbooks and offers them for download; resolves with how many there were. */
export async function exportRunbooks(
  hub: Pick<HubClient, 'workspace' | 'readDocuments'>,
  projections: Projections | undefined,
  names: readonly string[],
  as: 'zip' | 'markdown',
): Promise<number> {
  const documents: DocumentUpdate[] = [];
  for (let at = 0; at < names.length; at += atOnce) {
    documents.push(...(await hub.readDocuments(names.slice(at, at + atOnce))));
  }
  const order = { documents, placed: placedRunbooks(projections) };
  const transfer = startTransfer();
  try {
    if (as === 'zip') {
      const day = new Date().toISOString().slice(0, 10);
      const bytes = await transfer.ask('zip', order, Date.now());
      downloadFile(`${hub.workspace}-runbooks-${day}.zip`, bytes);
    } else {
      const [file] = await transfer.ask('files', order);
      if (file === undefined) throw new Error('the runbook could not be read');
      downloadFile(file.path.split('/').at(-1) ?? file.path, file.bytes);
    }
    return documents.length;
  } finally {
    transfer.close();
  }
}
