import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { downWith, modelOf, soundGraph } from './fault-model-fixture.ts';
import { createWhatIf } from './what-if.ts';

it('takes down exactly what is down', () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat(), { minLength: 40, maxLength: 120 }),
      fc.nat(),
      (numbers, removed) => {
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
      },
    ),
    { numRuns: 200 },
  );
});
