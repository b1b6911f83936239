import type { HubClient } from '../hub/client-api.ts';
import { addressIn } from '../app/workspace-address.tsx';
import { showNotice, showProblem } from '../ui/notice.tsx';
import { runbooksText } from '../ui/text/runbooks.ts';

/** Copies the address of a room, or of one entry of it, which is gone to when it is opened. */
export function copyEntryLink(
  hub: Pick<HubClient, 'workspace' | 'isNamedInAddresses'>,
  path: string,
  entry?: string,
): void {
  const url = new URL(addressIn(hub, path), location.origin);
  if (entry !== undefined) url.hash = entry;
  navigator.clipboard.writeText(url.href).then(
    () => showNotice(runbooksText.linkCopied),
    () => showProblem(runbooksText.failed, runbooksText.copyFailed),
  );
}
