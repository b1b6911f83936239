import { expect, test } from 'vitest';
import { findLockProblems } from './lock-problems.ts';

const single = {
  'node_modules/yjs': {},
  'node_modules/lib0': {},
  'node_modules/y-protocols': {},
};

test('a lock file that fits has no problems', () => {
  const packages = { '': { devDependencies: { a: '1.0.0' } }, server: {}, ...single };
  const manifests = new Map<string, unknown>([
    ['', { devDependencies: { a: '1.0.0' } }],
    ['server', { dependencies: {} }],
  ]);
  expect(findLockProblems({ packages }, manifests)).toEqual([]);
});

test('a dependency added or raised without the lock file is named by its manifest', () => {
  const packages = { server: { dependencies: { a: '1.0.0' } }, ...single };
  const manifests = new Map<string, unknown>([
    ['server', { dependencies: { a: '1.0.1' } }],
    ['client', { devDependencies: { b: '2.0.0' } }],
  ]);
  expect(findLockProblems({ packages }, manifests)).toEqual([
    'server/package.json: dependencies differ from package-lock.json. Run npm install',
    'client/package.json: devDependencies differ from package-lock.json. Run npm install',
  ]);
});

test('a second copy of Yjs is a problem', () => {
  const packages = { ...single, 'e2e/node_modules/yjs': {} };
  expect(findLockProblems({ packages }, new Map())).toEqual([
    'yjs must be installed once; the lock file has: node_modules/yjs, e2e/node_modules/yjs',
  ]);
});
