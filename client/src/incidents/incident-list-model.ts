import { mergeRoots, stoodForBy } from '@holdfast/shared/model/incident-roots';
import type { IncidentProjection } from '@holdfast/shared/model/projection';
import type { DocumentName } from '@holdfast/shared/protocol/names';
import type { IncidentView } from '../app/routes.ts';
import type { Projections } from '../runbooks/list-model.ts';

export interface IncidentRow {
  readonly name: DocumentName;
  readonly incident: IncidentProjection;
  /** It is the same outage as another, whose room shows it. */
  readonly isDuplicate: boolean;
  /** Document name of the one that stands for this outage: itself, unless it is a duplicate. */
  readonly root: string;
}

/** All incidents, archived or not, in no order. */
export function incidentRows(projections: Projections | undefined): readonly IncidentRow[] {
  const found = [...(projections ?? [])].flatMap(([name, one]) =>
    one.kind === 'incident' ? [[name, one] as const] : [],
  );
  const roots = mergeRoots(new Map(found.map(([name, { mergedInto }]) => [name, mergedInto])));
  return found.map(([name, incident]) => {
    const root = roots.get(name) ?? name;
    return { name, incident, isDuplicate: root !== name, root };
  });
}

/** Does it still need people? What stands for itself, is not resolved and not archived. */
export function isLive({ incident, isDuplicate }: IncidentRow): boolean {
  return !isDuplicate && !incident.archived && incident.status !== 'resolved';
}

/** What the list shows: live ones first, the gravest first, then the last declared. */
export function listIncidents(
  rows: readonly IncidentRow[],
  view: IncidentView,
): readonly IncidentRow[] {
  return rows
    .filter((row) => {
      if (view === 'archived') return row.incident.archived;
      return view === 'live' ? isLive(row) : !row.incident.archived;
    })
    .toSorted(
      (a, b) =>
        Number(isLive(b)) - Number(isLive(a)) ||
        (isLive(a) ? gravity(a) - gravity(b) : 0) ||
        b.incident.declaredAtMs - a.incident.declaredAtMs ||
        (a.name < b.name ? -1 : 1),
    );
}

/** A drill is never graver than what is really broken. */
function gravity({ incident }: IncidentRow): number {
  return incident.severity + (incident.drill ? 10 : 0);
}

/** Names of the incidents that were merged into this one, directly or not. */
export function mergedIntoThis(
  name: string,
  projections: Projections | undefined,
): readonly string[] {
  const found = new Map<string, string>();
  for (const [other, one] of projections ?? []) {
    if (one.kind === 'incident') found.set(other, one.mergedInto);
  }
  return stoodForBy(name, found);
}
