import { servicesOf } from '@holdfast/shared/analysis/services';
import type { Layer, MapComponent, MapValue } from '@holdfast/shared/model/map-value';
import { byPeoplesOrder } from '../name-order.ts';

/** Of what falls, what people notice, or what stands in one layer. */
export interface FallenPart {
  readonly of: 'noticed' | Layer;
  /** Ids of components: what matters most first, then by name. */
  readonly ids: readonly string[];
}

const order: readonly Layer[] = ['software', 'network', 'hardware', 'people', 'vendor'];

/**
 * What falls, in parts: first what people notice (what nothing else needs in any way, what has an
 * objective, and software of tier 1; no control plane, which only those notice who change something,
 * and no machine), then the rest by layer, from what is nearest to people. Empty parts are
 * left out.
 */
export function fallenParts(map: MapValue, fallen: Iterable<string>): readonly FallenPart[] {
  const services = new Set(servicesOf(map).flat());
  for (const { to, kind } of map.dependencies.values()) if (kind !== 'hard') services.delete(to);
  for (const { failoverNeeds } of map.groups.values())
    for (const id of failoverNeeds) services.delete(id);
  const components = [...fallen].flatMap((id) => map.components.get(id) ?? []);
  const isNoticed = (component: MapComponent): boolean =>
    services.has(component.id) ||
    hasObjective(component) ||
    (component.tier === '1' && component.layer === 'software');
  const sorted = components.toSorted(
    (a, b) =>
      Number(hasObjective(b)) - Number(hasObjective(a)) ||
      tierOf(a) - tierOf(b) ||
      (b.objective.availability ?? 0) - (a.objective.availability ?? 0) ||
      byPeoplesOrder(a.name, b.name),
  );
  const rest = sorted.filter((one) => !isNoticed(one));
  const parts: readonly FallenPart[] = [
    { of: 'noticed', ids: sorted.filter(isNoticed).map(({ id }) => id) },
    ...order.map((layer) => ({
      of: layer,
      ids: rest.filter((one) => one.layer === layer).map(({ id }) => id),
    })),
  ];
  return parts.filter(({ ids }) => ids.length > 0);
}

/** Ids of those that are meant to reach something, and do not while they are down. */
export function missedObjectives(map: MapValue, fallen: Iterable<string>): readonly string[] {
  return [...fallen].filter((id) => {
    const component = map.components.get(id);
    return component !== undefined && hasObjective(component);
  });
}

function hasObjective({ objective }: MapComponent): boolean {
  return objective.availability !== undefined || objective.rtoSeconds !== undefined;
}

function tierOf({ tier }: MapComponent): number {
  const number = Number.parseInt(tier, 10);
  return Number.isNaN(number) ? 99 : number;
}
