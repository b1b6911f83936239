import { drillLogDocument, sealDrill } from '@holdfast/shared/model/drill-log';
import type { CommandResult } from '@holdfast/shared/model/command';
import type * as Y from 'yjs';
import type { HubClient } from '../hub/client-api.ts';

/**
 * Seals a drill as it stands, in the log, with or without a network. Rejects where this device could
 * not open the log; to try again does no harm.
 */
export async function sealInLog(
  hub: Pick<HubClient, 'open' | 'entryContext'>,
  name: string,
  doc: Y.Doc,
): Promise<CommandResult<string>> {
  const log = hub.open(drillLogDocument);
  try {
    await log.ready;
    return sealDrill(log.doc, name, doc, hub.entryContext());
  } finally {
    log.close();
  }
}
