import { knowledgeLevels, type KnowledgeLevel, type MapValue } from '../model/map-value.ts';

/** Ids of people who are on leave on a local day (`2026-11-30`). */
export function peopleAway(map: MapValue, day: string): ReadonlySet<string> {
  const away = new Set<string>();
  for (const { person, from, to } of map.leaves.values())
    if (from <= day && day <= to) away.add(person);
  return away;
}

/** Ids of people who can do at least this with a component. */
export function peopleWho(
  map: MapValue,
  component: string,
  level: KnowledgeLevel,
): readonly string[] {
  return [...(peopleByComponent(map, level).get(component) ?? [])];
}

const cache = new WeakMap<MapValue, Map<KnowledgeLevel, ReadonlyMap<string, readonly string[]>>>();

/** Of each component that somebody can do this with: ids of who can. */
export function peopleByComponent(
  map: MapValue,
  level: KnowledgeLevel,
): ReadonlyMap<string, readonly string[]> {
  const ofMap = cache.get(map) ?? new Map<KnowledgeLevel, ReadonlyMap<string, readonly string[]>>();
  cache.set(map, ofMap);
  const known = ofMap.get(level);
  if (known !== undefined) return known;
  const least = knowledgeLevels.indexOf(level);
  const people = new Map<string, string[]>();
  for (const one of map.knowledge.values()) {
    if (knowledgeLevels.indexOf(one.level) < least) continue;
    const of = people.get(one.component) ?? [];
    people.set(one.component, of);
    of.push(one.person);
  }
  ofMap.set(level, people);
  return people;
}
