import {
  runbooksByComponent,
  runbooksOf,
  usedRunbooks,
} from '@holdfast/shared/finding/linked-documents';
import type { MapValue } from '@holdfast/shared/model/map-value';
import type { Projection } from '@holdfast/shared/model/projection';
import type { DocumentName } from '@holdfast/shared/protocol/names';
import type { ReviewQuestion } from './review.ts';

/**
 * What the review has to know beside the map: which components have a runbook, the workspace's
 * relays, and the day.
 */
export function reviewQuestionOf(
  { components }: Pick<MapValue, 'components'>,
  projections: ReadonlyMap<DocumentName, Projection> | undefined,
  on: string,
): ReviewQuestion {
  const byComponent = runbooksByComponent(usedRunbooks(projections));
  const withRunbook = [...components.values()].flatMap((one) =>
    runbooksOf(one, byComponent).length > 0 ? [one.id] : [],
  );
  const relays = [...(projections?.values() ?? [])].flatMap((one) =>
    one.kind === 'workspace' ? one.relays : [],
  );
  return { withRunbook, relays, on };
}
