import { noAccess } from '@holdfast/shared/access/workspace-access';
import type { NewVersion } from '@holdfast/shared/model/versions';
import { accessFrom, readAccessReport } from '../access/access-report.ts';
import { mayDo } from '../access/may-do.ts';
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
 * Keeps a text because it is reviewed or run, where this device may write the runbook: whoever may only
 * add to it may review and run it, and relays would keep the version back. Of who wrote since the last version no more is known
 * than who changed the runbook last (`changedBy`; empty where not even that).
 */
export async function keepVersion(
  hub: HistoryHub & Pick<HubClient, 'access'>,
  runbook: { readonly name: string; readonly text: string; readonly changedBy: string },
  reason: 'review' | 'run',
): Promise<void> {
  const { name, text, changedBy } = runbook;
  const access = accessFrom(readAccessReport(hub.access.get()));
  const known = { admins: '', restricted: noAccess.restricted };
  if (!mayDo(access, 'edit', name, known).ok) return;
  await recordVersions(hub, name, [{ text, reason, people: [changedBy] }]);
}
