import type { KnowledgeLevel, MapValue } from '@holdfast/shared/model/map-value';

/** What somebody must be able to do to count. */
export type AskedLevel = Exclude<KnowledgeLevel, 'none'>;

/** Ids of components that people have to know: not those that are people, nor what others run. */
export function knownComponents(map: MapValue): readonly string[] {
  return [...map.components.values()]
    .filter(({ layer }) => layer !== 'people' && layer !== 'vendor')
    .map(({ id }) => id);
}
