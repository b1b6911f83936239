import { expect, test } from 'vitest';
import { changeView, isFiltered, readView } from './map-view.ts';

test('a view survives the way to an address and back', () => {
  const change = {
    query: 'dns & co?',
    layer: 'network',
    finding: 'hidden',
    domain: 'eu-west',
    owner: 'nobody',
    arrange: 'domains',
    by: 'system',
    open: ['Shop', 'a/b'],
    at: 'dns',
    shape: 'tree',
  } as const;
  expect(readView(changeView('', change))).toEqual(change);
});

test('changing one part leaves the others, and what is not known here', () => {
  const search = changeView('q=dns&without=person%2Fana', { at: 'dns' });
  expect(search).toBe('q=dns&without=person%2Fana&at=dns');
  expect(changeView(search, { query: '', at: '' })).toBe('without=person%2Fana');
});

test('nonsense in an address is no filter', () => {
  expect(isFiltered(readView('?layer=moon&finding=x&by=y'))).toBe(false);
});
