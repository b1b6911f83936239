import {
  addComponent,
  addDomain,
  connect,
  deleteMapItem,
  editComponent,
} from '@holdfast/shared/model/map-commands';
import { mapContext } from '@holdfast/shared/model/map-fixture';
import { readMap } from '@holdfast/shared/model/map';
import { mapImportSteps } from '@holdfast/shared/map-transfer/apply-map-import';
import { readMapFiles } from '@holdfast/shared/map-transfer/map-file-read';
import { planMapImport } from '@holdfast/shared/map-transfer/plan-map-import';
import { addMapTask } from '@holdfast/shared/model/map-tasks';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { createMapUndo } from '../map-undo.ts';
import { mayHoldExample } from './example-file.ts';
import { foundBrought, noteBrought } from './brought.ts';

const context = mapContext();

function textOf(doc: Y.Doc): unknown {
  return ['components', 'dependencies', 'domains', 'tasks'].map((root) =>
    [...doc.getMap(root)].toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );
}

function example(doc: Y.Doc): void {
  addDomain(doc, { id: 'eu', name: 'eu' }, context);
  addComponent(doc, { id: 'shop', name: 'shop', domains: ['eu'], description: 'x' }, context);
  addComponent(doc, { id: 'db', name: 'db' }, context);
  connect(doc, 'shop', 'db', {}, context);
  addMapTask(doc, { id: 'todo', text: 'Do it' }, context);
}

test('takes just this away, and what was done since stays, also after undo and redo', () => {
  const doc = new Y.Doc();
  const origin = {};
  const undo = createMapUndo(doc, origin);
  const change = (write: () => void): void => doc.transact(write, origin);
  const brought = noteBrought(doc, () => change(() => example(doc)));
  undo.undo();
  expect(brought.isThere()).toBe(false);
  undo.redo();
  expect(brought.isThere()).toBe(true);
  change(() => void addComponent(doc, { id: 'mine', name: 'mine' }, context));
  change(() => void deleteMapItem(doc, 'components', 'db', context));
  expect(brought.takeBack(change)).toBe(0);
  const map = readMap(doc);
  expect([...map.components.keys()]).toEqual(['mine']);
  expect([map.deleted.components.size, map.domains.size, map.dependencies.size]).toEqual([0, 0, 0]);
  expect(doc.getMap('tasks').size).toBe(0);
  expect(brought.isThere()).toBe(false);
  undo.undo();
  expect(readMap(doc).components.has('shop')).toBe(true);
});

test('an item that was changed since stays as a whole, and is counted', () => {
  const doc = new Y.Doc();
  const brought = noteBrought(doc, () => example(doc));
  editComponent(doc, 'shop', { name: 'My shop', description: '' }, context);
  expect(brought.takeBack((write) => doc.transact(write))).toBe(1);
  const map = readMap(doc);
  expect([...map.components.values()].map(({ name }) => name)).toEqual(['My shop']);
  expect(map.problems.filter(({ kind }) => kind === 'incomplete')).toEqual([]);
});

test('what an import changed is as before, but for what was changed since', () => {
  const doc = new Y.Doc();
  addComponent(doc, { id: 'web', name: 'web', tier: '1', type: 'a' }, context);
  const brought = noteBrought(doc, () => {
    editComponent(doc, 'web', { tier: '2', type: 'b', description: 'x' }, context);
  });
  editComponent(doc, 'web', { type: 'c' }, context);
  expect(brought.takeBack((write) => doc.transact(write))).toBe(1);
  expect(readMap(doc).components.get('web')).toMatchObject({
    tier: '1',
    type: 'c',
    description: '',
  });
});

test('what an import only clears can be had back', () => {
  const doc = new Y.Doc();
  addComponent(doc, { id: 'web', name: 'web', tier: '1' }, context);
  const brought = noteBrought(doc, () => void editComponent(doc, 'web', { tier: '' }, context));
  expect(brought.isThere()).toBe(true);
  brought.takeBack((write) => doc.transact(write));
  expect(readMap(doc).components.get('web')?.tier).toBe('1');
});

test('whatever is added before and after: only that is left', () => {
  const id = fc.constantFrom('a', 'b', 'c', 'd');
  fc.assert(
    fc.property(fc.array(id), fc.array(id), (before, after) => {
      const add = (doc: Y.Doc, ids: readonly string[]): void => {
        for (const one of ids) addComponent(doc, { id: one, name: one }, context);
      };
      const [doc, wanted] = [new Y.Doc(), new Y.Doc()];
      add(doc, before);
      const brought = noteBrought(doc, () => example(doc));
      add(doc, after);
      brought.takeBack((write) => doc.transact(write));
      add(wanted, before);
      add(wanted, after);
      expect(textOf(doc)).toEqual(textOf(wanted));
    }),
  );
});

test('what was brought long ago is found again, but for what somebody changed; then nothing is left to take', () => {
  const doc = new Y.Doc();
  const origin = {};
  const undo = createMapUndo(doc, origin);
  const change = (write: () => void): void => doc.transact(write, origin);
  const text = new Y.Doc();
  example(text);
  expect(foundBrought(doc, text).isThere()).toBe(false);
  change(() => example(doc));
  change(() => void addComponent(doc, { id: 'mine', name: 'mine' }, context));
  change(() => void editComponent(doc, 'db', { name: 'Ours' }, context));
  const found = foundBrought(doc, text);
  text.destroy();
  expect(found.isThere()).toBe(true);
  expect(found.takeBack(change)).toBe(1);
  expect([...readMap(doc).components.values()].map(({ name }) => name)).toEqual(
    expect.arrayContaining(['mine', 'Ours']),
  );
  expect(readMap(doc).components.has('shop')).toBe(false);
  expect(found.isThere()).toBe(false);
  undo.undo();
  expect(readMap(doc).components.has('shop')).toBe(true);
  expect(found.isThere()).toBe(true);
});

const demo = import.meta.glob<string>('../../../../demo/map.yaml', {
  query: '?raw',
  import: 'default',
  eager: true,
});

test('whoever took the example and when, all of it is found again', () => {
  const files = Object.values(demo).map((text) => ({ path: 'example.yaml', text }));
  const draft = readMapFiles(files);
  const taken = (fill: number): Y.Doc => {
    const doc = new Y.Doc();
    const random = { bytes: (length: number) => new Uint8Array(length).fill(fill) };
    const by = { nowMs: fill * 1_000, by: `person ${fill}`, random };
    for (const step of mapImportSteps(planMapImport(doc, draft), by)) step(doc);
    return doc;
  };
  const doc = taken(7);
  expect(mayHoldExample(readMap(doc))).toBe(true);
  const found = foundBrought(doc, taken(0));
  expect(found.isThere()).toBe(true);
  expect(found.takeBack((write) => doc.transact(write))).toBe(0);
  const left = readMap(doc);
  expect(mayHoldExample(left)).toBe(false);
  expect([left.components.size, left.people.size, left.knowledge.size]).toEqual([0, 0, 0]);
  expect(found.isThere()).toBe(false);
});
