import { mapFindings } from '@holdfast/shared/analysis/findings';
import { soundGraph } from '@holdfast/shared/analysis/fault-model-fixture';
import { faultModelOf } from '@holdfast/shared/analysis/map-fault-model';
import { type MapSketch, sketchedMap } from '@holdfast/shared/analysis/map-sketch-fixture';
import { createSingleFailures } from '@holdfast/shared/analysis/single-failures';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findingGroups } from './finding-groups.ts';
import { listedFindings } from './findings-model.ts';

function grouped(sketch: MapSketch) {
  const map = sketchedMap(sketch);
  const graph = soundGraph(faultModelOf(map));
  const failures = createSingleFailures(graph);
  const found = mapFindings({ map, graph, failures, hasRunbook: () => false });
  const findings = listedFindings(map, found);
  return { findings, groups: findingGroups(findings, (id) => map.people.get(id)?.name ?? id) };
}

describe('groups of findings', () => {
  it('tell each cause once, what takes most down first', () => {
    const { groups } = grouped({
      components: ['shop', 'pay', 'web', 'db', 'mail'],
      needs: [
        ['shop', 'web'],
        ['web', 'db'],
        ['pay', 'db'],
        ['pay', 'mail'],
      ],
      people: ['ana', 'ben'],
      knows: [
        ['ana', 'shop', 'lead'],
        ['ana', 'web', 'lead'],
        ['ben', 'db', 'lead'],
      ],
    });
    expect(
      groups.map(({ kind, rule, cause, down, about }) => [kind, rule, cause, down, about.join()]),
    ).toEqual([
      ['fails', 'spof', 'db', 4, 'pay,shop'],
      ['single', 'spof', 'mail', 2, 'pay'],
      ['single', 'spof', 'web', 2, 'shop'],
      ['people', 'bus-factor-1', 'ana', 0, 'shop,web'],
      ['single', 'bus-factor-1', 'ben', 0, 'db'],
      ['care', 'no-owner', '', 0, 'db,mail,pay,shop,web'],
      ['care', 'no-runbook', '', 0, 'db,mail,pay,shop,web'],
    ]);
  });

  it('hold every finding once, whatever the map', () => {
    const number = fc.nat({ max: 6 });
    fc.assert(
      fc.property(fc.array(fc.tuple(number, number), { maxLength: 12 }), (pairs) => {
        const needs = [...new Map(pairs.map((pair) => [pair.join(' '), pair])).values()]
          .filter(([from, to]) => from !== to)
          .map(([from, to]) => [`c${from}`, `c${to}`] as const);
        const components = Array.from({ length: 7 }, (_, at) => `c${at}`);
        const { findings, groups } = grouped({ components, needs });
        const inside = groups.flatMap((group) => group.findings.map(({ id }) => id));
        expect(inside.toSorted()).toEqual(findings.map(({ id }) => id).toSorted());
        expect(new Set(groups.map(({ id }) => id)).size).toBe(groups.length);
        const downs = groups.filter(({ rule }) => rule.endsWith('spof')).map(({ down }) => down);
        expect(downs).toEqual(downs.toSorted((a, b) => b - a));
      }),
      { numRuns: 100 },
    );
  });
});
