import type { Person } from '../hub/client-api.ts';

/** Somebody with several tabs is one person who is in several places. */
export function onePerDevice(people: readonly Person[]): readonly Person[] {
  return [...new Map(people.map((person) => [person.device ?? person.id, person])).values()];
}

/** Each once on each page: what is left of a tab that was closed or loaded again is nobody more. */
export function onePerPlace(people: readonly Person[]): readonly Person[] {
  const placed = new Set(people.flatMap(({ device, path }) => (path === undefined ? [] : device)));
  const places = people
    .filter(({ device, path }) => path !== undefined || !placed.has(device))
    .map((one) => [`${one.device ?? one.id} ${one.path ?? ''}`, one] as const);
  return [...new Map(places).values()];
}
