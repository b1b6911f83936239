import type { CutSetDiagram } from './cut-set-diagram.ts';
import { emptySet, noSet } from './cut-set-steps.ts';
import { full } from './diagram-table.ts';
import type { FaultGraph, GateGroup } from './fault-graph.ts';

/** Operations pause after so many steps: some milliseconds. */
const stepsBetweenPauses = 20_000;

export interface BuildPlan {
  readonly graph: Pick<FaultGraph, 'inputs' | 'needed'>;
  readonly top: number;
  /** All groups that the top rests on. */
  readonly groups: readonly GateGroup[];
  /** The variable of each event; those without one never fail. */
  readonly variables: ReadonlyMap<number, number>;
  /** The most members of a cut set. */
  readonly order: number;
}

/**
 * The minimal cut sets of up to `order` members of the top, from the bottom up: those of a gate need
 * only those of its inputs. Yields now and then; returns `full` where there is no room.
 */
export function* buildCutSets(
  diagram: CutSetDiagram,
  { graph, top, groups, variables, order }: BuildPlan,
): Generator<undefined, number> {
  const families = new Int32Array(graph.inputs.length);
  for (const [event, variable] of variables) {
    const family = diagram.single(variable);
    if (family === full) return full;
    families[event] = family;
  }

  function* settled(): Generator<undefined, number> {
    while (!diagram.advance(stepsBetweenPauses)) yield;
    return diagram.result();
  }

  function* united(all: readonly number[]): Generator<undefined, number> {
    let families = all;
    // In pairs, not one after the other: each is looked at only a few times.
    while (families.length > 1) {
      const pairs: number[] = [];
      for (let at = 0; at < families.length; at += 2) {
        const f = families[at] ?? noSet;
        const g = families[at + 1] ?? noSet;
        diagram.unite(f, g);
        const both = yield* settled();
        if (both === full) return full;
        pairs.push(both);
      }
      families = pairs;
    }
    return families[0] ?? noSet;
  }

  function* combined(all: readonly number[]): Generator<undefined, number> {
    let result = emptySet;
    const bySize = all.toSorted((a, b) => diagram.smallest(b) - diagram.smallest(a));
    for (const family of bySize) {
      diagram.combine(result, family, order);
      result = yield* settled();
      if (result === full || result === noSet) return result;
    }
    return result;
  }

  /** `needed` of the inputs, without listing the ways to choose them: from the last input on. */
  function* atLeast(all: readonly number[], needed: number): Generator<undefined, number> {
    const ways = new Int32Array(needed + 1);
    ways[0] = emptySet;
    for (const [at, family] of [...all.entries()].toReversed()) {
      const most = Math.min(needed, all.length - at);
      for (let count = most; count >= 1; count -= 1) {
        diagram.combine(family, ways[count - 1] ?? noSet, order);
        const withIt = yield* settled();
        if (withIt === full) return full;
        diagram.unite(withIt, ways[count] ?? noSet);
        const either = yield* settled();
        if (either === full) return full;
        ways[count] = either;
      }
    }
    return ways[needed] ?? noSet;
  }

  function* gate(node: number): Generator<undefined, number> {
    const inputs = (graph.inputs[node] ?? []).map((input) => families[input] ?? noSet);
    const needed = graph.needed[node] ?? 1;
    if (needed <= 0) return emptySet;
    if (needed > inputs.length) return noSet;
    if (needed === 1) return yield* united(inputs);
    return needed === inputs.length ? yield* combined(inputs) : yield* atLeast(inputs, needed);
  }

  for (const { members, isCyclic } of groups) {
    for (let isChanging = true; isChanging;) {
      isChanging = false;
      for (const member of members) {
        const family = yield* gate(member);
        if (family === full) return full;
        isChanging ||= family !== families[member];
        families[member] = family;
      }
      isChanging &&= isCyclic;
    }
  }
  return families[top] ?? noSet;
}
