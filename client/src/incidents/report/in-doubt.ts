import { durationsOf, type IncidentDurations } from '@holdfast/shared/model/incident-durations';
import { foldIncident, milestonesOf } from '@holdfast/shared/model/incident-fold';
import { milestones, type Milestone } from '@holdfast/shared/model/incident-terms';
import { type GivenName, givenNames, type IsInDoubt } from '../../signing/backing.ts';
import type { ReadIncident } from '../incident-store.ts';

/** An incident of the report: the one that it is of, or one that was merged into it. */
export interface ReportedIncident {
  /** Document name. */
  readonly name: string;
  readonly incident: ReadIncident;
}

/** Those who hold a role, then those who did something. */
export function peopleIn(
  reported: readonly ReportedIncident[],
  isInDoubt: IsInDoubt,
): readonly GivenName[] {
  const giving = reported.flatMap(({ name: document, incident: { state, entries } }) => [
    ...state.roles.flatMap(({ holders }) =>
      holders.map(({ value, id }) => ({ name: value, document, id })),
    ),
    ...entries.map(({ by, id }) => ({ name: by, document, id })),
  ]);
  return givenNames(giving, isInDoubt);
}

/** By name. */
export function componentsIn(
  reported: readonly ReportedIncident[],
  isInDoubt: IsInDoubt,
): readonly GivenName[] {
  const giving = reported.flatMap(({ name: document, incident: { state } }) =>
    state.components.map((name) => {
      const id = state.componentStates.get(name)?.now?.id ?? '';
      return { name, document, id };
    }),
  );
  return givenNames(giving, isInDoubt).toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

export function alertsIn(
  { name: document, incident }: ReportedIncident,
  isInDoubt: IsInDoubt,
): readonly GivenName[] {
  const holding = new Set(incident.state.alerts);
  const giving = incident.entries.flatMap((entry) =>
    entry.kind === 'alert' && holding.has(entry.alert)
      ? [{ name: entry.alert, document, id: entry.id }]
      : [],
  );
  return givenNames(giving, isInDoubt);
}

/** Which times and durations would be others if the entries in doubt were not there. */
export function timesInDoubt(
  { name, incident }: ReportedIncident,
  isInDoubt: IsInDoubt,
): {
  readonly milestones: ReadonlySet<Milestone>;
  readonly durations: ReadonlySet<keyof IncidentDurations>;
} {
  const { state, entries } = incident;
  const sound = entries.filter(({ id }) => !isInDoubt(name, id));
  if (sound.length === entries.length) return { milestones: new Set(), durations: new Set() };
  const told = milestonesOf(state, entries);
  const without = milestonesOf(foldIncident(sound), sound);
  const lasted = durationsOf(told);
  const lastedWithout = durationsOf(without);
  return {
    milestones: new Set(milestones.filter((which) => told[which] !== without[which])),
    durations: new Set(
      (['toDetect', 'toAcknowledge', 'toMitigate', 'toResolve'] as const).filter(
        (which) => lasted[which] !== lastedWithout[which],
      ),
    ),
  };
}
