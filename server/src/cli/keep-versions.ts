import { historyDocument, type NewVersion, recordVersion } from '@holdfast/shared/model/versions';
import type { DocumentName } from '@holdfast/shared/protocol/names';
import { nodeRandom } from '../relay/node-clock.ts';
import type { Session } from './session.ts';

/** Adds versions, in this order, to a runbook's past. `nowMs`: wall clock, ms since 1970. */
export async function keepVersions(
  session: Pick<Session, 'change'>,
  runbook: DocumentName,
  versions: readonly NewVersion[],
  { by, nowMs }: { readonly by: string; readonly nowMs: number },
): Promise<void> {
  if (versions.length === 0) return;
  const context = { actor: { name: by, device: '' }, nowMs, random: nodeRandom };
  await session.change(historyDocument(runbook), (history) =>
    versions
      .map((version) => recordVersion(history, version, context))
      .some((isRecorded) => isRecorded),
  );
}
