import { sketchedMap } from '@holdfast/shared/analysis/map-sketch-fixture';
import { deleteMapItem } from '@holdfast/shared/model/map-commands';
import { addComponent, addGroup, connect } from '@holdfast/shared/model/map-commands';
import { mapContext, mapOf } from '@holdfast/shared/model/map-fixture';
import { readMap } from '@holdfast/shared/model/map';
import { expect, test } from 'vitest';
import { connectionsAside, connectionsOf, deletedSince } from './connections-aside.ts';

test('says before as many as are counted after', () => {
  const doc = mapOf('shop', 'a', 'b', 'c');
  const context = mapContext();
  connect(doc, 'shop', 'a', {}, context);
  connect(doc, 'a', 'c', {}, context);
  addGroup(
    doc,
    { component: 'shop', needs: 1, members: ['a', 'b'], standby: ['a'], failoverNeeds: ['c'] },
    context,
  );
  const before = connectionsOf(readMap(doc), 'a');
  expect(before).toBe(3);
  deleteMapItem(doc, 'components', 'a', context);
  expect(connectionsAside(readMap(doc))).toHaveLength(before);
  addComponent(doc, { name: 'alone', id: 'alone' }, context);
  expect(connectionsOf(readMap(doc), 'alone')).toBe(0);
  expect(connectionsAside(sketchedMap({ components: ['x'] }))).toEqual([]);
});

test('tells deleted components since a moment, the latest first', () => {
  const doc = mapOf('a', 'b', 'c');
  const at = (nowMs: number) => ({ ...mapContext(), nowMs });
  deleteMapItem(doc, 'components', 'a', at(1_000));
  deleteMapItem(doc, 'components', 'b', at(3_000));
  deleteMapItem(doc, 'components', 'c', at(2_000));
  const since = (ms: number) => deletedSince(readMap(doc), ms).map(({ id }) => id);
  expect(since(0)).toEqual(['b', 'c', 'a']);
  expect(since(2_000)).toEqual(['b', 'c']);
});
