import { sketchedMap } from '@holdfast/shared/analysis/map-sketch-fixture';
import { expect, test } from 'vitest';
import { componentRows } from './component-rows.ts';
import { domainTreeRows } from './domain-tree.ts';

const map = sketchedMap({
  domains: [
    { id: 'eu', name: 'EU', kind: 'region' },
    { id: 'eu-a', name: 'EU a', kind: 'zone', parent: 'eu' },
    { id: 'empty', name: 'Empty', kind: 'zone', parent: 'eu' },
    { id: 'dns', name: 'shop.example', kind: 'dns-zone' },
  ],
  components: [
    { id: 'web', name: 'Web', domains: ['dns', 'eu-a'] },
    { id: 'db', name: 'Database', domains: ['eu'] },
    { id: 'mail', name: 'Mail' },
  ],
});

function lines(closed: readonly string[] = []) {
  return domainTreeRows(map, componentRows(map, undefined), new Set(closed)).map((row) => {
    const what =
      row.of === 'component'
        ? row.component.name
        : `${row.domain?.name ?? 'outside'} (${row.count})`;
    return `${'  '.repeat(row.level - 1)}${what} ${row.position}/${row.siblings}`;
  });
}

test('components stand under the nearest place they are in, and each place says how many', () => {
  expect(lines()).toEqual([
    'EU (2) 1/2',
    '  EU a (1) 1/2',
    '    Web 1/1',
    '  Database 2/2',
    'outside (1) 2/2',
    '  Mail 1/1',
  ]);
});

test('what is closed keeps its line and hides what lies in it', () => {
  expect(lines(['eu', '#outside'])).toEqual(['EU (2) 1/2', 'outside (1) 2/2']);
});
