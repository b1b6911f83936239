import type { NewVersion } from '@holdfast/shared/model/versions';
import type { HubClient } from '../hub/client-api.ts';

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
 * Keeps a text because it is reviewed or run. Of who wrote since the last version no more is known
 * than who changed the runbook last (`changedBy`; empty where not even that).
 */
export function keepVersion(
  hub: HistoryHub,
  runbook: { readonly name: string; readonly text: string; readonly changedBy: string },
  reason: 'review' | 'run',
): Promise<void> {
  const { name, text, changedBy } = runbook;
  return recordVersions(hub, name, [{ text, reason, people: [changedBy] }]);
}
