import type {
  DrillProjection,
  IncidentProjection,
  Projection,
  RunbookProjection,
} from '@holdfast/shared/model/projection';
import type { MapComponent } from '@holdfast/shared/model/map-value';

export interface Linked<T> {
  /** Document name. */
  readonly name: string;
  readonly projection: T;
}

export interface LinkedDocuments {
  readonly runbooks: readonly Linked<RunbookProjection>[];
  readonly incidents: readonly Linked<IncidentProjection>[];
  readonly drills: readonly Linked<DrillProjection>[];
}

/** Names by which other documents may mean a component, in lower case. */
function namesOf(component: Pick<MapComponent, 'id' | 'name' | 'aliases'>): ReadonlySet<string> {
  return new Set([component.name, ...component.aliases, component.id].map(asKey));
}

function asKey(name: string): string {
  return name.trim().toLowerCase();
}

/** Runbooks and incidents that name a component, and drills of those runbooks; latest first. */
export function linkedDocuments(
  component: MapComponent,
  projections: ReadonlyMap<string, Projection> | undefined,
): LinkedDocuments {
  const names = namesOf(component);
  const isMeant = (components: readonly string[]): boolean =>
    components.some((one) => names.has(asKey(one)));
  const runbooks: Linked<RunbookProjection>[] = [];
  const incidents: Linked<IncidentProjection>[] = [];
  for (const [name, projection] of projections ?? []) {
    if (projection.kind === 'runbook' && !projection.archived && isMeant(projection.components))
      runbooks.push({ name, projection });
    if (projection.kind === 'incident' && !projection.archived && isMeant(projection.components))
      incidents.push({ name, projection });
  }
  const own = new Set(runbooks.map(({ name }) => name));
  const drills: Linked<DrillProjection>[] = [];
  for (const [name, projection] of projections ?? []) {
    if (projection.kind !== 'drill' || projection.archived) continue;
    if (projection.runs.some(({ runbook }) => own.has(runbook))) drills.push({ name, projection });
  }
  return {
    runbooks: runbooks.toSorted((a, b) => a.projection.title.localeCompare(b.projection.title)),
    incidents: incidents.toSorted((a, b) => b.projection.declaredAtMs - a.projection.declaredAtMs),
    drills: drills.toSorted((a, b) => b.projection.startedAtMs - a.projection.startedAtMs),
  };
}
