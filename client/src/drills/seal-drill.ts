import { drillLogDocument, isEndSealed, sealDrill } from '@holdfast/shared/model/drill-log';
import type { CommandResult } from '@holdfast/shared/model/command';
import { readDrill } from '@holdfast/shared/model/drill';
import type * as Y from 'yjs';
import type { HubClient } from '../hub/client-api.ts';

type SealingHub = Pick<HubClient, 'open' | 'entryContext'>;

/**
 * Seals a drill as it stands, in the log, with or without a network. Rejects where this device could
 * not open the log; to try again does no harm.
 */
export async function sealInLog(
  hub: SealingHub,
  name: string,
  doc: Y.Doc,
): Promise<CommandResult<string>> {
  return withLog(hub, (log) => sealDrill(log, name, doc, hub.entryContext()));
}

/** The same where it has ended and the log does not have that end yet; else it writes nothing. */
export async function sealEndInLog(
  hub: SealingHub,
  name: string,
  doc: Y.Doc,
): Promise<CommandResult<string>> {
  return withLog(hub, (log) => {
    const { outcome } = readDrill(doc);
    if (outcome === 'open' || isEndSealed(log, name, outcome)) return { ok: true, changed: false };
    return sealDrill(log, name, doc, hub.entryContext());
  });
}

async function withLog<T>(hub: SealingHub, work: (log: Y.Doc) => T): Promise<T> {
  const log = hub.open(drillLogDocument);
  try {
    await log.ready;
    return work(log.doc);
  } finally {
    log.close();
  }
}
