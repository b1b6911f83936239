import { dropOldFiles } from '@holdfast/shared/model/drill-retention';
import type { HubClient } from '../../hub/client-api.ts';
import { sealInLog } from '../seal-drill.ts';

/** What was dropped. `failed`: drills that could not be opened, or sealed afterwards. */
export interface DroppedFiles {
  readonly files: number;
  readonly drills: number;
  readonly failed: number;
}

/** Drops contents of files that are older than `days` out of drills that ended, and seals those again. */
export async function dropFiles(
  hub: Pick<HubClient, 'open' | 'entryContext'>,
  names: readonly string[],
  days: number,
): Promise<DroppedFiles> {
  let [files, drills, failed] = [0, 0, 0];
  for (const name of names) {
    const open = hub.open(name);
    try {
      await open.ready;
      const done = dropOldFiles(open.doc, days, hub.entryContext());
      if (!done.ok || done.dropped === 0) continue;
      files += done.dropped;
      drills += 1;
      const sealed = await sealInLog(hub, name, open.doc);
      if (!sealed.ok) failed += 1;
    } catch {
      failed += 1;
    } finally {
      open.close();
    }
  }
  return { files, drills, failed };
}
