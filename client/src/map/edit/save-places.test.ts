import { addDomain, addGroup, editComponent } from '@holdfast/shared/model/map-commands';
import { mapContext, mapOf } from '@holdfast/shared/model/map-fixture';
import { readMap } from '@holdfast/shared/model/map';
import { expect, test } from 'vitest';
import { labelsOf } from './named-choice.ts';
import { placesIn, savePlaces } from './save-places.ts';

function placed() {
  const doc = mapOf('web', 'a', 'b', 'lone', 'far');
  const context = mapContext();
  addDomain(doc, { id: 'north', name: 'North', kind: 'region' }, context);
  addDomain(doc, { id: 'n1', name: 'N1', kind: 'zone', parent: 'north' }, context);
  addDomain(doc, { id: 'n2', name: 'N2', kind: 'zone', parent: 'north' }, context);
  addDomain(doc, { id: 'south', name: 'South', kind: 'region' }, context);
  addDomain(doc, { id: 'dns', name: 'example.org', kind: 'dns-zone' }, context);
  addGroup(doc, { id: 'g', component: 'web', needs: 1, members: ['a', 'b', 'far'] }, context);
  for (const [id, domains] of [
    ['a', ['n1', 'dns']],
    ['b', ['n2']],
    ['lone', ['north']],
    ['far', ['south']],
  ] as const)
    editComponent(doc, id, { domains: { add: domains } }, context);
  return { doc, context };
}

test('members of a group stand together, what is in none comes last', () => {
  const { doc } = placed();
  const groups = placesIn(readMap(doc), 'north', ['a', 'b', 'lone', 'gone']);
  expect(groups).toEqual([
    {
      group: { id: 'g', component: 'web', needs: 1, of: 3 },
      places: [
        { component: 'a', name: 'a', domains: ['n1'] },
        { component: 'b', name: 'b', domains: ['n2'] },
      ],
    },
    { group: undefined, places: [{ component: 'lone', name: 'lone', domains: ['north'] }] },
  ]);
});

test('what is moved stands elsewhere, and keeps what it shares otherwise', () => {
  const { doc, context } = placed();
  const map = readMap(doc);
  const [group, alone] = placesIn(map, 'north', ['a', 'b', 'lone']);
  const moved = [
    { place: group?.places[0], to: 'west' },
    { place: group?.places[1], to: 'South' },
    { place: alone?.places[0], to: 'West' },
  ].flatMap(({ place, to }) => (place === undefined ? [] : [{ place, to }]));
  expect(savePlaces(doc, context, map, moved, labelsOf(map.domains.values()))).toBeUndefined();
  const now = readMap(doc);
  const west = [...now.domains.values()].filter(({ name }) => name === 'west');
  expect(west).toMatchObject([{ kind: 'zone' }]);
  const of = (id: string) => new Set(now.components.get(id)?.domains);
  expect(of('a')).toEqual(new Set(['dns', west[0]?.id]));
  expect(of('b')).toEqual(new Set(['south']));
  expect(of('lone')).toEqual(new Set([west[0]?.id]));
});
