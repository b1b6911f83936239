import { expect, test } from 'vitest';
import { onePerDevice, onePerPlace } from './tabs-of-people.ts';

const ana = { name: 'Guest 712', color: 5, device: 'a' };
const people = [
  { ...ana, id: '1', path: '/map' },
  { ...ana, id: '2', path: '/map' },
  { ...ana, id: '3', path: '/runbooks' },
  { ...ana, id: '4' },
  { name: 'Guest 745', color: 5, device: 'b', id: '5' },
  { name: 'An editor', color: 0, id: '6' },
  { name: 'An editor', color: 0, id: '7' },
];

test('several tabs of a device are one person', () => {
  expect(onePerDevice(people).map(({ name }) => name)).toEqual([
    'Guest 712',
    'Guest 745',
    'An editor',
    'An editor',
  ]);
});

test('they are on each page once, and nowhere where they are somewhere', () => {
  expect(onePerPlace(people).map(({ name, path }) => [name, path])).toEqual([
    ['Guest 712', '/map'],
    ['Guest 712', '/runbooks'],
    ['Guest 745', undefined],
    ['An editor', undefined],
    ['An editor', undefined],
  ]);
});
