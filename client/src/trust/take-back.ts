import { withdraw } from '@holdfast/shared/model/review';
import type { HubClient } from '../hub/client-api.ts';
import { showNotice } from '../ui/notice.tsx';
import { runbooksText } from '../ui/text/runbooks.ts';

/** Takes back entries of a runbook's reviews, also after its page was left, and says so. */
export async function takeBack(
  hub: Pick<HubClient, 'open' | 'entryContext'>,
  name: string,
  ids: readonly string[],
  done: string,
): Promise<void> {
  const open = hub.open(name);
  try {
    await open.ready;
    withdraw(open.doc, ids, hub.entryContext());
    showNotice(done);
  } catch {
    showNotice(runbooksText.deviceFailed);
  } finally {
    open.close();
  }
}
