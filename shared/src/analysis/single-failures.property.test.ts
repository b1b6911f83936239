import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { cutSetsByTrying, modelOf, soundGraph, downWith } from './fault-model-fixture.ts';
import type { Gate } from './fault-model.ts';
import { createSingleFailures } from './single-failures.ts';

const runs = 80;
const numbers = fc.array(fc.nat(), { minLength: 40, maxLength: 120 });

it('finds what trying every single failure finds, in cycles too', () => {
  fc.assert(
    fc.property(numbers, (picks) => {
      const graph = soundGraph(modelOf(picks, 40));
      const found = createSingleFailures(graph);
      const none = downWith(graph, 0);
      for (const gate of graph.gates) {
        const node = graph.nodes.get(gate) ?? -1;
        expect(found.isAlwaysDown(gate)).toBe(none[node] === 1);
        const expected =
          none[node] === 1
            ? []
            : graph.events.filter((_, event) => isDownAlone(graph, event, node));
        expect(found.failuresOf(gate)).toEqual(expected);
        expect(found.countOf(gate)).toBe(expected.length);
      }
    }),
    { numRuns: runs },
  );
});

function isDownAlone(graph: ReturnType<typeof soundGraph>, event: number, node: number): boolean {
  const failing = { ...graph, events: [] };
  // Bits end at 31: the one that fails is a gate that is always down, the others never are.
  const needed = graph.needed.map((of, at) =>
    at >= graph.events.length ? of : at === event ? 0 : 1,
  );
  return downWith({ ...failing, needed }, 0)[node] === 1;
}

it('knows after edits what it would know of the whole made anew', () => {
  fc.assert(
    fc.property(
      numbers,
      numbers,
      fc.array(fc.nat(), { minLength: 1, maxLength: 6 }),
      (first, second, picks) => {
        const model = modelOf(first, 8);
        const other = modelOf(second, 8);
        const found = createSingleFailures(soundGraph(model));
        let events = model.events;
        let gates: readonly Gate[] = model.gates;
        for (const pick of picks) {
          const gate = other.gates[pick % other.gates.length];
          if (gate === undefined) continue;
          const names = [...events, ...gates].map(({ id }) => id);
          const inputs = gate.kind === 'constant' ? [] : [...new Set(gate.inputs)];
          const newEvents = inputs.filter((id) => id !== gate.id && !names.includes(id));
          if (newEvents.some((id) => id.startsWith('g'))) continue;
          const before = new Map(gates.map(({ id }) => [id, found.failuresOf(id)]));
          const wasDown = new Map(gates.map(({ id }) => [id, found.isAlwaysDown(id)]));
          const changed = found.edit({ newEvents, gates: [gate] });
          events = [...events, ...newEvents.map((id) => ({ id }))];
          gates = [...gates.filter(({ id }) => id !== gate.id), gate];
          const anew = createSingleFailures(soundGraph({ events, gates }));
          for (const { id } of gates) {
            expect(found.failuresOf(id)).toEqual(anew.failuresOf(id));
            expect(found.isAlwaysDown(id)).toBe(anew.isAlwaysDown(id));
            if (!changed.includes(id)) {
              expect(found.failuresOf(id)).toEqual(before.get(id) ?? []);
              expect(found.isAlwaysDown(id)).toBe(wasDown.get(id) ?? false);
            }
          }
        }
      },
    ),
    { numRuns: runs },
  );
});

it('agrees with the minimal cut sets of order one', () => {
  fc.assert(
    fc.property(numbers, (picks) => {
      const graph = soundGraph(modelOf(picks, 6));
      const found = createSingleFailures(graph);
      for (const gate of graph.gates) {
        const single = cutSetsByTrying(graph, graph.nodes.get(gate) ?? -1)
          .filter((bits) => bits !== 0 && (bits & (bits - 1)) === 0)
          .map((bits) => graph.events[31 - Math.clz32(bits)]);
        expect(new Set(found.failuresOf(gate))).toEqual(new Set(single));
      }
    }),
    { numRuns: runs },
  );
});
