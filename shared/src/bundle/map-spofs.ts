import { graphOf } from '../analysis/fault-graph.ts';
import { faultModelOf } from '../analysis/map-fault-model.ts';
import { mapNodeOf, mapNodes } from '../analysis/map-node.ts';
import { createSingleFailures } from '../analysis/single-failures.ts';
import type { MapComponent, MapValue } from '../model/map-value.ts';
import { mapText } from './map-text.ts';

export interface ComponentSpofs {
  readonly component: MapComponent;
  /** What takes it down by its failure alone, by name; its own failure is not among it. */
  readonly spofs: readonly string[];
}

/**
 * The single points of failure of what matters most: components with an objective or of tier 1;
 * where there is none, those that nothing else needs. Undefined where the map cannot be computed.
 */
export function spofsOf(map: MapValue): readonly ComponentSpofs[] | undefined {
  const result = graphOf(faultModelOf(map));
  if (!result.ok) return undefined;
  const failures = createSingleFailures(result.graph);
  return targetsOf(map).map((component) => {
    const own = mapNodes.componentFailure(component.id);
    const spofs = failures
      .failuresOf(mapNodes.component(component.id))
      .filter((event) => event !== own)
      .map((event) => nameOf(map, event));
    return { component, spofs: [...new Set(spofs)].toSorted() };
  });
}

function targetsOf(map: MapValue): readonly MapComponent[] {
  const all = [...map.components.values()];
  const chosen = all.filter(
    ({ tier, objective }) => tier === '1' || objective.availability !== undefined,
  );
  if (chosen.length > 0) return byName(chosen);
  const needed = new Set([
    ...[...map.dependencies.values()].map(({ to }) => to),
    ...[...map.groups.values()].flatMap(({ members }) => members),
  ]);
  return byName(all.filter(({ id }) => !needed.has(id)));
}

function byName(components: readonly MapComponent[]): readonly MapComponent[] {
  const { compare } = new Intl.Collator('en', { numeric: true });
  return components.toSorted((a, b) => compare(a.name, b.name) || (a.id < b.id ? -1 : 1));
}

function nameOf(map: MapValue, event: string): string {
  const node = mapNodeOf(event);
  if (node === undefined) return event;
  switch (node.of) {
    case 'component':
    case 'standby':
      return map.components.get(node.id)?.name ?? node.id;
    case 'domain':
      return map.domains.get(node.id)?.name ?? node.id;
    case 'person':
      return mapText.personAway(map.people.get(node.id)?.name ?? node.id);
    case 'group': {
      const group = map.groups.get(node.id);
      const of =
        group === undefined ? node.id : (map.components.get(group.component)?.name ?? node.id);
      return mapText.commonCause(group?.name || of);
    }
  }
}
