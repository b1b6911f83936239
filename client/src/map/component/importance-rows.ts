import type { Importance, Probability } from '@holdfast/shared/analysis/diagram';
import { type MapNode, mapNodeOf, mapNodes } from '@holdfast/shared/analysis/map-node';

export const importanceMeasures = ['fussellVesely', 'birnbaum', 'raw'] as const;
export type ImportanceMeasure = (typeof importanceMeasures)[number];

/** One thing that matters for a component. */
export interface ImportanceRow extends Pick<Importance, 'event' | ImportanceMeasure> {
  readonly node: MapNode;
  /** The component is down whenever this is. */
  readonly isSure: boolean;
  /** It is the component's own failure. */
  readonly isItself: boolean;
  /** Nobody said how often it fails: it counts as never down. */
  readonly hasNoNumber: boolean;
}

/** The worst first by one measure; ties in the order of the others. What changes nothing is left out. */
export function importanceRows(
  component: string,
  { importance = [], unknown, lower }: Pick<Probability, 'importance' | 'unknown' | 'lower'>,
  by: ImportanceMeasure,
): readonly ImportanceRow[] {
  const own = mapNodes.componentFailure(component);
  const numberless = new Set(unknown);
  return importance
    .flatMap(({ event, birnbaum, fussellVesely, raw }): readonly ImportanceRow[] => {
      const node = mapNodeOf(event);
      if (node === undefined || birnbaum <= 0) return [];
      const isItself = event === own;
      const hasNoNumber = numberless.has(event);
      // How likely it is then; where nothing has a number, the gain is all of it.
      const then = lower > 0 ? raw * lower : birnbaum;
      const isSure = then >= 1 - 1e-9;
      return [{ event, node, birnbaum, fussellVesely, raw, isSure, isItself, hasNoNumber }];
    })
    .toSorted(
      (a, b) =>
        descending(a[by], b[by]) ||
        descending(a.fussellVesely, b.fussellVesely) ||
        descending(a.birnbaum, b.birnbaum) ||
        (a.event < b.event ? -1 : 1),
    );
}

/** Is there nothing to compare: nothing at all, or its own failure alone? */
export function areOnlyItself(rows: readonly ImportanceRow[]): boolean {
  return rows.every(({ isItself }) => isItself);
}

/** Two that are both without end are equal: their difference is no number. */
function descending(a: number, b: number): number {
  return a === b ? 0 : b > a ? 1 : -1;
}
