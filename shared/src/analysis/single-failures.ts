import { columnInput, createFailureSets, type FailureSets } from './failure-sets.ts';
import {
  type FaultGraph,
  gateGroups,
  type GateGroup,
  inputNumbers,
  neededOf,
} from './fault-graph.ts';
import type { Gate } from './fault-model.ts';

/**
 * Which single failures take each gate down, for all gates at once: a set of events for each, kept as
 * bits. An OR is the union of its inputs' sets, an AND the intersection, "at least m" counts all
 * events at once in bit planes; within a cycle the sets grow from nothing to the least fixpoint.
 * Exact, O(inputs · events / 32), and of an edit only what rests on it is made anew, as far as
 * something changes.
 */
export interface SingleFailures {
  /** Ids of the events whose lone failure takes the gate down (an event: itself), in model order. */
  failuresOf(id: string): readonly string[];
  countOf(gate: string): number;
  takesDown(event: string, id: string): boolean;
  /** Ids of all gates that this one event takes down: its blast radius. */
  takenDownBy(event: string): readonly string[];
  /** Down although nothing failed: a constant makes it so. */
  isAlwaysDown(gate: string): boolean;
  /**
   * Puts gates in place of those of the same id, or adds them; new events come first. Every input
   * must be known by then and every gate sound (`faultProblems`). Returns the gates whose set changed.
   */
  edit(change: FaultEdit): readonly string[];
}

export interface FaultEdit {
  readonly newEvents?: readonly string[] | undefined;
  readonly gates: readonly Gate[];
}

/** Columns kept free for new events, so that adding one does not make everything anew. */
const spareColumns = 64;
/** Column 0 stands for "nothing failed". */
const nothing = 0;

export function createSingleFailures(graph: FaultGraph): SingleFailures {
  const ids = [...graph.events, ...graph.gates];
  const nodes = new Map(graph.nodes);
  const inputs: (readonly number[])[] = [...graph.inputs];
  const needed = [...graph.needed];
  /** Of an event its column; of a gate its row, as `-1 - row`. */
  const places = ids.map((_, node) =>
    node < graph.events.length ? node + 1 : graph.events.length - 1 - node,
  );
  const eventByColumn = [-1, ...graph.events.keys()];
  const users: number[][] = ids.map(() => []);
  inputs.forEach((of, node) => {
    for (const input of of) users[input]?.push(node);
  });
  let rowCount = graph.gates.length;
  let capacity = 0;
  let sets = emptySets();
  let groups: readonly GateGroup[] = [];
  const groupOf: number[] = [];
  takeGroups(graph.groups);
  for (const group of groups) evaluate(group);

  function emptySets(): FailureSets {
    capacity = eventByColumn.length + spareColumns;
    return createFailureSets(rowCount, capacity);
  }

  function takeGroups(found: readonly GateGroup[]): void {
    groups = found;
    groups.forEach(({ members }, rank) => {
      for (const member of members) groupOf[member] = rank;
    });
  }

  function isGate(node: number): boolean {
    return (places[node] ?? 0) < 0;
  }

  function rowOf(node: number): number {
    return -1 - (places[node] ?? -1);
  }

  function gather(node: number): boolean {
    const rows = (inputs[node] ?? []).map((input) => {
      const place = places[input] ?? 0;
      return place < 0 ? -1 - place : columnInput(place);
    });
    return sets.gather(rowOf(node), rows, needed[node] ?? 1);
  }

  /** Makes the sets of a group anew; returns the members whose set is another than before. */
  function evaluate({ members, isCyclic }: GateGroup): readonly number[] {
    if (!isCyclic) return members.filter(gather);
    const before = members.map((member) => sets.copy(rowOf(member)));
    for (const member of members) sets.clear(rowOf(member));
    const within = new Set(members);
    const waiting = new Set(members);
    for (const member of waiting) {
      waiting.delete(member);
      if (!gather(member)) continue;
      for (const user of users[member] ?? []) if (within.has(user)) waiting.add(user);
    }
    return members.filter((member, at) => {
      const old = before[at];
      return old === undefined || !sets.equals(rowOf(member), old);
    });
  }

  function evaluateFrom(dirty: Uint8Array, lowest: number): readonly number[] {
    const changed: number[] = [];
    for (let rank = lowest; rank < groups.length; rank += 1) {
      const group = groups[rank];
      if (dirty[rank] !== 1 || group === undefined) continue;
      for (const node of evaluate(group)) {
        changed.push(node);
        for (const user of users[node] ?? []) dirty[groupOf[user] ?? 0] = 1;
      }
    }
    return changed;
  }

  function setInputs(node: number, next: readonly number[]): void {
    for (const input of inputs[node] ?? []) {
      const of = users[input];
      if (of !== undefined) users[input] = of.filter((user) => user !== node);
    }
    for (const input of next) users[input]?.push(node);
    inputs[node] = next;
  }

  function addNode(id: string, place: number): number {
    const node = ids.length;
    ids.push(id);
    nodes.set(id, node);
    places.push(place);
    inputs.push([]);
    needed.push(1);
    users.push([]);
    groupOf.push(-1);
    return node;
  }

  /** Whether the order of evaluation stays right when the gate gets these inputs. */
  function keepsOrder(node: number, next: readonly number[]): boolean {
    const rank = groupOf[node] ?? -1;
    if (rank < 0 || groups[rank]?.isCyclic !== false) return false;
    return next.every((input) => {
      const below = groupOf[input] ?? -1;
      return !isGate(input) || (below >= 0 && below < rank);
    });
  }

  function edit({ newEvents = [], gates }: FaultEdit): readonly string[] {
    for (const id of newEvents) {
      if (nodes.has(id)) continue;
      eventByColumn.push(addNode(id, eventByColumn.length));
    }
    const touched = gates.map((gate) => {
      const known = nodes.get(gate.id);
      if (known !== undefined) return known;
      rowCount += 1;
      return addNode(gate.id, -rowCount);
    });
    sets.reserve(rowCount);
    let isOrdered = true;
    gates.forEach((gate, at) => {
      const node = touched[at];
      if (node === undefined) return;
      const next = inputNumbers(gate, (id) => nodes.get(id));
      isOrdered &&= keepsOrder(node, next);
      setInputs(node, next);
      needed[node] = neededOf(gate, next.length);
    });
    if (!isOrdered) takeGroups(gateGroups(inputs, isGate));
    const dirty = new Uint8Array(groups.length);
    if (eventByColumn.length > capacity) {
      sets = emptySets();
      dirty.fill(1);
    }
    for (const node of touched) dirty[groupOf[node] ?? 0] = 1;
    const first = dirty.indexOf(1);
    return first < 0 ? [] : evaluateFrom(dirty, first).map((node) => ids[node] ?? '');
  }

  function has(node: number | undefined, event: number | undefined): boolean {
    if (node === undefined || event === undefined || isGate(event)) return false;
    return isGate(node) ? sets.has(rowOf(node), places[event] ?? 0) : node === event;
  }

  function isAlwaysDown(node: number | undefined): boolean {
    return node !== undefined && isGate(node) && sets.has(rowOf(node), nothing);
  }

  function failures(node: number): readonly number[] {
    if (!isGate(node)) return [node];
    // What is down anyhow needs no failure: its only cut set is the empty one.
    if (isAlwaysDown(node)) return [];
    return sets.columns(rowOf(node)).flatMap((column) => eventByColumn[column] ?? []);
  }

  return {
    failuresOf(id) {
      const node = nodes.get(id);
      return node === undefined ? [] : failures(node).map((event) => ids[event] ?? '');
    },
    countOf(gate) {
      const node = nodes.get(gate);
      if (node === undefined || !isGate(node)) return node === undefined ? 0 : 1;
      return isAlwaysDown(node) ? 0 : sets.count(rowOf(node));
    },
    takesDown: (event, id) => {
      const node = nodes.get(id);
      return !isAlwaysDown(node) && has(node, nodes.get(event));
    },
    takenDownBy(event) {
      const failed = nodes.get(event);
      return ids.filter((_, node) => isGate(node) && !isAlwaysDown(node) && has(node, failed));
    },
    isAlwaysDown: (gate) => isAlwaysDown(nodes.get(gate)),
    edit,
  };
}
