import type { ImageExport } from '@holdfast/shared/transfer/export-images';
import type { HubClient, DocumentUpdate } from '../hub/client-api.ts';
import type { Projections } from '../runbooks/list-model.ts';
import { downloadFile } from '../sync/download-file.ts';
import { placedRunbooks } from './placed-runbooks.ts';
import { startTransfer } from './transfer-client.ts';

/** So many documents are read at a time. */
const atOnce = 100;

export interface Exported {
  readonly runbooks: number;
  /** Images that are not in it. */
  readonly imagesLeft: ImageExport['left'];
}

/**
 * Makes files of runbooks and offers them for download. One that is wanted as Markdown and has images
 * is an archive too, so that nothing of it stays behind.
 */
export async function exportRunbooks(
  hub: Pick<HubClient, 'workspace' | 'readDocuments'>,
  projections: Projections | undefined,
  names: readonly string[],
  as: 'zip' | 'markdown',
): Promise<Exported> {
  const documents: DocumentUpdate[] = [];
  for (let at = 0; at < names.length; at += atOnce) {
    documents.push(...(await hub.readDocuments(names.slice(at, at + atOnce))));
  }
  const order = { documents, placed: placedRunbooks(projections) };
  const transfer = startTransfer();
  try {
    const zip = async (name: string): Promise<Exported> => {
      const { bytes, imagesLeft } = await transfer.ask('zip', order, Date.now());
      downloadFile(`${name}.zip`, bytes);
      return { runbooks: documents.length, imagesLeft };
    };
    if (as === 'zip') {
      const day = new Date().toISOString().slice(0, 10);
      return await zip(`${hub.workspace}-runbooks-${day}`);
    }
    const { files, images } = await transfer.ask('files', order);
    const [file] = files;
    if (file === undefined) throw new Error('the runbook could not be read');
    const name = file.path.split('/').at(-1) ?? file.path;
    if (images.files.length > 0) return await zip(name.replace(/\.[^.]*$/, ''));
    downloadFile(name, file.bytes);
    return { runbooks: documents.length, imagesLeft: images.left };
  } finally {
    transfer.close();
  }
}
