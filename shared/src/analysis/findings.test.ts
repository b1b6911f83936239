import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { NewGroup } from '../model/map-commands.ts';
import { domainKinds } from '../model/map-value.ts';
import { findProbability } from './diagram.ts';
import { soundGraph } from './fault-model-fixture.ts';
import { mapFindings } from './findings.ts';
import { faultModelOf } from './map-fault-model.ts';
import { mapNodes } from './map-node.ts';
import { type MapSketch, sketchedMap } from './map-sketch-fixture.ts';
import { checkAvailability, createRecommendations, tooOften } from './objectives.ts';
import { restoreOf } from './restore-order.ts';
import { createSingleFailures } from './single-failures.ts';

const sketch: MapSketch = {
  domains: [
    { id: 'eu', name: 'EU', kind: 'region', availability: 0.99999 },
    { id: 'eu-a', name: 'EU a', kind: 'zone', parent: 'eu', availability: 0.9999 },
    { id: 'eu-b', name: 'EU b', kind: 'zone', parent: 'eu', availability: 0.9999 },
  ],
  people: ['ana'],
  components: [
    { id: 'shop', name: 'Shop', objectiveAvailability: 0.9999, availability: 1, mttrHours: 0.5 },
    { id: 'web-1', name: 'Web 1', domains: ['eu-a'], availability: 0.99, mttrHours: 1 },
    { id: 'web-2', name: 'Web 2', domains: ['eu-b'], availability: 0.99, mttrHours: 2 },
    { id: 'db', name: 'Orders database', domains: ['eu-a'], availability: 0.999, mttrHours: 4 },
    { id: 'pay', name: 'Payments', layer: 'vendor', availability: 0.9995, mttrHours: 1 },
  ],
  needs: [
    ['web-1', 'db'],
    ['web-2', 'db'],
    ['shop', 'pay'],
  ],
  groups: [{ id: 'web', component: 'shop', needs: 1, members: ['web-1', 'web-2'] }],
  knows: [['ana', 'db', 'lead']],
};

const rota = { id: 'rota', name: 'Rota', layer: 'people', staff: ['ana', 'ben'] } as const;

function analysed() {
  const map = sketchedMap(sketch);
  const model = faultModelOf(map);
  const graph = soundGraph(model);
  const probabilityOf = (id: string) => findProbability(graph, mapNodes.component(id));
  return { map, model, graph, failures: createSingleFailures(graph), probabilityOf };
}

describe('mapFindings', () => {
  it('tells what takes the service down, what is shared, who alone knows, and what is not met', () => {
    const { map, graph, failures, probabilityOf } = analysed();
    const found = mapFindings({
      map,
      graph,
      failures,
      probabilityOf,
      hasRunbook: (id) => id !== 'db',
    });
    expect(found.map(({ id }) => id)).toEqual([
      'hidden-spof shop domain/eu',
      'hidden-spof shop domain/eu-a',
      'hidden-spof shop failure/db',
      'vendor-spof shop failure/pay',
      'common-cause shop domain/eu-a web',
      'common-cause shop failure/db web',
      'common-cause shop domain/eu web',
      'multi-zone-single-region shop domain/eu web',
      'bus-factor-1 db',
      'no-owner db',
      'no-runbook db',
      'no-owner shop',
      'no-owner web-1',
      'no-owner web-2',
      'objective-not-met shop',
    ]);
    const database = found.find(({ id }) => id === 'hidden-spof shop failure/db');
    expect(database).toMatchObject({
      cause: 'Orders database',
      removal: { patterns: ['replication', 'failover'], runbook: 'restore-from-backup' },
    });
    expect(database?.evidence.toSorted()).toEqual(['db', 'shop', 'web-1', 'web-2']);
    expect(database?.paths[0]?.map(({ name }) => name)).toEqual([
      'Shop',
      'Web 1',
      'Orders database',
    ]);
    expect(found.find(({ rule }) => rule === 'objective-not-met')?.availability).toMatchObject({
      verdict: 'not met',
      secondsAllowed: expect.closeTo(3153.6, 3),
    });
  });
});

describe('recommendations', () => {
  it('gives each level with what speaks against it', () => {
    const { map, failures } = analysed();
    expect(
      createRecommendations(
        map,
        failures,
      )('shop').map(({ level, isWanted, verdict, reasons }) => [
        level,
        isWanted,
        verdict,
        reasons.map(({ event }) => event),
      ]),
    ).toEqual([
      ['several-zones', true, 'not reached', ['domain/eu-a', 'failure/db']],
      ['several-regions', true, 'not reached', ['domain/eu']],
      ['several-providers', false, 'not reached', ['failure/pay']],
    ]);
  });

  it('takes nothing for spread that stands in one place which nobody named', () => {
    const of = (more: MapSketch) => {
      const map = sketchedMap({
        ...more,
        components: [{ id: 'shop', name: 'shop', objectiveAvailability: 0.99999 }, 'db'],
      });
      const failures = createSingleFailures(soundGraph(faultModelOf(map)));
      return createRecommendations(
        map,
        failures,
      )('shop').map(({ verdict, reasons, unknown }) => [
        verdict,
        reasons.map(({ event, why }) => [event, why]),
        unknown.map(({ event }) => event),
      ]);
    };
    expect(of({ needs: [['shop', 'db']] })).toEqual([
      ['not reached', [['failure/db', 'unplaced']], ['failure/shop']],
      ['not reached', [], []],
      ['not reached', [], []],
    ]);
    expect(of({})).toEqual([
      ['not known', [], ['failure/shop']],
      ['not known', [], []],
      ['not known', [], []],
    ]);
  });

  it('calls nothing reached whose failover waits for people, however many are able', () => {
    const of = (more: Partial<NewGroup>, also: MapSketch = {}) => {
      const map = sketchedMap({
        domains: [
          { id: 'aws', name: 'aws', kind: 'provider' },
          { id: 'gcp', name: 'gcp', kind: 'provider' },
        ],
        ...also,
        components: [
          'shop',
          { id: 'a', name: 'a', domains: ['aws'] },
          { id: 'b', name: 'b', domains: ['gcp'] },
          ...(also.components ?? []),
        ],
        people: ['ana', 'ben'],
        knows: [
          ['ana', 'shop', 'lead'],
          ['ben', 'shop', 'operate'],
        ],
        groups: [
          {
            id: 'g',
            component: 'shop',
            needs: 1,
            members: ['a', 'b'],
            standby: ['b'],
            ...more,
          },
          ...(also.groups ?? []),
        ],
      });
      const failures = createSingleFailures(soundGraph(faultModelOf(map)));
      return createRecommendations(
        map,
        failures,
      )('shop').map(({ verdict, reasons }) => [
        verdict,
        ...reasons.map(({ event, why }) => `${event} ${why}`),
      ]);
    };
    const reached = [['reached'], ['reached'], ['reached']];
    const waits = [['reached'], ['reached'], ['not reached', 'by-hand/g waits']];
    expect(of({ failoverByHand: true })).toEqual(waits);
    expect(of({ failoverNeeds: ['rota'] }, { components: [rota] })).toEqual(waits);
    expect(
      of({}, { components: [{ id: 'page', name: 'page' }], needs: [['b', 'page', 'human']] }),
    ).toEqual(waits);
    expect(of({})).toEqual(reached);
    // Both work already: nobody has to do anything.
    expect(of({ failoverByHand: true, standby: [] })).toEqual(reached);
    const third = { components: [{ id: 'c', name: 'c', domains: ['gcp'] }] };
    expect(of({ failoverByHand: true, members: ['a', 'b', 'c'] }, third)).toEqual(reached);
  });

  it('calls nothing reached that a common cause takes down alone, wherever its members stand', () => {
    const map = sketchedMap({
      domains: [
        { id: 'aws', name: 'aws', kind: 'provider' },
        { id: 'gcp', name: 'gcp', kind: 'provider' },
      ],
      components: [
        'shop',
        { id: 'a', name: 'a', domains: ['aws'] },
        { id: 'b', name: 'b', domains: ['gcp'] },
      ],
      groups: [{ id: 'g', component: 'shop', needs: 1, members: ['a', 'b'], beta: 0.1 }],
    });
    const failures = createSingleFailures(soundGraph(faultModelOf(map)));
    expect(
      createRecommendations(
        map,
        failures,
      )('shop').map(({ verdict, reasons }) => [verdict, ...reasons.map(({ event }) => event)]),
    ).toEqual([['reached'], ['reached'], ['not reached', 'common-cause/g']]);
  });

  it('never calls a level reached that something takes down alone', () => {
    const kinds = [undefined, ...domainKinds];
    fc.assert(
      fc.property(
        fc.array(fc.nat({ max: kinds.length - 1 }), { minLength: 4, maxLength: 4 }),
        fc.array(fc.tuple(fc.nat({ max: 3 }), fc.nat({ max: 3 })), { maxLength: 6 }),
        (placed, pairs) => {
          const ids = ['shop', 'a', 'b', 'c'];
          const map = sketchedMap({
            domains: domainKinds.map((kind) => ({ id: kind, name: kind, kind })),
            components: ids.map((id, at) => {
              const kind = kinds[placed[at] ?? 0];
              return { id, name: id, ...(kind === undefined ? {} : { domains: [kind] }) };
            }),
            needs: [...new Map(pairs.map((pair) => [pair.join(' '), pair])).values()]
              .filter(([from, to]) => from !== to)
              .map(([from, to]) => [ids[from] ?? '', ids[to] ?? ''] as const),
          });
          const failures = createSingleFailures(soundGraph(faultModelOf(map)));
          // There are no groups: whatever the shop needs, it cannot do without.
          expect(createRecommendations(map, failures)('shop').at(-1)?.verdict).not.toBe('reached');
        },
      ),
      { numRuns: 100 },
    );
  });

  it('says which single failure uses up the objective', () => {
    const { model, failures } = analysed();
    const q = new Map(model.events.map(({ id, unavailability }) => [id, unavailability]));
    const found = tooOften(failures, 'shop', 0.9999, (event) => q.get(event));
    expect(found.events.toSorted()).toEqual(['domain/eu-a', 'failure/db', 'failure/pay']);
    expect(found.isSumTooLarge).toBe(true);
  });
});

describe('checkAvailability', () => {
  const probability = (lower: number, upper: number) =>
    ({ value: lower, kind: 'lower bound', lower, upper, unknown: [], importance: [] }) as const;

  it('never takes what is not known for a pass', () => {
    expect(checkAvailability(0.999, probability(0.0001, 0.001)).verdict).toBe('met');
    expect(checkAvailability(0.999, probability(0.0001, 0.5)).verdict).toBe('not known');
    expect(checkAvailability(0.999, probability(0.002, 0.5)).verdict).toBe('not met');
  });

  it('counts the downtime of a year as everybody does', () => {
    const seconds = (objective: number) =>
      checkAvailability(objective, probability(0, 0)).secondsAllowed;
    expect(seconds(0.999)).toBeCloseTo(8 * 3600 + 45.6 * 60, 3);
    expect(seconds(0.9995)).toBeCloseTo(4 * 3600 + 22.8 * 60, 3);
    expect(seconds(0.9999)).toBeCloseTo(52 * 60 + 33.6, 3);
    expect(seconds(0.99999)).toBeCloseTo(5 * 60 + 15.36, 3);
  });
});

describe('restoreOf', () => {
  it('adds up the longest chain, of a group what it needs soonest', () => {
    const { map } = analysed();
    const restore = restoreOf(map, 'shop');
    expect(restore.leastSeconds).toBe((4 + 1 + 0.5) * 3600);
    expect(restore.longest).toEqual(['db', 'web-1', 'shop']);
    expect(restore.order.at(-1)).toBe('shop');
    expect(restore.order.indexOf('db')).toBeLessThan(restore.order.indexOf('web-1'));
    expect(restore.unknown).toEqual([]);
  });

  it('restores a circle one after the other', () => {
    const map = sketchedMap({
      components: [{ id: 'a', name: 'a', mttrHours: 1 }, { id: 'b', name: 'b', mttrHours: 2 }, 'c'],
      needs: [
        ['c', 'a'],
        ['a', 'b'],
        ['b', 'a'],
      ],
    });
    expect(restoreOf(map, 'c')).toMatchObject({
      leastSeconds: 3 * 3600,
      circles: [['a', 'b']],
      unknown: ['c'],
    });
  });
});
