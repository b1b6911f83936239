import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { type CutSets, findCutSets, searchCutSets } from './cut-sets.ts';
import { modelOf, cutSetsByTrying, soundGraph } from './fault-model-fixture.ts';

const numbers = fc.array(fc.nat(), { minLength: 40, maxLength: 120 });

it('finds the minimal cut sets that trying all combinations finds, in cycles too', () => {
  fc.assert(
    fc.property(numbers, fc.constantFrom(1, 2, 3, Infinity), (picks, order) => {
      const graph = soundGraph(modelOf(picks));
      const top = graph.gates.at(-1) ?? '';
      const tried = cutSetsByTrying(graph, graph.nodes.get(top) ?? -1).map((bits) =>
        graph.events.filter((_, event) => ((bits >>> event) & 1) === 1),
      );
      const found = findCutSets(graph, top, { order });
      expect(found.isComplete).toBe(true);
      expect(found.isAlwaysDown).toBe(tried.some((set) => set.length === 0));
      const expected = tried.filter((set) => set.length <= order);
      expect(setsOf(found)).toEqual(new Set(expected.map((set) => set.toSorted().join(' '))));
      found.counts.forEach((count, at) => {
        expect(count).toBe(BigInt(tried.filter((set) => set.length === at + 1).length));
      });
    }),
    { numRuns: 60 },
  );
});

it('lists the likeliest first and counts what it leaves out', () => {
  fc.assert(
    fc.property(
      numbers,
      fc.integer({ min: 0, max: 6 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (picks, limit, leastProbability) => {
        const graph = soundGraph(modelOf(picks, 8));
        const top = graph.gates.at(-1) ?? '';
        const found = findCutSets(graph, top, { order: Infinity });
        if (found.isAlwaysDown) return;
        const all = found.list({ limit: 10_000 });
        expect(all.omitted).toBe(0n);
        const likely = all.sets.map(({ probability }) => probability ?? NaN);
        expect(likely).toEqual(likely.toSorted((a, b) => b - a));
        const some = found.list({ limit, leastProbability });
        const wanted = likely.filter((p) => p >= leastProbability).slice(0, limit);
        expect(some.sets.map(({ probability }) => probability)).toEqual(wanted);
        expect(some.omitted).toBe(BigInt(all.sets.length - wanted.length));
      },
    ),
    { numRuns: 60 },
  );
});

it('never knows less as it goes on, and says what it does not know yet', () => {
  fc.assert(
    fc.property(numbers, fc.integer({ min: 3, max: 60 }), (picks, mostNodes) => {
      const graph = soundGraph(modelOf(picks));
      const top = graph.gates.at(-1) ?? '';
      const whole = findCutSets(graph, top, { order: 3 });
      const search = searchCutSets(graph, top, { order: 3, mostNodes });
      let known = 0;
      for (let isDone = false; !isDone;) {
        const now = search.result();
        expect(now.completeTo).toBeGreaterThanOrEqual(known);
        known = now.completeTo;
        isDone = search.advance(1);
      }
      const end = search.result();
      expect(end.unfinished).toBe(end.isComplete ? undefined : 'too-large');
      if (end.isAlwaysDown) return;
      expect(end.counts).toEqual(whole.counts.slice(0, end.completeTo));
    }),
    { numRuns: 60 },
  );
});

function setsOf(found: CutSets): ReadonlySet<string> {
  const { sets } = found.list({ limit: 10_000 });
  return new Set(sets.map(({ events }) => events.toSorted().join(' ')));
}
