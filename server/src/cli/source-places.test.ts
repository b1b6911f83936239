import { expect, test } from 'vitest';
import { remoteName } from './source-places.ts';

test('a repository has one name however its address is spelled, and nobody’s password', () => {
  const same = [
    'https://github.com/acme/shop.git',
    'https://ana:secret@GitHub.com/acme/shop',
    'git@github.com:acme/shop.git',
    'ssh://git@github.com:22/acme/shop/',
  ];
  expect(new Set(same.map(remoteName))).toEqual(new Set(['github.com/acme/shop']));
  for (const local of ['/srv/git/shop.git', 'file:///srv/git/shop.git', '../shop', 'C:/git/shop'])
    expect(remoteName(local)).toBe(undefined);
});
