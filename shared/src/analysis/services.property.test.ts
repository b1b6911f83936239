import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { soundGraph } from './fault-model-fixture.ts';
import { mapFindings } from './findings.ts';
import { faultModelOf } from './map-fault-model.ts';
import { mapNodes } from './map-node.ts';
import { type MapSketch, sketchedMap } from './map-sketch-fixture.ts';
import { servicesOf } from './services.ts';
import { createSingleFailures } from './single-failures.ts';

function singlePoints(sketch: MapSketch): readonly string[] {
  const map = sketchedMap(sketch);
  const graph = soundGraph(faultModelOf(map));
  return mapFindings({ map, graph, failures: createSingleFailures(graph) })
    .filter(({ rule }) => rule.endsWith('spof'))
    .map(({ component, event }) => `${component}: ${event ?? ''}`)
    .toSorted();
}

describe('services', () => {
  it('are those, too, that only need each other in a circle', () => {
    const sketch: MapSketch = {
      components: ['shop', 'auth', 'db'],
      needs: [
        ['shop', 'auth'],
        ['auth', 'shop'],
        ['shop', 'db'],
      ],
    };
    expect(servicesOf(sketchedMap(sketch))).toEqual([['auth', 'shop']]);
    expect(singlePoints(sketch)).toEqual([
      'auth: failure/db',
      'auth: failure/shop',
      'shop: failure/auth',
      'shop: failure/db',
    ]);
  });

  it('are told of once for each cause where the circle is large', () => {
    const ids = Array.from({ length: 40 }, (_, at) => `c${at}`);
    const needs = ids.map((id, at) => [id, ids[(at + 1) % ids.length] ?? ''] as const);
    const found = singlePoints({ components: [...ids, 'db'], needs: [...needs, ['c7', 'db']] });
    expect(found).toHaveLength(41);
    expect(found).toContain('c0: failure/db');
  });

  it('leave no component untold that something else needs without an alternative', () => {
    const count = 7;
    const number = fc.nat({ max: count - 1 });
    const pairs = fc.array(fc.tuple(number, number), { maxLength: 14 });
    fc.assert(
      fc.property(pairs, fc.array(number, { maxLength: 2 }), (drawn, withObjective) => {
        const ids = Array.from({ length: count }, (_, at) => `c${at}`);
        const needs = drawn
          .filter(([from, to]) => from !== to)
          .map(([from, to]) => [`c${from}`, `c${to}`] as const);
        const components = ids.map((id, at) => ({
          id,
          name: id,
          ...(withObjective.includes(at) ? { objectiveAvailability: 0.99 } : {}),
        }));
        const once = [...new Map(needs.map((pair) => [pair.join(' '), pair])).values()];
        const told = singlePoints({ components, needs: once });
        expect(new Set(told).size).toBe(told.length);
        for (const [, needed] of once)
          expect(told.some((one) => one.endsWith(`: ${mapNodes.componentFailure(needed)}`))).toBe(
            true,
          );
      }),
      { numRuns: 100 },
    );
  });
});
