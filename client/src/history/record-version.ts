import type { NewVersion } from '@holdfast/shared/model/versions';
import { runbookBody, readRunbookMeta } from '@holdfast/shared/model/runbook';
import type { HubClient, OpenDocument } from '../hub/client-api.ts';

/** Compression comes along with it, and is wanted only now and then. */
const loadModel = () => import('@holdfast/shared/model/versions');

type HistoryHub = Pick<HubClient, 'open' | 'entryContext'>;

/**
 * Adds versions, in this order, to a runbook's past, which is opened just for that; the same text
 * is not kept twice. Needs no network. Rejects where this device cannot open or load what it takes:
 * the text itself is not affected, and the next version tells as much.
 */
export async function recordVersions(
  hub: HistoryHub,
  runbook: string,
  added: readonly NewVersion[],
): Promise<void> {
  const model = await loadModel();
  const history = hub.open(model.historyDocument(runbook));
  try {
    await history.ready;
    for (const version of added) model.recordVersion(history.doc, version, hub.entryContext());
  } finally {
    history.close();
  }
}

/**
 * Keeps the text of an open runbook because it is reviewed or run: the present one, or the given
 * one where that was looked at. Of who wrote since the last version it knows who changed it last.
 */
export function keepVersion(
  hub: HistoryHub,
  open: Pick<OpenDocument, 'name' | 'doc'>,
  reason: 'review' | 'run',
  text = runbookBody(open.doc).toJSON(),
): Promise<void> {
  const { changedBy, createdBy } = readRunbookMeta(open.doc);
  return recordVersions(hub, open.name, [{ text, reason, people: [changedBy ?? createdBy ?? ''] }]);
}
