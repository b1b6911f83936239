import { expect, test } from 'vitest';
import { initials } from './initials.ts';

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
