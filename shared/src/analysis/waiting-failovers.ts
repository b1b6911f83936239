import type { MapValue } from '../model/map-value.ts';
import { coneOf, type FaultGraph, graphOf } from './fault-graph.ts';
import { faultModelOf, type MapFaultOptions, standbysWaiting } from './map-fault-model.ts';
import { mapNodes } from './map-node.ts';
import { createSingleFailures, type SingleFailures } from './single-failures.ts';

/**
 * Which failovers that wait for people a component rests on: without them, something would take it
 * down alone that does not now. Where another member goes on by itself, or the component has others
 * that do, nobody waits.
 *
 * @param failures of `faultModelOf(map, options)`
 * @returns of a component (id), ids of the groups
 */
export function createWaitingFailovers(
  map: MapValue,
  failures: SingleFailures,
  options: MapFaultOptions = {},
): (component: string) => readonly string[] {
  const groups = [...standbysWaiting(map).keys()];
  let nobody: { readonly graph: FaultGraph; readonly failures: SingleFailures } | undefined;
  const withoutPeople = () => {
    const built = graphOf(faultModelOf(map, { ...options, isNobodyThere: true }));
    return built.ok
      ? { graph: built.graph, failures: createSingleFailures(built.graph) }
      : undefined;
  };
  return (component) => {
    if (groups.length === 0) return [];
    nobody ??= withoutPeople();
    if (nobody === undefined) return [];
    const { graph, failures: then } = nobody;
    const top = mapNodes.component(component);
    const isDownThen = (node: string): boolean =>
      then.isAlwaysDown(node) && !failures.isAlwaysDown(node);
    const more = then.failuresOf(top).filter((event) => !failures.takesDown(event, top));
    if (more.length === 0 && !isDownThen(top)) return [];
    const cone = coneOf(graph.nodes.get(top) ?? -1, graph.inputs);
    return groups.filter((id) => {
      const node = mapNodes.group(id);
      if (!cone.has(graph.nodes.get(node) ?? -1)) return false;
      return (
        isDownThen(node) ||
        more.some((event) => then.takesDown(event, node) && !failures.takesDown(event, node))
      );
    });
  };
}
