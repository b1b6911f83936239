import { expect, test } from 'vitest';
import { componentPaths, excludePatterns, foldersOf } from './folders.ts';

test('folders are taken as the repository writes them, and what is not whole is not', () => {
  expect(
    componentPaths([
      { folder: ' ./services/pay/ ', component: 'pay' },
      { folder: '/web', component: 'web' },
      { folder: 'half', component: '' },
      { folder: '', component: 'web' },
      { folder: 'services\\pay', component: 'payments' },
    ]),
  ).toEqual([
    { path: 'services/pay', component: 'payments' },
    { path: 'web', component: 'web' },
  ]);
});

test('patterns are one a line, and what is none is told', () => {
  expect(excludePatterns('docs/\n\n*.sql\n\\\\\\\n')).toEqual({
    patterns: ['docs/', '*.sql'],
    wrong: ['\\\\\\'],
  });
});

test('folders of a log are offered, the largest first', () => {
  expect(foldersOf(['a/b/c/d.ts', 'a/b/e.ts', 'x/y.ts', 'top.ts'], 2)).toEqual(['a', 'a/b']);
});
