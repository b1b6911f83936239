import type * as Y from 'yjs';
import type { IncidentRole } from '../model/incident-terms.ts';
import { readIncident } from '../model/incident.ts';
import type { IncidentProjection } from '../model/projection.ts';
import type { DocumentName } from '../protocol/names.ts';

/** What the front of a bundle says of an incident; its timeline is read when it is written. */
export interface SurveyedIncident extends Pick<
  IncidentProjection,
  | 'title'
  | 'severity'
  | 'severityStated'
  | 'status'
  | 'drill'
  | 'archived'
  | 'declaredAtMs'
  | 'mergedInto'
> {
  readonly name: DocumentName;
  /** Wall clock, ms since 1970; 0 while it is not resolved, or where nobody can tell. */
  readonly resolvedAtMs: number;
  readonly roles: readonly { readonly role: IncidentRole; readonly person: string }[];
  /** Incidents that turned out to be the same outage. */
  readonly duplicates: readonly SurveyedIncident[];
}

/** Reads what the front of a bundle says of an incident, `projected` being its projection. */
export function surveyIncident(
  name: DocumentName,
  doc: Y.Doc,
  projected: IncidentProjection,
): SurveyedIncident {
  const { title, severity, severityStated, status, drill, archived, declaredAtMs, mergedInto } =
    projected;
  const roles = readIncident(doc).state.roles.flatMap(({ role, holders }) =>
    holders.map(({ value: person }) => ({ role, person })),
  );
  return {
    ...{ name, title, severity, severityStated, status, drill, archived },
    ...{ declaredAtMs, mergedInto, roles },
    resolvedAtMs: projected.milestones.resolved ?? 0,
    duplicates: [],
  };
}

/** Real ones before drills, the gravest first, then the last declared. */
export function inGravity(incidents: readonly SurveyedIncident[]): readonly SurveyedIncident[] {
  return incidents.toSorted(
    (a, b) =>
      Number(a.drill) - Number(b.drill) ||
      a.severity - b.severity ||
      b.declaredAtMs - a.declaredAtMs ||
      (a.name < b.name ? -1 : 1),
  );
}

/** Those that still need people. */
export function liveIncidents(incidents: readonly SurveyedIncident[]): readonly SurveyedIncident[] {
  return incidents.filter(({ status, archived }) => status !== 'resolved' && !archived);
}

const recentMs = 14 * 24 * 60 * 60 * 1000;

/** Those that were resolved in the two weeks before `nowMs`, the last one first. */
export function lateIncidents(
  incidents: readonly SurveyedIncident[],
  nowMs: number,
): readonly SurveyedIncident[] {
  return incidents
    .filter(
      ({ status, archived, resolvedAtMs }) =>
        status === 'resolved' && !archived && resolvedAtMs >= nowMs - recentMs,
    )
    .toSorted((a, b) => b.resolvedAtMs - a.resolvedAtMs);
}
