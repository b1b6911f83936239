import type { MapValue } from '../model/map-value.ts';
import type { Explanation } from './explanation.ts';
import type { Reason } from './fall.ts';
import { mapNodeOf, mapNodes, type MapStep, mapStepOf } from './map-node.ts';

/** So many of so many fall together. */
export interface Together {
  /** All that do, also where fewer are enough. */
  readonly fall: number;
  readonly of: number;
  /** So many have to stand; fewer do. */
  readonly mustStand: number;
}

/** Of a reason with several inputs: how many fall. */
export function togetherOf({ by, also, of }: Reason): Together | undefined {
  if (by.length < 2) return undefined;
  return { fall: by.length + also.length, of, mustStand: of - by.length + 1 };
}

/** Something on the way from what is down to its cause: it falls because the next does. */
export interface PathStep extends MapStep {
  /** What comes before falls only because this and others do, together. */
  readonly together?: Together | undefined;
  /** It may be up: what its failover needs is down, so that it cannot take over. */
  readonly cannotTakeOver?: true | undefined;
}

/** Why something on a map falls, as people know it. */
export interface MapExplanation {
  /** From what falls down to its cause, or to what falls with several others. */
  readonly steps: readonly PathStep[];
  /** The last of the steps falls because so many fall, each as its branch tells. */
  readonly together: Together | undefined;
  readonly branches: readonly MapExplanation[];
  /** Where the steps end, and the rest is not here. */
  readonly rest: Explanation['rest'];
}

/** A path through the fault model as a path through the map: each thing once, groups left out. */
export function mapPath(map: MapValue, path: readonly Reason[]): readonly PathStep[] {
  const steps: PathStep[] = [];
  let together: Together | undefined;
  path.forEach((reason, at) => {
    const { node } = reason;
    const meaning = mapNodeOf(node);
    const isLast = at === path.length - 1;
    // A group is named only where it is the cause: otherwise its member says more.
    if (meaning !== undefined && (meaning.of !== 'group' || isLast)) {
      const step = mapStepOf(map, meaning);
      const last = steps.at(-1);
      if (last?.of !== step.of || last.id !== step.id) {
        const next = path[at + 1]?.node;
        const isStandby = meaning.of === 'standby' && next !== mapNodes.component(meaning.id);
        steps.push({
          ...step,
          ...(together === undefined ? {} : { together }),
          ...(isStandby ? { cannotTakeOver: true } : {}),
        });
        together = undefined;
      }
    }
    together = togetherOf(reason) ?? together;
  });
  return steps;
}

/** An explanation as one of the map. Its depth is bounded, see `explanationOf`. */
export function mapExplanation(
  map: MapValue,
  { line, branches, rest }: Explanation,
): MapExplanation {
  const last = line.at(-1);
  const together = last === undefined ? undefined : togetherOf(last);
  const isOfGroup =
    last !== undefined && together !== undefined && mapNodeOf(last.node)?.of === 'group';
  return {
    steps: mapPath(map, isOfGroup ? line.slice(0, -1) : line),
    together,
    branches: branches.map((branch) => mapExplanation(map, branch)),
    rest,
  };
}
