import { type ReadProofs, readProofsBy } from '@holdfast/shared/access/read-proofs';
import type { HubClient } from '../hub/client-api.ts';

/** Verifies entries for an export; undefined where the workspace has no keys. */
export async function proofReader(
  hub: Pick<HubClient, 'open' | 'workspace'>,
): Promise<ReadProofs | undefined> {
  const open = hub.open('workspace');
  try {
    await open.ready;
    return readProofsBy(hub.workspace, open.doc);
  } finally {
    open.close();
  }
}
