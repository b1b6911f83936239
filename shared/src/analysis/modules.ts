import { type SimplifiedGraph, userCounts } from './simplified-graph.ts';

/** Part of a tree that shares no event with the rest: it can be seen as one event. */
export interface Module {
  /** The gate that stands for it. */
  readonly root: number;
  /** Events, and roots of modules within it. */
  readonly variables: readonly number[];
  /** Its gates in the order of evaluation, the root among them; gates of a cycle together. */
  readonly groups: readonly (readonly number[])[];
}

export interface Modules {
  readonly inputs: readonly (readonly number[])[];
  readonly needed: readonly number[];
  /** Inner ones first; the last is the top. */
  readonly modules: readonly Module[];
}

/**
 * Finds the modules in linear time, from the dates of the visits of one walk in depth (Dutuit & Rauzy
 * 1996), and makes a module of the inputs that only one OR or AND needs. A cycle counts as one node.
 */
export function findModules(simple: SimplifiedGraph, top: number): Modules {
  const { eventCount, groups } = simple;
  const inputs = [...simple.inputs];
  const needed = [...simple.needed];
  const cycles = groups.filter(
    (members) => members.length > 1 || members.some((one) => inputs[one]?.includes(one)),
  );
  const roots = moduleRoots(simple, cycles, top);
  const order = groups.map((members) => [...members]);
  const users = userCounts(order.flat(), inputs);
  const inCycle = new Set(cycles.flat());
  for (const [gate] of groups) {
    const ins = gate === undefined || inCycle.has(gate) ? [] : (inputs[gate] ?? []);
    if (gate === undefined || ins.length < 3) continue;
    const isOr = needed[gate] === 1;
    if (!isOr && needed[gate] !== ins.length) continue;
    const own = ins.filter((one) => users[one] === 1 && (one < eventCount || roots.has(one)));
    if (own.length < 2 || own.length === ins.length) continue;
    const made = inputs.length;
    inputs.push(own);
    needed.push(isOr ? 1 : own.length);
    roots.add(made);
    const rest = new Set(own);
    const kept = [...ins.filter((one) => !rest.has(one)), made];
    inputs[gate] = kept;
    needed[gate] = isOr ? 1 : kept.length;
    order.splice(
      order.findIndex(([first]) => first === gate),
      0,
      [made],
    );
  }
  return { inputs, needed, modules: modulesOf(eventCount, inputs, roots, order) };
}

function modulesOf(
  eventCount: number,
  inputs: readonly (readonly number[])[],
  roots: ReadonlySet<number>,
  order: readonly (readonly number[])[],
): readonly Module[] {
  const rankOf = new Map(order.flatMap((members, rank) => members.map((one) => [one, rank])));
  return order
    .flat()
    .filter((gate) => roots.has(gate))
    .map((root) => {
      const variables: number[] = [];
      const ranks = new Set<number>();
      const seen = new Set<number>();
      const waiting = [root];
      for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
        if (seen.has(node)) continue;
        seen.add(node);
        if (node < eventCount || (node !== root && roots.has(node))) {
          variables.push(node);
          continue;
        }
        ranks.add(rankOf.get(node) ?? 0);
        for (const input of (inputs[node] ?? []).toReversed()) waiting.push(input);
      }
      const groups = [...ranks].toSorted((a, b) => a - b).map((rank) => order[rank] ?? []);
      return { root, variables, groups };
    });
}

/** Gates none of whose events anything outside refers to; the top is always one. */
function moduleRoots(
  { inputs, eventCount }: SimplifiedGraph,
  cycles: readonly (readonly number[])[],
  top: number,
): Set<number> {
  const leader = new Map<number, number>();
  const below = new Map<number, readonly number[]>();
  for (const members of cycles) {
    const [first] = members;
    if (first === undefined) continue;
    const within = new Set(members);
    for (const member of members) leader.set(member, first);
    const outside = members.flatMap((one) => (inputs[one] ?? []).filter((to) => !within.has(to)));
    below.set(first, outside);
  }
  const entries = new Map<number, Set<number>>();
  const leaderOf = (node: number): number => leader.get(node) ?? node;
  const enter = (node: number): number => {
    const to = leaderOf(node);
    if (to !== node || below.has(to)) {
      const of = entries.get(to) ?? new Set<number>();
      entries.set(to, of);
      of.add(node);
    }
    return to;
  };
  const next = (node: number): readonly number[] => below.get(node) ?? inputs[node] ?? [];
  const dates = visitDates(enter(top), inputs.length, (node) => next(node).map(enter));
  const roots = new Set<number>([top]);
  for (const node of dates.leaving) {
    if (node < eventCount) continue;
    if (!dates.isClosed(node)) continue;
    const of = entries.get(node);
    if (of === undefined) roots.add(node);
    // A cycle is one event to the rest only where one of its gates alone is needed.
    else if (of.size === 1) for (const entry of of) roots.add(entry);
  }
  return roots;
}

interface VisitDates {
  /** Nodes in the order in which the walk left them. */
  readonly leaving: readonly number[];
  /** Everything under the node was visited only while the walk was under it. */
  isClosed(node: number): boolean;
}

function visitDates(
  top: number,
  count: number,
  next: (node: number) => readonly number[],
): VisitDates {
  const first = new Int32Array(count);
  const last = new Int32Array(count);
  const left = new Int32Array(count);
  const earliest = new Int32Array(count).fill(0x7fffffff);
  const latest = new Int32Array(count);
  const leaving: number[] = [];
  let time = 0;
  const path: { node: number; to: readonly number[]; at: number }[] = [];
  const enter = (node: number): void => {
    time += 1;
    last[node] = time;
    if (first[node] !== 0) return;
    first[node] = time;
    path.push({ node, to: next(node), at: 0 });
  };
  enter(top);
  for (let here = path.at(-1); here !== undefined; here = path.at(-1)) {
    const to = here.to[here.at];
    here.at += 1;
    if (to !== undefined) {
      enter(to);
      continue;
    }
    path.pop();
    time += 1;
    left[here.node] = time;
    leaving.push(here.node);
  }
  for (const node of leaving) {
    for (const input of next(node)) {
      earliest[node] = Math.min(earliest[node] ?? 0, first[input] ?? 0, earliest[input] ?? 0);
      latest[node] = Math.max(latest[node] ?? 0, last[input] ?? 0, latest[input] ?? 0);
    }
  }
  return {
    leaving,
    isClosed: (node) =>
      (earliest[node] ?? 0) > (first[node] ?? 0) && (latest[node] ?? 0) < (left[node] ?? 0),
  };
}
