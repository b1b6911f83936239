import { useCallback } from 'react';
import * as Y from 'yjs';
import { documentNameSchema } from '@holdfast/shared/protocol/names';
import { useHub, useReadProjections } from '../app/hub-context.tsx';
import type { HubClient } from '../hub/client-api.ts';
import type { Projections } from '../runbooks/list-model.ts';
import { downloadFile } from '../sync/download-file.ts';
import { showProblem } from '../ui/notice.tsx';
import { incidentsText } from '../ui/text/incidents.ts';
import { mergedIntoThis } from './incident-list-model.ts';

type Download = (name: string, doc: Y.Doc, title: string, format: 'markdown' | 'json') => void;

/**
 * Offers a whole incident as a file, with those that were merged into it as this device has them.
 * `title` names the file.
 */
export function useDownloadIncident(): Download {
  const hub = useHub();
  const readProjections = useReadProjections();
  return useCallback<Download>(
    (...asked) => void download({ hub, readProjections }, ...asked),
    [hub, readProjections],
  );
}

async function download(
  device: {
    readonly hub: Pick<HubClient, 'readDocuments' | 'open' | 'workspace'>;
    readonly readProjections: () => Projections | undefined;
  },
  name: string,
  doc: Y.Doc,
  title: string,
  format: 'markdown' | 'json',
): Promise<void> {
  const words = incidentsText.prose;
  try {
    const [{ readExportedIncident, incidentAsJson }, { incidentMarkdown }, { proofReader }] =
      await Promise.all([
        import('@holdfast/shared/transfer/exported-incident'),
        import('@holdfast/shared/transfer/incident-markdown'),
        import('../signing/read-proofs.ts'),
      ]);
    const readProofs = await proofReader(device.hub);
    const proofsOf = async (document: string, of: Y.Doc) => {
      const proofs = await readProofs?.(document, of);
      return proofs === undefined ? {} : { proofs };
    };
    const projections = device.readProjections();
    const workspace = projections?.get('workspace');
    const names = workspace?.kind === 'workspace' ? workspace.incidentNames : undefined;
    const named = names === undefined ? {} : { names };
    const others = mergedIntoThis(name, projections).map((one) => documentNameSchema.parse(one));
    const found = others.length === 0 ? [] : await device.hub.readDocuments(others);
    const exported = readExportedIncident(documentNameSchema.parse(name), doc, {
      ...named,
      ...(await proofsOf(name, doc)),
      merged: await Promise.all(
        found.map(async ({ doc: other, update }) => {
          const read = new Y.Doc();
          Y.applyUpdate(read, update);
          return readExportedIncident(other, read, { ...named, ...(await proofsOf(other, read)) });
        }),
      ),
      unread: others.filter((one) => !found.some((other) => other.doc === one)),
    });
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
