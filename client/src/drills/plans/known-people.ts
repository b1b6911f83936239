import type { Projections } from '../../runbooks/list-model.ts';

/** Names that may be meant, each once: who is here, who is on the map, who owns or did something. */
export function knownPeople(
  projections: Projections | undefined,
  here: readonly string[],
): readonly string[] {
  const names = new Set(here);
  for (const one of projections?.values() ?? []) {
    if (one.kind === 'map') for (const { name } of one.people) names.add(name);
    if (one.kind === 'runbook') for (const name of one.owners) names.add(name);
    if (one.kind === 'drill') for (const name of one.people) names.add(name);
    if (one.kind === 'plan') {
      names.add(one.owner);
      for (const { person } of one.participants) names.add(person);
    }
  }
  names.delete('');
  return [...names].sort((a, b) => a.localeCompare(b));
}
