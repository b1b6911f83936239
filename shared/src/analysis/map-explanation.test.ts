import { expect, it } from 'vitest';
import { explanationOf } from './explanation.ts';
import { createFalls } from './fall.ts';
import { soundGraph } from './fault-model-fixture.ts';
import { type MapExplanation, mapExplanation, mapPath } from './map-explanation.ts';
import { faultModelOf } from './map-fault-model.ts';
import { type MapSketch, sketchedMap } from './map-sketch-fixture.ts';

/** A database on servers that all fall with one zone, each in its own way. */
const orders: MapSketch = {
  domains: [{ id: 'zone', name: 'Zone a', kind: 'zone' }],
  components: [
    'shop',
    { id: 'db', name: 'Orders database' },
    { id: 'pg-1', name: 'pg-1', domains: ['zone'] },
    'pg-2',
    'backups',
    { id: 'etcd', name: 'etcd' },
    { id: 'etcd-1', name: 'etcd-1', domains: ['zone'] },
    'etcd-2',
    { id: 'resolver', name: 'Resolver', domains: ['zone'] },
  ],
  needs: [
    ['shop', 'db'],
    ['pg-2', 'etcd'],
    ['etcd-2', 'resolver'],
    ['backups', 'etcd'],
  ],
  groups: [
    { id: 'servers', component: 'db', needs: 1, members: ['pg-1', 'pg-2', 'backups'] },
    { id: 'keepers', component: 'etcd', needs: 1, members: ['etcd-1', 'etcd-2'] },
  ],
};

function toldOf(sketch: MapSketch, failed: string, top: string): readonly string[] {
  const map = sketchedMap(sketch);
  const fall = createFalls(soundGraph(faultModelOf(map))).of([failed]);
  const explanation = explanationOf(fall, top);
  if (explanation === undefined) return [];
  const lines: string[] = [];
  const tell = ({ steps, together, branches, rest }: MapExplanation, depth: number): void => {
    const names = steps.map(({ name, cannotTakeOver }) =>
      cannotTakeOver === undefined ? name : `${name} cannot take over`,
    );
    const stand =
      together === undefined || together.mustStand === 1
        ? ''
        : `, ${together.mustStand} must stand`;
    const how = together === undefined ? '' : ` (${together.fall} of ${together.of}${stand})`;
    lines.push(`${'  '.repeat(depth)}${names.join(' > ')}${how}${rest ?? ''}`);
    for (const branch of branches) tell(branch, depth + 1);
  };
  tell(mapExplanation(map, explanation), 0);
  return lines;
}

it('tells of every member that falls why it does, and of each group once', () => {
  expect(toldOf(orders, 'domain/zone', 'down/shop')).toEqual([
    'shop > Orders database (3 of 3)',
    '  pg-1 > Zone a',
    '  backups > etcd (2 of 2)',
    '    etcd-1 > Zone a',
    '    etcd-2 > Resolver > Zone a',
    '  pg-2 > etcd (2 of 2)told-above',
  ]);
});

it('goes by the member that takes the most to explain, and says that others fall with it', () => {
  const map = sketchedMap(orders);
  const fall = createFalls(soundGraph(faultModelOf(map))).of(['domain/zone']);
  expect(
    mapPath(map, fall.pathTo('down/shop') ?? []).map(({ name, together }) => [name, together]),
  ).toEqual([
    ['shop', undefined],
    ['Orders database', undefined],
    ['backups', { fall: 3, of: 3, mustStand: 1 }],
    ['etcd', undefined],
    ['etcd-2', { fall: 2, of: 2, mustStand: 1 }],
    ['Resolver', undefined],
    ['Zone a', undefined],
  ]);
  expect(fall.isThroughRedundancy('down/shop')).toBe(true);
  expect(fall.isThroughRedundancy('down/resolver')).toBe(false);
});

it('tells of all that fall, also where fewer are enough, and how many must stand', () => {
  const sketch: MapSketch = {
    domains: [{ id: 'zone', name: 'Zone a', kind: 'zone' }],
    components: [
      'vault',
      { id: 'v-1', name: 'v-1', domains: ['zone'] },
      { id: 'v-2', name: 'v-2', domains: ['zone'] },
      // It falls only because the whole does.
      'v-3',
    ],
    needs: [['v-3', 'vault']],
    groups: [{ id: 'quorum', component: 'vault', needs: 2, members: ['v-1', 'v-2', 'v-3'] }],
  };
  expect(toldOf(sketch, 'domain/zone', 'down/vault')).toEqual([
    'vault (3 of 3, 2 must stand)',
    '  v-1 > Zone a',
    '  v-2 > Zone a',
    '  v-3 > vault (3 of 3, 2 must stand)told-above',
  ]);
  const map = sketchedMap({ ...sketch, needs: [] });
  const fall = createFalls(soundGraph(faultModelOf(map))).of(['domain/zone']);
  expect(mapPath(map, fall.pathTo('down/vault') ?? [])[1]?.together).toEqual({
    fall: 2,
    of: 3,
    mustStand: 2,
  });
});

it('prefers a plain need to redundancy, however far it goes', () => {
  const sketch: MapSketch = {
    ...orders,
    needs: [...(orders.needs ?? []), ['shop', 'front'], ['front', 'names'], ['names', 'resolver']],
    components: [...(orders.components ?? []), 'front', 'names'],
  };
  expect(toldOf(sketch, 'domain/zone', 'down/shop')).toEqual([
    'shop > front > names > Resolver > Zone a',
  ]);
});

it('says of a standby that it cannot take over', () => {
  const sketch: MapSketch = {
    components: ['db', { id: 'main', name: 'main' }, 'spare', 'control'],
    needs: [['main', 'control']],
    groups: [
      {
        id: 'g',
        component: 'db',
        needs: 1,
        members: ['main', 'spare'],
        standby: ['spare'],
        failoverNeeds: ['control'],
      },
    ],
  };
  expect(toldOf(sketch, 'failure/control', 'down/db')).toEqual([
    'db (2 of 2)',
    '  main > control',
    '  spare cannot take over > control',
  ]);
});

it('names the people of whom too few are there', () => {
  const sketch: MapSketch = {
    components: ['shop', { id: 'rota', name: 'On call', layer: 'people', staff: ['ana', 'ben'] }],
    needs: [['shop', 'rota']],
    people: ['ana', 'ben'],
  };
  const map = sketchedMap(sketch);
  const graph = soundGraph(faultModelOf(map));
  const fall = createFalls(graph).of(['person/ana', 'person/ben']);
  const explanation = explanationOf(fall, 'down/shop');
  expect(explanation && mapExplanation(map, explanation)).toMatchObject({
    steps: [{ name: 'shop' }, { name: 'On call' }],
    together: { fall: 2, of: 2, mustStand: 1 },
    branches: [{ steps: [{ of: 'person', id: 'ana' }] }, { steps: [{ of: 'person', id: 'ben' }] }],
  });
});
