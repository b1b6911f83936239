import type { Projection } from '@holdfast/shared/model/projection';

/** Kinds of documents that can be somebody's alone, in the order in which they are offered. */
const restrictableKinds = ['runbook', 'incident', 'drill'] as const;

export interface DocumentChoice {
  readonly value: string;
  readonly label: string;
}

/** Documents that are there and not archived, by title: incidents after runbooks. */
export function documentChoices(
  projections: ReadonlyMap<string, Projection> | undefined,
): readonly DocumentChoice[] {
  return restrictableKinds.flatMap((kind) => {
    const found: DocumentChoice[] = [];
    for (const [value, one] of projections ?? []) {
      if (one.kind === kind && !one.archived) found.push({ value, label: one.title || value });
    }
    return found.toSorted((a, b) => order.compare(a.label, b.label));
  });
}

const order = new Intl.Collator();
