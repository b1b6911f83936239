import type { Projections } from '../runbooks/list-model.ts';
import { type IncidentRow, incidentRows, listIncidents } from './incident-list-model.ts';

export interface MergeChoices {
  readonly found: readonly IncidentRow[];
  /** How many more have the words asked for than are offered at once. */
  readonly more: number;
  /** How many there are, whatever was asked for. */
  readonly all: number;
}

const most = 50;

/** Incidents that `own` may be the same as: those whose title has every word, live ones first. */
export function findToMerge(
  projections: Projections | undefined,
  own: string,
  query: string,
): MergeChoices {
  const all = listIncidents(incidentRows(projections), 'all').filter(
    ({ name, isDuplicate }) => name !== own && !isDuplicate,
  );
  const words = query.toLowerCase().split(/\s+/u);
  const fit = all.filter(({ incident }) => {
    const text = `${incident.title} ${incident.components.join(' ')}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
  return {
    found: fit.slice(0, most),
    more: Math.max(0, fit.length - most),
    all: all.length,
  };
}
