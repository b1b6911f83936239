import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { doToMap } from '../model/map-command-fixture.ts';
import { mapContext } from '../model/map-fixture.ts';
import { readMap } from '../model/map.ts';
import { componentBusFactors } from './bus-factor.ts';
import { findCutSets } from './cut-sets.ts';
import { downWith, soundGraph } from './fault-model-fixture.ts';
import { mapFindings } from './findings.ts';
import { faultModelOf } from './map-fault-model.ts';
import { mapNodes } from './map-node.ts';
import { createMapWhatIf } from './map-what-if.ts';
import { createRecommendations } from './objectives.ts';
import { restoreOf } from './restore-order.ts';
import { createSingleFailures } from './single-failures.ts';

const choice = fc.tuple(fc.nat(), fc.nat(), fc.nat(), fc.nat(), fc.nat(), fc.nat());

it('makes sense of whatever people do to a map, and agrees with itself', () => {
  fc.assert(
    fc.property(fc.array(choice, { maxLength: 60 }), (choices) => {
      const doc = new Y.Doc();
      for (const one of choices) doToMap(doc, one, mapContext());
      const map = readMap(doc);
      const graph = soundGraph(faultModelOf(map, { on: '2026-12-24', beta: 0.1 }));
      const failures = createSingleFailures(graph);
      const recommendationsOf = createRecommendations(map, failures, {
        on: '2026-12-24',
        beta: 0.1,
      });
      const whatIf = createMapWhatIf(map, graph);
      const already = downWith(graph, 0);
      for (const { id } of map.components.values()) {
        const node = mapNodes.component(id);
        const isAlready = already[graph.nodes.get(node) ?? -1] === 1;
        expect(failures.isAlwaysDown(node)).toBe(isAlready);
        const { counts, isComplete } = findCutSets(graph, node, { order: 2 });
        expect(isComplete).toBe(true);
        if (!isAlready) expect(Number(counts[0])).toBe(failures.countOf(node));
        const { down } = whatIf({ components: [id] });
        for (const { path } of down) expect(path.length).toBeGreaterThan(1);
        expect(restoreOf(map, id).order.at(-1)).toBeDefined();
        expect(recommendationsOf(id)).toHaveLength(3);
      }
      const findings = mapFindings({ map, graph, failures, on: '2026-12-24' });
      expect(new Set(findings.map(({ id }) => id)).size).toBe(findings.length);
      expect(componentBusFactors(map).length).toBeLessThanOrEqual(map.components.size);
    }),
    { numRuns: 60 },
  );
});
