import type { MapValue } from '@holdfast/shared/model/map-value';

/** What the example's items say that they come from. */
export const exampleFile = 'example.yaml';

/** Whether anything may be of the example; a quick look, before its text is fetched. */
export function mayHoldExample(map: MapValue): boolean {
  return [map.components, map.domains, map.people, map.teams].some((register) =>
    [...register.values()].some(({ sources }) => sources.some(({ file }) => file === exampleFile)),
  );
}
