import type { DrillState } from '@holdfast/shared/model/drill-fold';
import type { Projections } from '../../runbooks/list-model.ts';

export interface ListedRunbook {
  /** Document name. */
  readonly name: string;
  readonly title: string;
}

/** Runbooks that may be run in a drill: by title, those that are about its components first. */
export function runbooksFor(
  { planned }: Pick<DrillState, 'planned'>,
  projections: Projections | undefined,
): readonly ListedRunbook[] {
  const map = projections?.get('map');
  const ids = new Set(planned?.scope.components ?? []);
  const about = new Set(
    map?.kind === 'map'
      ? map.components.flatMap(({ id, name }) => (ids.has(id) ? [name.toLowerCase()] : []))
      : [],
  );
  const found: (ListedRunbook & { readonly fits: boolean })[] = [];
  for (const [name, one] of projections ?? []) {
    if (one.kind !== 'runbook' || one.archived) continue;
    const fits = one.components.some((component) => about.has(component.toLowerCase()));
    found.push({ name, title: one.title, fits });
  }
  return found.toSorted(
    (a, b) => Number(b.fits) - Number(a.fits) || a.title.localeCompare(b.title),
  );
}
