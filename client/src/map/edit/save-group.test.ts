import { addGroup, connect, editComponent, editGroup } from '@holdfast/shared/model/map-commands';
import { mapContext, mapOf } from '@holdfast/shared/model/map-fixture';
import { readMap } from '@holdfast/shared/model/map';
import { expect, test } from 'vitest';
import { labelsOf } from './named-choice.ts';
import { groupFormOf, saveGroup } from './save-group.ts';

const web = { components: ['web'], layer: 'software' } as const;

function opened() {
  const doc = mapOf('web', 'a', 'b', 'c', 'd');
  const context = mapContext();
  addGroup(
    doc,
    { id: 'g', component: 'web', needs: 1, members: ['a', 'b'], standby: ['b'] },
    context,
  );
  const labels = labelsOf(readMap(doc).components.values());
  const before = groupFormOf(readMap(doc).groups.get('g'), labels);
  return { doc, context, labels, before };
}

test('a member that is renamed while the dialog is open stays the same member', () => {
  const { doc, context, labels, before } = opened();
  editComponent(doc, 'b', { name: 'B two' }, context);
  const form = { ...before, members: [...before.members, 'd'] };
  const now = labelsOf(readMap(doc).components.values(), labels);
  expect(saveGroup(doc, context, { id: 'g', ...web, before, form, labels: now })).toBeUndefined();
  const map = readMap(doc);
  expect(map.groups.get('g')).toMatchObject({ members: ['a', 'b', 'd'], standby: ['b'] });
  expect(map.components.size).toBe(5);
});

test('what another person changes of the group meanwhile stays', () => {
  const { doc, context, labels, before } = opened();
  editGroup(
    doc,
    'g',
    { name: 'theirs', needs: 2, members: { add: ['c'] }, failoverNeeds: ['d'], beta: 0.07 },
    context,
  );
  const form = { ...before, members: ['a', 'd'], standby: [] };
  expect(saveGroup(doc, context, { id: 'g', ...web, before, form, labels })).toBeUndefined();
  expect(readMap(doc).groups.get('g')).toMatchObject({
    name: 'theirs',
    needs: 2,
    members: ['a', 'c', 'd'],
    standby: [],
    failoverNeeds: ['d'],
    beta: 0.07,
  });
});

test('a name that two fields say for the first time becomes one component', () => {
  const { doc, context, labels } = opened();
  const before = groupFormOf(undefined, labels);
  const form = { ...before, needs: 1, members: ['A', 'new'], standby: ['new'] };
  saveGroup(doc, context, { id: undefined, ...web, before, form, labels });
  const map = readMap(doc);
  expect(map.components.size).toBe(6);
  const made = [...map.groups.values()].find((one) => one.id !== 'g');
  expect(made?.members).toContain('a');
  expect(made?.members).toHaveLength(2);
  expect(made?.standby).toHaveLength(1);
});

test('a group that begins with what was needed by itself stands in place of that', () => {
  const { doc, context, labels } = opened();
  connect(doc, 'web', 'c', {}, context);
  connect(doc, 'web', 'd', {}, context);
  const before = groupFormOf(undefined, labels);
  const form = { ...before, members: ['c', 'new'] };
  const said = { id: undefined, ...web, before, form, labels, instead: ['c'] };
  expect(saveGroup(doc, context, said)).toBeUndefined();
  const needed = [...readMap(doc).dependencies.values()].map(({ to }) => to);
  expect(needed).toEqual(['d']);
});

test('several that need the same one get the same second, which is made once', () => {
  const { doc, context, labels } = opened();
  for (const from of ['a', 'b']) connect(doc, from, 'd', {}, context);
  const before = groupFormOf(undefined, labels);
  const form = { ...before, members: ['d', 'D two'] };
  const saved = {
    id: undefined,
    components: ['a', 'b'],
    layer: 'network',
    instead: ['d'],
  } as const;
  expect(saveGroup(doc, context, { ...saved, before, form, labels })).toBeUndefined();
  const map = readMap(doc);
  const made = [...map.components.values()].filter(({ name }) => name === 'D two');
  expect(made).toMatchObject([{ layer: 'network' }]);
  const groups = [...map.groups.values()].filter(({ id }) => id !== 'g');
  expect(groups.map(({ component }) => component).toSorted()).toEqual(['a', 'b']);
  for (const { members } of groups) expect(new Set(members)).toEqual(new Set(['d', made[0]?.id]));
  expect([...map.dependencies.values()]).toEqual([]);
});
