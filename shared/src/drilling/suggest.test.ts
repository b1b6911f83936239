import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { graphOf } from '../analysis/fault-graph.ts';
import { faultModelOf } from '../analysis/map-fault-model.ts';
import { mapNodes } from '../analysis/map-node.ts';
import { type MapSketch, sketchedMap } from '../analysis/map-sketch-fixture.ts';
import { createSingleFailures } from '../analysis/single-failures.ts';
import type { MapValue } from '../model/map-value.ts';
import { createPlan } from '../model/plan.ts';
import { projectPlan } from '../model/plan-projection.ts';
import type { NamedDrill, NamedPlan } from './due.ts';
import { heldOn } from './plan-fixture.ts';
import { suggestedPlan } from './suggested-plan.ts';
import { type SuggestInput, suggestDrills, type Suggestion } from './suggest.ts';

const nowMs = Date.parse('2026-11-28T12:00:00Z');

const shop: MapSketch = {
  people: ['ana'],
  domains: [
    { id: 'region', name: 'Region', kind: 'region' },
    { id: 'zone-a', name: 'Zone A', kind: 'zone', parent: 'region' },
  ],
  components: [
    { id: 'shop', name: 'Shop', type: 'website', tier: '1', rtoSeconds: 900 },
    { id: 'orders', name: 'Orders', type: 'service' },
    { id: 'db', name: 'Orders DB', type: 'database', tier: '1' },
    { id: 'pg-1', name: 'pg-1', layer: 'hardware', type: 'host', domains: ['zone-a'] },
    { id: 'pg-2', name: 'pg-2', layer: 'hardware', type: 'host', domains: ['region'] },
    { id: 'acquirer', name: 'Acquirer', layer: 'vendor' },
    { id: 'lonely', name: 'Lonely', type: 'service' },
  ],
  needs: [
    ['shop', 'orders'],
    ['orders', 'db'],
    ['shop', 'acquirer', 'soft'],
  ],
  groups: [{ id: 'pair', component: 'db', needs: 1, members: ['pg-1', 'pg-2'], standby: ['pg-2'] }],
  knows: [['ana', 'db', 'lead']],
};

function inputOf(
  map: MapValue,
  drills: readonly NamedDrill[] = [],
  plans: readonly NamedPlan[] = [],
): SuggestInput {
  const graph = graphOf(faultModelOf(map));
  if (!graph.ok) throw new Error('the map has no graph');
  return { map, drills, plans, nowMs, failures: createSingleFailures(graph.graph) };
}

const map = sketchedMap(shop);

function find(all: readonly Suggestion[], id: string): Suggestion | undefined {
  return all.find((one) => one.id === id);
}

describe('drills that are proposed', () => {
  it('are those that nothing has proven, first what takes most down', () => {
    const all = suggestDrills(inputOf(map));
    expect(all.map(({ id }) => id)).toEqual([
      'region-evacuation domains/region',
      'database-failover components/db',
      'restore-from-backup components/db',
      'some-loss components/orders',
      'vendor-outage components/acquirer',
      'key-person-away people/ana',
      'zone-loss domains/zone-a',
    ]);
    expect(all[0]).toMatchObject({
      evidence: 'never',
      takesDown: expect.arrayContaining(['shop', 'orders', 'db']),
      tier: 1,
      hasObjective: true,
      reasons: [
        { why: 'single-failure' },
        { why: 'required', fit: 'lies-in', components: ['db'], toTier: 1 },
      ],
    });
    expect(find(all, 'key-person-away people/ana')?.scope).toEqual({
      components: ['db'],
      domains: [],
      people: ['ana'],
    });
    expect(find(all, 'vendor-outage components/acquirer')?.scope.components).toEqual([
      'acquirer',
      'shop',
    ]);
  });

  it('serve what keeps its data elsewhere by the drill of what keeps it', () => {
    const { components = [], ...rest } = shop;
    const orders = { id: 'orders', name: 'Orders', type: 'service', rpoSeconds: 60 };
    const others = components.filter((one) => typeof one === 'string' || one.id !== 'orders');
    const drawn = sketchedMap({ ...rest, components: [...others, orders] });
    const all = suggestDrills(inputOf(drawn));
    expect(find(all, 'restore-from-backup components/db')?.scope.components).toEqual([
      'db',
      'orders',
    ]);
    expect(find(all, 'restore-from-backup components/orders')).toBeUndefined();
  });

  it('go away once a drill passed, come back when that fades, and stay while it failed', () => {
    const id = 'database-failover components/db';
    const drill = { plan: '', scenario: 'database-failover', scope: onlyComponents('db') };
    const after = (day: string, part = {}) =>
      find(suggestDrills(inputOf(map, [heldOn(day, { ...drill, ...part })])), id);
    expect(after('2026-11-20')).toBeUndefined();
    expect(after('2026-10-20')).toMatchObject({ evidence: 'fading', last: { days: 31 } });
    expect(after('2026-11-20', { outcome: 'failed' })).toMatchObject({ evidence: 'failed' });
    expect(after('2026-11-20', { outcome: 'inconclusive' })).toMatchObject({ evidence: 'never' });
    expect(after('2026-11-20', { scope: onlyComponents('shop') })).toMatchObject({
      evidence: 'never',
    });
    // Only one ready scenario has this kind.
    expect(after('2026-11-20', { scenario: '', drillKind: 'backup-restore' })).toBeDefined();
    const restored = heldOn('2026-11-20', {
      ...drill,
      scenario: '',
      drillKind: 'backup-restore',
    });
    const left = suggestDrills(inputOf(map, [restored])).map((one) => one.id);
    expect(left).not.toContain('restore-from-backup components/db');
  });

  it('are proven for all that lies in a domain', () => {
    const scope = { components: [], domains: ['zone-a'], people: [] };
    const drill = heldOn('2026-11-20', { plan: '', scenario: 'zone-loss', scope });
    const left = suggestDrills(inputOf(map, [drill])).map(({ id }) => id);
    expect(left).not.toContain('zone-loss domains/zone-a');
  });

  it('count by the cadence of their plan', () => {
    const doc = new Y.Doc();
    const plan = { title: 'Failover', drillKind: 'failover', cadence: 'every year' };
    const scope = onlyComponents('db');
    createPlan(doc, { ...plan, scenario: 'database-failover', scope }, 1, 'Ana');
    const drill = heldOn('2026-02-01', {
      plan: '',
      scenario: 'database-failover',
      scope: onlyComponents('db'),
    });
    const plans = [{ name: 'plan:01a', plan: projectPlan(doc) }];
    const left = suggestDrills(inputOf(map, [drill], plans)).map(({ id }) => id);
    expect(left).not.toContain('database-failover components/db');
  });

  it('propose pairs that take something down together', () => {
    const events = [mapNodes.componentFailure('pg-2'), mapNodes.componentFailure('pg-1')];
    const cutSets = new Map([['db', [{ events }, { events: events.slice(1) }]]]);
    const all = suggestDrills({ ...inputOf(map), cutSets });
    const pair = find(all, 'some-loss components/pg-1 components/pg-2');
    expect(pair).toMatchObject({ takesDown: ['db'], reasons: [{ why: 'two-failures' }] });
    const both = heldOn('2026-11-20', {
      plan: '',
      drillKind: 'chaos',
      scope: onlyComponents('pg-1', 'pg-2'),
    });
    const apart = ['pg-1', 'pg-2'].map((id) => ({
      ...heldOn('2026-11-20', { plan: '', drillKind: 'chaos', scope: onlyComponents(id) }),
      name: `drill:${id}`,
    }));
    const idsAfter = (drills: readonly NamedDrill[]) =>
      suggestDrills({ ...inputOf(map, drills), cutSets }).map(({ id }) => id);
    expect(idsAfter([both])).not.toContain(pair?.id);
    expect(idsAfter(apart)).toContain(pair?.id);
  });

  it('come with a plan that can be written as it is, and name it once it is there', () => {
    const all = suggestDrills(inputOf(map));
    for (const one of all) {
      const doc = new Y.Doc();
      const filled = suggestedPlan(one, map, '2026-11-28');
      expect(createPlan(doc, filled, 1, 'Ana')).toEqual({ ok: true, changed: true });
      const plans = [{ name: 'plan:01a', plan: projectPlan(doc) }];
      expect(find(suggestDrills(inputOf(map, [], plans)), one.id)?.plan).toBe('plan:01a');
    }
    const [first] = all;
    if (first === undefined) throw new Error('nothing is proposed');
    expect(suggestedPlan(first, map, '2026-11-28')).toMatchObject({
      title: 'Evacuation of a region: Region',
      rtoSeconds: 900,
      // A week later is a Saturday.
      startsOn: '2026-12-07',
    });
  });
});

describe('whatever the map', () => {
  const id = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f');
  const component = fc.record({
    type: fc.constantFrom('database', 'dns', 'certificate', 'relay', 'vault', 'sso', 'service'),
    tier: fc.constantFrom('', '1', '2', '3'),
    layer: fc.constantFrom('software' as const, 'vendor' as const, 'people' as const),
    system: fc.constantFrom('', 'Holdfast'),
    domain: fc.constantFrom('zone', 'region', 'ca', ''),
  });
  const sketches = fc
    .record({
      components: fc.dictionary(id, component, { minKeys: 2 }),
      needs: fc.array(fc.tuple(id, id)),
      group: fc.uniqueArray(id, { minLength: 3, maxLength: 3 }),
    })
    .map(({ components, needs, group: [holder = '', ...members] }): MapSketch => {
      const has = (one: string) => Object.hasOwn(components, one);
      return {
        domains: [
          { id: 'region', name: 'Region', kind: 'region' },
          { id: 'zone', name: 'Zone', kind: 'zone', parent: 'region' },
          { id: 'ca', name: 'CA', kind: 'certificate-authority' },
        ],
        components: Object.entries(components).map(([name, { domain, ...rest }]) => ({
          id: name,
          name,
          ...rest,
          domains: domain === '' ? [] : [domain],
        })),
        needs: needs.filter(([from, to]) => from !== to && has(from) && has(to)),
        groups: [holder, ...members].every(has)
          ? [{ id: 'g', component: holder, needs: 1, members, standby: members.slice(1) }]
          : [],
      };
    });

  it('the same input gives the same list, and holding all of it leaves nothing', () => {
    fc.assert(
      fc.property(sketches, (sketch) => {
        const drawn = sketchedMap(sketch);
        const all = suggestDrills({ ...inputOf(drawn), limit: 1_000 });
        expect(suggestDrills({ ...inputOf(drawn), limit: 1_000 })).toEqual(all);
        expect(new Set(all.map((one) => one.id)).size).toBe(all.length);
        const held = all.map((one, at) => ({
          ...heldOn('2026-11-27', { plan: '', scenario: one.scenario, scope: one.scope }),
          name: `drill:${at}`,
        }));
        expect(suggestDrills({ ...inputOf(drawn, held), limit: 1_000 })).toEqual([]);
      }),
    );
  });
});

function onlyComponents(...components: readonly string[]) {
  return { components, domains: [], people: [] };
}
