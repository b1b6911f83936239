import { expect, test } from 'vitest';
import { isWorkspaceName, knownWorkspaces, writeNote } from './known-workspaces.ts';

function memory(kept: Record<string, string> = {}) {
  const all = new Map(Object.entries(kept));
  return {
    get length() {
      return all.size;
    },
    key: (at: number) => [...all.keys()][at] ?? null,
    getItem: (key: string) => all.get(key) ?? null,
    setItem: (key: string, value: string) => void all.set(key, value),
  };
}

test('workspaces are known by their databases and by what was noted, the last opened first', () => {
  const storage = memory({ 'holdfast-workspace': 'demo' });
  writeNote(storage, 'ops', { title: 'Operations', documents: 3, unsent: 1, openedAtMs: 20 });
  writeNote(storage, 'old', { title: '', openedAtMs: 10 });
  const databases = [
    'holdfast-demo',
    'holdfast-ops',
    'holdfast-device',
    'holdfast-tab-ops/map',
    'else',
  ];
  expect(knownWorkspaces(databases, storage)).toEqual([
    { name: 'ops', title: 'Operations', documents: 3, unsent: 1, openedAtMs: 20 },
    { name: 'old', title: '', openedAtMs: 10 },
    { name: 'demo', title: '' },
  ]);
});

test('a note that is broken, or of another version, takes no workspace away', () => {
  const storage = memory({
    'holdfast-workspace-note/a': '{',
    'holdfast-workspace-note/b': '{"title":4,"documents":"many","openedAtMs":5,"more":1}',
    'holdfast-workspace-note/../c': '{}',
  });
  expect(knownWorkspaces([], storage)).toMatchObject([
    { name: 'b', title: '', openedAtMs: 5 },
    { name: 'a', title: '' },
  ]);
});

test('storage that is full or forbidden is no fault', () => {
  const storage = {
    ...memory(),
    setItem: () => {
      throw new Error('full');
    },
  };
  expect(() => writeNote(storage, 'demo', { title: '' })).not.toThrow();
});

test.each([
  ['demo', true],
  ['ops-2', true],
  ['Ops', false],
  ['', false],
  ['a b', false],
  ['device', false],
])('may be called %j: %j', (name, may) => {
  expect(isWorkspaceName(name)).toBe(may);
});
