import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Explanation, explanationOf } from './explanation.ts';
import { createFalls, type Fall } from './fall.ts';
import type { FaultGraph } from './fault-graph.ts';
import { modelOf, soundGraph } from './fault-model-fixture.ts';
import { createSingleFailures } from './single-failures.ts';
import { withoutRedundancy } from './without-redundancy.ts';

const runs = 80;
const numbers = fc.array(fc.nat(), { minLength: 40, maxLength: 120 });

/** All that an explanation says falls, with what it says is the reason. */
function claims(explanation: Explanation): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  const waiting = [explanation];
  for (const { line, branches } of waiting) {
    for (const { node, by } of line) found.set(node, by);
    waiting.push(...branches);
  }
  return found;
}

/** Whether a node falls where every gate knows only the inputs that an explanation names. */
function fallsByItself(
  graph: FaultGraph,
  said: ReadonlyMap<string, readonly string[]>,
  failed: ReadonlySet<string>,
  top: string,
): boolean {
  const down = new Set(failed);
  for (let isChanging = true; isChanging;) {
    isChanging = false;
    for (const [node, by] of said) {
      const needed = graph.needed[graph.nodes.get(node) ?? -1] ?? 1;
      if (down.has(node) || by.filter((input) => down.has(input)).length < needed) continue;
      if (by.length === 0 && needed > 0) continue;
      down.add(node);
      isChanging = true;
    }
  }
  return down.has(top);
}

function check(graph: FaultGraph, fall: Fall, failed: ReadonlySet<string>, top: string): void {
  const explanation = explanationOf(fall, top);
  if (explanation === undefined) throw new Error(`nothing explains ${top}`);
  const said = claims(explanation);
  const ids = [...graph.nodes.keys()];
  expect(fallsByItself(graph, said, failed, top)).toBe(true);
  for (const [node, by] of said) {
    const at = graph.nodes.get(node) ?? -1;
    expect(fall.has(node)).toBe(true);
    if (by.length > 1) {
      const also = fall.reasonOf(node)?.also ?? [];
      const down = (graph.inputs[at] ?? [])
        .map((input) => ids[input] ?? '')
        .filter((input) => fall.has(input));
      // All that fall are told, each once.
      expect([...by, ...also].toSorted()).toEqual(down.toSorted());
      for (const input of also) expect(said.has(input)).toBe(true);
    }
    for (const input of by) {
      expect(graph.inputs[at]).toContain(graph.nodes.get(input));
      // No reason is told without its own.
      expect(said.has(input)).toBe(true);
    }
    // Not one more than it takes: without any of them, it would stand.
    if (!failed.has(node)) expect(by.length).toBe(graph.needed[at]);
  }
}

it('explains each fall by what makes it fall, and by no more', () => {
  fc.assert(
    fc.property(numbers, (picks) => {
      const graph = soundGraph(modelOf(picks, 20));
      const single = createSingleFailures(graph);
      const falls = createFalls(graph);
      for (const event of graph.events) {
        const fall = falls.of([event]);
        const failed = new Set([event]);
        for (const gate of graph.gates) {
          const isDown = single.takesDown(event, gate) || single.isAlwaysDown(gate);
          expect(fall.has(gate)).toBe(isDown);
          if (isDown) check(graph, fall, failed, gate);
          expect(explanationOf(falls.of([event], gate), gate)).toEqual(explanationOf(fall, gate));
        }
      }
    }),
    { numRuns: runs },
  );
});

it('explains what falls with any set of nodes, by a path of which each step falls with the next', () => {
  fc.assert(
    fc.property(numbers, fc.array(fc.nat(), { maxLength: 4 }), (picks, some) => {
      const graph = soundGraph(modelOf(picks, 20));
      const ids = [...graph.nodes.keys()];
      const failed = new Set(some.map((at) => ids[at % ids.length] ?? ''));
      const fall = createFalls(graph).of(failed);
      for (const id of ids) {
        const path = fall.pathTo(id);
        expect(path === undefined).toBe(!fall.has(id));
        if (path === undefined) continue;
        check(graph, fall, failed, id);
        expect(path[0]?.node).toBe(id);
        expect(new Set(path.map(({ node }) => node)).size).toBe(path.length);
        path.forEach(({ by }, at) => {
          const next = path[at + 1];
          if (next !== undefined) expect(by).toContain(next.node);
        });
        const last = path.at(-1);
        expect(last?.isConstant === true || failed.has(last?.node ?? '')).toBe(true);
      }
    }),
    { numRuns: runs },
  );
});

it('calls a cause hidden exactly where nothing falls by it without redundancy', () => {
  fc.assert(
    fc.property(numbers, (picks) => {
      const model = modelOf(picks, 20);
      const graph = soundGraph(model);
      const single = createSingleFailures(graph);
      const plain = createSingleFailures(soundGraph(withoutRedundancy(model)));
      const falls = createFalls(graph);
      for (const event of graph.events) {
        const fall = falls.of([event]);
        for (const gate of graph.gates) {
          if (!single.takesDown(event, gate)) continue;
          expect(fall.isThroughRedundancy(gate)).toBe(!plain.takesDown(event, gate));
        }
      }
    }),
    { numRuns: runs },
  );
});
