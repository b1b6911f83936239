import { describe, expect, it } from 'vitest';
import {
  bootstrapCycles,
  multiZoneSingleRegion,
  sharedDependencies,
} from './shared-dependencies.ts';
import { findCutSets } from './cut-sets.ts';
import { soundGraph } from './fault-model-fixture.ts';
import { faultModelOf, type MapFaultOptions } from './map-fault-model.ts';
import { createFalls } from './fall.ts';
import { mapPath } from './map-explanation.ts';
import { mapNodes } from './map-node.ts';
import { type MapSketch, sketchedMap } from './map-sketch-fixture.ts';
import { createSingleFailures } from './single-failures.ts';

function analysed(sketch: MapSketch, options: MapFaultOptions = {}) {
  const map = sketchedMap(sketch);
  const graph = soundGraph(faultModelOf(map, options));
  return { map, graph, failures: createSingleFailures(graph) };
}

function spofs(sketch: MapSketch, component: string, options: MapFaultOptions = {}) {
  return analysed(sketch, options).failures.failuresOf(mapNodes.component(component));
}

const shop: MapSketch = {
  domains: [
    { id: 'eu', name: 'EU', kind: 'region' },
    { id: 'eu-a', name: 'EU a', kind: 'zone', parent: 'eu' },
    { id: 'eu-b', name: 'EU b', kind: 'zone', parent: 'eu' },
  ],
  components: [
    'shop',
    { id: 'web-1', name: 'web-1', domains: ['eu-a'] },
    { id: 'web-2', name: 'web-2', domains: ['eu-b'] },
    'auth',
    'secrets',
    'cache',
  ],
  needs: [
    ['web-1', 'auth'],
    ['web-2', 'auth'],
    ['auth', 'secrets'],
    ['shop', 'cache', 'soft'],
  ],
  groups: [{ id: 'web', component: 'shop', needs: 1, members: ['web-1', 'web-2'] }],
};

describe('faultModelOf', () => {
  it('takes hard needs, groups, zones and regions for causes, and soft needs not', () => {
    expect(spofs(shop, 'shop')).toEqual(
      ['domain/eu', 'failure/auth', 'failure/secrets', 'failure/shop'].toSorted(),
    );
    const { graph } = analysed(shop);
    const pairs = findCutSets(graph, 'down/shop', { order: 2 });
    expect(pairs.counts).toEqual([4n, 4n]);
  });

  it('says that needing 2 of 3 fails from the second failure on', () => {
    const sketch: MapSketch = {
      components: ['db', 'a', 'b', 'c'],
      groups: [{ component: 'db', needs: 2, members: ['a', 'b', 'c'] }],
    };
    const found = findCutSets(analysed(sketch).graph, 'down/db', { order: 3 });
    expect(found.counts).toEqual([1n, 3n, 0n]);
  });

  it('lets a control plane and people in only where a failover needs them', () => {
    const sketch: MapSketch = {
      components: ['db', 'main', 'spare', 'control', 'console'],
      needs: [
        ['db', 'control', 'control-plane'],
        ['main', 'control', 'control-plane'],
      ],
      people: ['ana', 'ben'],
      knows: [
        ['ana', 'db', 'lead'],
        ['ben', 'db', 'seen'],
      ],
    };
    const group = { id: 'g', component: 'db', needs: 1, members: ['main', 'spare'] };
    expect(spofs({ ...sketch, groups: [group] }, 'db')).toEqual(['failure/db']);
    const standby = {
      ...group,
      standby: ['spare'],
      failoverNeeds: ['console'],
      failoverByHand: true,
    };
    const { graph } = analysed({ ...sketch, groups: [standby] });
    const { sets } = findCutSets(graph, 'down/db', { order: 3 }).list({ limit: 9 });
    expect(sets.map(({ events }) => events.toSorted().join(' ')).toSorted()).toEqual([
      'failure/console failure/main',
      'failure/control failure/main',
      'failure/db',
      'failure/main failure/spare',
      'failure/main person/ana',
    ]);
    const onLeave: MapSketch = {
      ...sketch,
      groups: [standby],
      leaves: [['ana', '2026-12-24', '2026-12-31']],
    };
    expect(spofs(onLeave, 'db', { on: '2026-12-23' })).toEqual(['failure/db']);
    expect(spofs(onLeave, 'db', { on: '2026-12-31' })).toEqual(['failure/db', 'failure/main']);
    expect(spofs(onLeave, 'db', { on: '2027-01-01' })).toEqual(['failure/db']);
  });

  it('says that nobody is known to start a failover by hand', () => {
    const sketch: MapSketch = {
      components: ['db', 'main', 'spare'],
      groups: [
        {
          id: 'g',
          component: 'db',
          needs: 1,
          members: ['main', 'spare'],
          standby: ['spare'],
          failoverByHand: true,
        },
      ],
    };
    const { graph } = analysed(sketch);
    const { sets } = findCutSets(graph, 'down/db', { order: 2 }).list({ limit: 9 });
    expect(sets.map(({ events }) => events)).toContainEqual(['failure/main', 'by-hand/g']);
  });

  it('takes people for what fails when all of them are away', () => {
    const sketch: MapSketch = {
      components: ['shop', { id: 'rota', name: 'On call', layer: 'people', staff: ['ana', 'ben'] }],
      needs: [['shop', 'rota']],
      people: ['ana', 'ben'],
      leaves: [['ben', '2026-12-01', '2026-12-09']],
    };
    expect(spofs(sketch, 'shop')).toEqual(['failure/shop']);
    expect(spofs(sketch, 'shop', { on: '2026-12-09' })).toEqual(['person/ana', 'failure/shop']);
  });

  it('splits a common cause off the members by β', () => {
    const sketch: MapSketch = {
      components: [
        'db',
        { id: 'a', name: 'a', availability: 0.99 },
        { id: 'b', name: 'b', availability: 0.99 },
      ],
      groups: [{ id: 'g', component: 'db', needs: 1, members: ['a', 'b'] }],
    };
    expect(spofs(sketch, 'db')).toEqual(['failure/db']);
    expect(spofs(sketch, 'db', { beta: 0.1 })).toEqual(['common-cause/g', 'failure/db']);
    const model = faultModelOf(sketchedMap(sketch), { beta: 0.1 });
    const q = new Map(model.events.map((event) => [event.id, event.unavailability ?? -1]));
    expect(q.get('common-cause/g')).toBeCloseTo(0.001, 10);
    expect(q.get('failure/a')).toBeCloseTo(0.009, 10);
  });

  it('has no common cause of people, who do not fail but are away', () => {
    const rota = (id: string, staff: readonly string[]) =>
      ({ id, name: id, layer: 'people', staff }) as const;
    const model = faultModelOf(
      sketchedMap({
        components: ['shop', rota('day', ['ana']), rota('night', ['ben'])],
        people: ['ana', 'ben'],
        groups: [{ id: 'g', component: 'shop', needs: 1, members: ['day', 'night'] }],
      }),
      { beta: 0.1 },
    );
    expect(model.events.map(({ id }) => id)).toEqual(['person/ana', 'person/ben', 'failure/shop']);
  });

  it('takes cycles as they are', () => {
    const sketch: MapSketch = {
      components: ['a', 'b', 'c'],
      needs: [
        ['a', 'b'],
        ['b', 'a'],
        ['c', 'a'],
      ],
    };
    expect(spofs(sketch, 'c')).toEqual(['failure/a', 'failure/b', 'failure/c']);
    expect(bootstrapCycles(analysed(sketch).graph)).toEqual([['a', 'b']]);
  });
});

describe('sharedDependencies', () => {
  it('finds what replicas share several layers down, with a path for each', () => {
    const { map, graph, failures } = analysed(shop);
    const shared = sharedDependencies(map, graph, failures);
    expect(shared.map(({ event, depth }) => [event, depth])).toEqual([
      ['failure/auth', 1],
      ['domain/eu', 2],
      ['failure/secrets', 2],
    ]);
    expect(
      shared[2]?.paths.map(({ member, steps }) => [member, steps.map(({ name }) => name)]),
    ).toEqual([
      ['web-1', ['web-1', 'auth', 'secrets']],
      ['web-2', ['web-2', 'auth', 'secrets']],
    ]);
    expect(multiZoneSingleRegion(map)).toEqual([
      { group: 'web', over: ['eu-a', 'eu-b'], within: 'eu' },
    ]);
  });

  it('shows the way through the map', () => {
    const { map, graph } = analysed(shop);
    const path = createFalls(graph).of(['domain/eu']).pathTo('down/shop') ?? [];
    expect(mapPath(map, path).map(({ of, id }) => `${of} ${id}`)).toEqual([
      'component shop',
      'component web-1',
      'domain eu-a',
      'domain eu',
    ]);
  });
});
