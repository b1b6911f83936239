import type { SyncReport } from '../hub/client-api.ts';
import { syncText } from '../ui/text/sync.ts';

/** What stands in the place of facts that the hub has not told; undefined where it has. */
export function notKnownYet(report: Pick<SyncReport, 'known' | 'hub'>): string | undefined {
  if (report.known) return undefined;
  return report.hub === 'lost' ? syncText.notKnown : syncText.reading;
}
