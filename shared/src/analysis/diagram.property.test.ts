import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findProbability, searchProbability } from './diagram.ts';
import { graphOf } from './fault-graph.ts';
import { downWith, modelOf, soundGraph } from './fault-model-fixture.ts';
import type { FaultGraph } from './fault-graph.ts';
import type { FaultModel } from './fault-model.ts';

const numbers = fc.array(fc.nat(), { minLength: 40, maxLength: 120 });

/** The probability of a node by summing over all combinations. */
function byTrying(graph: FaultGraph, node: number): number {
  let sum = 0;
  for (let failed = 0; failed < 1 << graph.events.length; failed += 1) {
    if (downWith(graph, failed)[node] !== 1) continue;
    let weight = 1;
    graph.unavailability.forEach((q, event) => {
      weight *= ((failed >>> event) & 1) === 1 ? q : 1 - q;
    });
    sum += weight;
  }
  return sum;
}

function nodeOf(graph: FaultGraph, id: string): number {
  return graph.nodes.get(id) ?? -1;
}

function withEvent(model: FaultModel, id: string, unavailability: number | undefined): FaultModel {
  const events = model.events.map((event) => (event.id === id ? { id, unavailability } : event));
  return { ...model, events };
}

describe('findProbability', () => {
  it('is what summing over all combinations gives, in cycles too', () => {
    fc.assert(
      fc.property(numbers, (picks) => {
        const graph = soundGraph(modelOf(picks, 8));
        for (const gate of graph.gates) {
          const found = findProbability(graph, gate);
          expect(found?.kind).toBe('exact');
          expect(found?.value).toBeCloseTo(byTrying(graph, nodeOf(graph, gate)), 12);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('has bounds until it is done, and can be left before', () => {
    const inputs = Array.from({ length: 200 }, (_, at) => `e${at}`);
    const graph = soundGraph({
      events: inputs.map((id) => ({ id, unavailability: 0.1 })),
      gates: [
        { id: 'top', kind: 'and', inputs: ['first', 'second'] },
        { id: 'first', kind: 'at-least', failed: 60, inputs },
        { id: 'second', kind: 'at-least', failed: 50, inputs: inputs.slice(10) },
      ],
    });
    const search = searchProbability(graph, 'top');
    expect(search.result()).toBeUndefined();
    const { lower, upper } = findProbability(graph, 'top', { isOver: () => true });
    while (!search.advance(1)) expect(search.result()).toBeUndefined();
    const exact = search.bounds();
    expect(exact.kind).toBe('exact');
    expect(lower).toBeLessThanOrEqual(exact.value);
    expect(upper).toBeGreaterThanOrEqual(exact.value);
    expect(lower).toBeLessThan(upper);
  });

  it('says what each event matters, as two values of it tell', () => {
    fc.assert(
      fc.property(numbers, (picks) => {
        const model = modelOf(picks, 6);
        const top = model.gates.at(-1)?.id ?? '';
        const of = (changed: FaultModel): number => {
          const graph = soundGraph(changed);
          return byTrying(graph, nodeOf(graph, top));
        };
        const total = of(model);
        const found = findProbability(soundGraph(model), top);
        for (const { id } of model.events) {
          const one = found?.importance?.find(({ event }) => event === id);
          const sure = of(withEvent(model, id, 1));
          const gone = of(withEvent(model, id, 0));
          expect(one?.birnbaum ?? 0).toBeCloseTo(sure - gone, 10);
          if (one === undefined || total < 1e-6) continue;
          expect(one.fussellVesely).toBeCloseTo((total - gone) / total, 8);
          expect(one.raw).toBeCloseTo(sure / total, 5);
          if (gone > 1e-6) expect(one.rrw).toBeCloseTo(total / gone, 5);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('bounds what does not fit, and what has no number, from the right sides', () => {
    fc.assert(
      fc.property(numbers, fc.integer({ min: 2, max: 40 }), fc.nat(), (picks, mostNodes, pick) => {
        const model = modelOf(picks, 8);
        const top = model.gates.at(-1)?.id ?? '';
        const graph = soundGraph(model);
        const exact = byTrying(graph, nodeOf(graph, top));
        const hidden = model.events[pick % model.events.length]?.id ?? '';
        for (const tried of [model, withEvent(model, hidden, undefined)]) {
          const result = graphOf(tried);
          if (!result.ok) continue;
          // Left at once there are bounds, too.
          const isOver = (): boolean => pick % 2 === 0;
          const { kind, value, lower, upper } =
            pick % 3 === 0
              ? searchProbability(result.graph, top).bounds()
              : findProbability(result.graph, top, { mostNodes, isOver });
          expect(lower).toBeLessThanOrEqual(exact + 1e-12);
          expect(upper).toBeGreaterThanOrEqual(exact - 1e-12);
          expect(lower).toBeGreaterThanOrEqual(0);
          expect(upper).toBeLessThanOrEqual(1);
          expect(value).toBe(kind === 'upper bound' ? upper : lower);
          if (kind === 'exact') expect(value).toBeCloseTo(exact, 12);
        }
      }),
      { numRuns: 100 },
    );
  });
});
