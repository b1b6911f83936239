import type { MapValue } from '@holdfast/shared/model/map-value';
import type { AnalysedRegisters, MapChange, RegisterChange } from './analysis-messages.ts';

/** What became of a map, told by the identity of its items; undefined where nothing did. */
export function mapChange(
  before: AnalysedRegisters | undefined,
  now: MapValue,
): MapChange | undefined {
  const change: MapChange = {
    ...changed('components', before?.components, now.components),
    ...changed('dependencies', before?.dependencies, now.dependencies),
    ...changed('groups', before?.groups, now.groups),
    ...changed('domains', before?.domains, now.domains),
    ...changed('people', before?.people, now.people),
    ...changed('teams', before?.teams, now.teams),
    ...changed('leaves', before?.leaves, now.leaves),
    ...changed('knowledge', before?.knowledge, now.knowledge),
  };
  return before !== undefined && Object.keys(change).length === 0 ? undefined : change;
}

function changed<Name extends string, T>(
  name: Name,
  before: ReadonlyMap<string, T> | undefined,
  now: ReadonlyMap<string, T>,
): { readonly [Key in Name]?: RegisterChange<T> } {
  if (before === now) return {};
  const set = [...now].filter(([id, item]) => before?.get(id) !== item);
  const gone = [...(before?.keys() ?? [])].filter((id) => !now.has(id));
  if (set.length === 0 && gone.length === 0) return {};
  const one: { [Key in Name]?: RegisterChange<T> } = {};
  one[name] = { set, gone };
  return one;
}

/** The register after a change, in the order of its ids. */
export function applyChange<T>(
  before: ReadonlyMap<string, T>,
  change: RegisterChange<T> | undefined,
): ReadonlyMap<string, T> {
  if (change === undefined) return before;
  const next = new Map(before);
  for (const id of change.gone) next.delete(id);
  for (const [id, item] of change.set) next.set(id, item);
  return next.size === before.size && change.gone.length === 0
    ? next
    : new Map([...next].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
