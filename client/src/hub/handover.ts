import { createHandoverWriter } from '@holdfast/shared/protocol/handover-file';
import type { WorkspaceName } from '@holdfast/shared/protocol/names';
import type { Replica } from '@holdfast/shared/replica/replica-api';
import {
  otherWorkspace,
  readHandover,
  takeHandover,
} from '@holdfast/shared/transfer/take-handover';
import type { HandOverScope, ImportFileResult } from './client-api.ts';

/**
 * Documents of this device as one file: all of them, or those with changes that too few relays
 * have. Documents are given whole, since whoever opens the file may lack what the changes build on.
 */
export async function exportWorkspace(
  replica: Pick<Replica, 'documents' | 'read' | 'status'>,
  workspace: WorkspaceName,
  scope: HandOverScope,
): Promise<Uint8Array> {
  const writer = createHandoverWriter(workspace);
  const documents =
    scope === 'everything'
      ? replica.documents()
      : (replica.status().outbox?.pendingByDocument.keys() ?? []);
  for (const doc of [...documents]) {
    const update = await replica.read(doc);
    if (update !== undefined) writer.add({ doc, update });
  }
  return writer.finish();
}

/** Takes a file, or a text that holds one, in; each document through admission as an edit of this device. */
export async function importWorkspace(
  replica: Pick<Replica, 'take' | 'submit'>,
  workspace: WorkspaceName,
  bytes: Uint8Array,
): Promise<ImportFileResult> {
  const handover = readHandover(bytes);
  if (!handover.ok) return handover;
  if (handover.workspace !== workspace)
    return { ok: false, problem: otherWorkspace(handover.workspace, workspace) };
  return takeHandover(replica, handover.documents);
}
