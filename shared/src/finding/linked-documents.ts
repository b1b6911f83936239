import type { MapComponent } from '../model/map-value.ts';
import type {
  DrillProjection,
  IncidentProjection,
  Projection,
  RunbookProjection,
} from '../model/projection.ts';
import type { DocumentName } from '../protocol/names.ts';

type Projections = ReadonlyMap<DocumentName, Projection>;

type Named = Pick<MapComponent, 'id' | 'name' | 'aliases'>;

export interface NamedRunbook {
  readonly name: DocumentName;
  readonly runbook: RunbookProjection;
}

/** Runbooks that are in use: not archived, and no templates. */
export function usedRunbooks(projections: Projections | undefined): readonly NamedRunbook[] {
  const used: NamedRunbook[] = [];
  for (const [name, projection] of projections ?? []) {
    if (projection.kind !== 'runbook' || projection.archived || projection.template) continue;
    used.push({ name, runbook: projection });
  }
  return used.toSorted((a, b) => (a.runbook.title < b.runbook.title ? -1 : 1));
}

/** Runbooks by what they say they are for, in small letters. */
export function runbooksByComponent(
  runbooks: readonly NamedRunbook[],
): ReadonlyMap<string, readonly NamedRunbook[]> {
  const by = new Map<string, NamedRunbook[]>();
  for (const one of runbooks) {
    for (const component of one.runbook.components) {
      const key = asKey(component);
      const of = by.get(key);
      if (of === undefined) by.set(key, [one]);
      else of.push(one);
    }
  }
  return by;
}

/** A runbook names a component by its name, another name of it, or its id. */
export function runbooksOf(
  component: Named,
  by: ReadonlyMap<string, readonly NamedRunbook[]>,
): readonly NamedRunbook[] {
  const found = new Set<NamedRunbook>();
  for (const name of namesOf(component)) {
    for (const one of by.get(name) ?? []) found.add(one);
  }
  return [...found];
}

export interface Linked<T> {
  /** Document name. */
  readonly name: string;
  readonly projection: T;
}

export interface LinkedDocuments {
  readonly runbooks: readonly NamedRunbook[];
  readonly incidents: readonly Linked<IncidentProjection>[];
  readonly drills: readonly Linked<DrillProjection>[];
}

/**
 * Runbooks of a component, incidents that name it or in which one of those runbooks was run, and
 * drills of those runbooks; latest first.
 */
export function linkedDocuments(
  component: Named,
  projections: Projections | undefined,
): LinkedDocuments {
  const names = namesOf(component);
  const runbooks = runbooksOf(component, runbooksByComponent(usedRunbooks(projections)));
  const own = new Set<string>(runbooks.map(({ name }) => name));
  const incidents: Linked<IncidentProjection>[] = [];
  const drills: Linked<DrillProjection>[] = [];
  for (const [name, projection] of projections ?? []) {
    if (projection.kind !== 'incident' && projection.kind !== 'drill') continue;
    if (projection.archived) continue;
    const isRun = projection.runs.some(({ runbook }) => own.has(runbook));
    if (projection.kind === 'drill') {
      if (isRun) drills.push({ name, projection });
    } else if (isRun || projection.components.some((one) => names.has(asKey(one)))) {
      incidents.push({ name, projection });
    }
  }
  return {
    runbooks,
    incidents: incidents.toSorted((a, b) => b.projection.declaredAtMs - a.projection.declaredAtMs),
    drills: drills.toSorted((a, b) => b.projection.startedAtMs - a.projection.startedAtMs),
  };
}

/** Names by which other documents may mean a component, as `asKey` writes them. */
export function namesOf(component: Named): ReadonlySet<string> {
  return new Set([component.name, component.id, ...component.aliases].map(asKey));
}

/** A name as it is compared: case and spaces around it do not count. */
export function asKey(name: string): string {
  return name.trim().toLowerCase();
}
