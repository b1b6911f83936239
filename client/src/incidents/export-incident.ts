import type * as Y from 'yjs';
import { documentNameSchema } from '@holdfast/shared/protocol/names';
import { downloadFile } from '../sync/download-file.ts';
import { showProblem } from '../ui/notice.tsx';
import { incidentsText } from '../ui/text/incidents.ts';

/** Offers a whole incident as a file. `title` names the file. */
export async function downloadIncident(
  name: string,
  doc: Y.Doc,
  title: string,
  format: 'markdown' | 'json',
): Promise<void> {
  const words = incidentsText.prose;
  try {
    const [{ readExportedIncident, incidentAsJson }, { incidentMarkdown }] = await Promise.all([
      import('@holdfast/shared/transfer/exported-incident'),
      import('@holdfast/shared/transfer/incident-markdown'),
    ]);
    const exported = readExportedIncident(documentNameSchema.parse(name), doc);
    const text =
      format === 'markdown'
        ? incidentMarkdown(exported)
        : `${JSON.stringify(incidentAsJson(exported), undefined, 2)}\n`;
    const ending = format === 'markdown' ? 'md' : 'json';
    downloadFile(`${fileName(title)}.${ending}`, new TextEncoder().encode(text));
  } catch {
    showProblem(words.exportFailed, words.exportFailedWhy);
  }
}

function fileName(title: string): string {
  const plain = title.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '-');
  return plain.replaceAll(/^-|-$/gu, '').slice(0, 60) || 'incident';
}
