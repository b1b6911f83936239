import type { PlacedDocument } from '@holdfast/shared/transfer/plan-export';
import type { Projections } from '../runbooks/list-model.ts';

/** All runbooks that are here, with what decides where their files lie. */
export function placedRunbooks(projections: Projections | undefined): readonly PlacedDocument[] {
  return [...(projections ?? [])].flatMap(([name, projection]) =>
    projection.kind === 'runbook'
      ? [{ name, sourcePath: projection.sourcePath, title: projection.title }]
      : [],
  );
}
