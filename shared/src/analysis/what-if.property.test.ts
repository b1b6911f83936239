import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { downWith, modelOf, soundGraph } from './fault-model-fixture.ts';
import { createWhatIf } from './what-if.ts';

it('takes down exactly what is down, and shows a chain of failures to what was taken away', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(), { maxLength: 120 }), fc.nat(), (numbers, removed) => {
      const graph = soundGraph(modelOf(numbers));
      const failed = removed % (1 << graph.events.length);
      const taken = graph.events.filter((_, event) => ((failed >>> event) & 1) === 1);
      const before = downWith(graph, 0);
      const down = downWith(graph, failed);
      const fallen = createWhatIf(graph).without(taken);
      const expected = graph.gates.filter((gate) => {
        const node = graph.nodes.get(gate) ?? -1;
        return down[node] === 1 && before[node] === 0;
      });
      expect(fallen.gates.toSorted()).toEqual(expected.toSorted());
      for (const gate of fallen.gates) {
        const path = fallen.pathOf(gate) ?? [];
        expect(path[0]).toBe(gate);
        expect(new Set(path).size).toBe(path.length);
        path.forEach((node, at) => {
          const number = graph.nodes.get(node) ?? -1;
          expect(down[number]).toBe(1);
          const next = graph.nodes.get(path[at + 1] ?? '');
          if (next !== undefined) expect(graph.inputs[number]).toContain(next);
          else expect(taken.includes(node) || before[number] === 1).toBe(true);
        });
      }
    }),
    { numRuns: 200 },
  );
});
