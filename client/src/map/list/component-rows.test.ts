import { sketchedMap } from '@holdfast/shared/analysis/map-sketch-fixture';
import { expect, test } from 'vitest';
import { createAnalysisEngine } from '../analysis/analysis-calls.ts';
import { mapChange } from '../analysis/map-change.ts';
import { readView } from '../map-view.ts';
import { componentRows, filterRows } from './component-rows.ts';
import { parentOf, treeRows } from './component-tree.ts';

const map = sketchedMap({
  components: [
    'shop',
    'db-1',
    'db-2',
    { id: 'dns', name: 'DNS', layer: 'network', aliases: ['bind9'], domains: ['zone-a'] },
  ],
  domains: [
    { id: 'eu', name: 'EU', kind: 'region' },
    { id: 'zone-a', name: 'Zone A', kind: 'zone', parent: 'eu' },
  ],
  groups: [{ component: 'shop', needs: 1, members: ['db-1', 'db-2'] }],
});

function shown(search: string, of = map): readonly string[] {
  const change = mapChange(undefined, of);
  const summary = createAnalysisEngine(() => 0).update(change ?? {});
  return filterRows(componentRows(of, summary), of, readView(search), summary).map(
    ({ name }) => name,
  );
}

test('finds by any name, and by what a domain lies in', () => {
  expect(shown('q=bind')).toEqual(['dns']);
  expect(shown('domain=eu')).toEqual(['dns']);
  expect(shown('layer=network')).toEqual(['dns']);
  expect(shown('owner=nobody')).toHaveLength(4);
});

test('finds what hides behind redundancy', () => {
  const hidden = sketchedMap({
    components: ['shop', 'db-1', 'db-2', 'resolver', 'dns'],
    needs: [
      ['db-1', 'resolver'],
      ['db-2', 'resolver'],
      ['resolver', 'dns'],
    ],
    groups: [{ component: 'shop', needs: 1, members: ['db-1', 'db-2'] }],
  });
  expect(shown('finding=hidden', hidden)).toEqual(['dns', 'resolver']);
  expect(shown('finding=fragile', hidden)).toEqual(['db-1', 'db-2', 'resolver', 'shop']);
});

test('a tree begins with what nothing needs, and a circle with its first by name', () => {
  const circle = sketchedMap({
    components: ['a', 'b', 'shop'],
    needs: [
      ['a', 'b'],
      ['b', 'a'],
    ],
  });
  const rows = componentRows(circle, undefined);
  const lines = treeRows(circle, rows, new Set(['a', 'a/b']));
  expect(lines.map((row) => [row.name, row.level, row.of === 'component' && row.isAgain])).toEqual([
    ['shop', 1, false],
    ['a', 1, false],
    ['a/b', 2, false],
    ['a/b/a', 3, true],
  ]);
  expect(parentOf('a/b')).toBe('a');
  expect(parentOf('a')).toBeUndefined();
});
