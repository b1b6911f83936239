import type { ReadIncident } from './incident-store.ts';

/** Names of those who may be meant here: who is here, then who did something. Each once. */
export function incidentPeople(
  { entries, state }: ReadIncident,
  here: readonly string[],
): readonly string[] {
  const held = state.roles.flatMap(({ holders }) => holders.map(({ value }) => value));
  const all = [...here, ...held, ...entries.map(({ by }) => by)];
  return [...new Set(all.filter((name) => name !== ''))];
}
