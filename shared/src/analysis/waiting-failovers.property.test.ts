import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { FaultGraph } from './fault-graph.ts';
import { downWith, soundGraph } from './fault-model-fixture.ts';
import { faultModelOf } from './map-fault-model.ts';
import { mapNodes } from './map-node.ts';
import { sketchedMap } from './map-sketch-fixture.ts';
import { createSingleFailures } from './single-failures.ts';
import { createWaitingFailovers } from './waiting-failovers.ts';

const ids = ['shop', 'a', 'b', 'c'] as const;
const some = fc.uniqueArray(fc.constantFrom(...ids));
const group = fc.record({
  component: fc.constantFrom(...ids),
  members: fc.uniqueArray(fc.constantFrom(...ids), { minLength: 1 }),
  needs: fc.integer({ min: 1, max: 4 }),
  standby: some,
  failoverNeeds: fc.uniqueArray(fc.constantFrom(...ids), { maxLength: 1 }),
  failoverByHand: fc.boolean(),
});
const need = fc.record({
  from: fc.constantFrom(...ids),
  to: fc.constantFrom(...ids),
  kind: fc.constantFrom('hard', 'soft', 'human', 'control-plane'),
});

/** What takes a node down alone, by trying; `always` where nothing has to. */
function downBy(graph: FaultGraph, node: string): ReadonlySet<string> {
  const at = graph.nodes.get(node) ?? -1;
  if (downWith(graph, 0)[at] === 1) return new Set(['always']);
  return new Set(graph.events.filter((_, event) => downWith(graph, 1 << event)[at] === 1));
}

it('names a failover exactly where something takes the component down only as nobody is there', () => {
  fc.assert(
    fc.property(
      fc.array(group, { minLength: 1, maxLength: 3 }),
      fc.uniqueArray(need, { maxLength: 4, selector: ({ from, to }) => `${from} ${to}` }),
      fc.boolean(),
      (groups, needs, isKnown) => {
        const map = sketchedMap({
          components: ids.map((id) => ({ id, name: id })),
          needs: needs
            .filter(({ from, to }) => from !== to)
            .map(({ from, to, kind }) => [from, to, kind] as const),
          people: ['ana'],
          knows: isKnown ? ids.map((id) => ['ana', id, 'operate'] as const) : [],
          groups: groups.flatMap((one, at) => {
            const members = one.members.filter((id) => id !== one.component);
            if (members.length < 2) return [];
            const standby = one.standby.filter((id) => members.includes(id));
            const failoverNeeds = one.failoverNeeds.filter((id) => id !== one.component);
            const count = Math.min(one.needs, members.length);
            return [{ ...one, id: `g${at}`, members, needs: count, standby, failoverNeeds }];
          }),
        });
        const now = soundGraph(faultModelOf(map));
        const nobody = soundGraph(faultModelOf(map, { isNobodyThere: true }));
        const waitingFor = createWaitingFailovers(map, createSingleFailures(now));
        for (const id of ids) {
          const node = mapNodes.component(id);
          const before = downBy(now, node);
          const more = before.has('always')
            ? []
            : [...downBy(nobody, node)].filter((event) => !before.has(event));
          expect(waitingFor(id).length > 0).toBe(more.length > 0);
          for (const one of waitingFor(id)) {
            const known = downBy(now, mapNodes.group(one));
            const then = [...downBy(nobody, mapNodes.group(one))];
            expect(then.some((event) => !known.has(event))).toBe(true);
          }
        }
      },
    ),
    { numRuns: 200 },
  );
});
