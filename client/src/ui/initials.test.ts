import { expect, test } from 'vitest';
import { distinctInitials, initials } from './initials.ts';

test.each([
  ['Ana Díaz', 'AD'],
  ['ops', 'O'],
  ['  Ada   King Lovelace ', 'AL'],
  ['김 민준', '김민'],
  ['🙂 x', '🙂X'],
  ['', '?'],
])('"%s" becomes %s', (name, letters) => {
  expect(initials(name)).toBe(letters);
});

test.each([
  [
    ['Guest 712', 'Guest 745'],
    ['12', '45'],
  ],
  [
    ['Ana Díaz', 'Adam Duda', 'Bo'],
    ['AN', 'AD', 'B'],
  ],
  [
    ['Ana Díaz', 'Andi Dorn'],
    ['AZ', 'AN'],
  ],
  [
    ['Ana', 'Ana'],
    ['A', 'A'],
  ],
])('%j are told apart as %j', (names, letters) => {
  const found = distinctInitials(names);
  expect(names.map((name) => found.get(name))).toEqual(letters);
});
