import { addComponent } from '@holdfast/shared/model/map-commands';
import { mapContext } from '@holdfast/shared/model/map-fixture';
import { readMap } from '@holdfast/shared/model/map';
import { expect, test } from 'vitest';
import { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { borrowUndo } from './kept-undo.ts';

function hubOf(docs: readonly Y.Doc[]) {
  let opened = 0;
  let at = 0;
  return {
    next: () => (at += 1),
    opened: () => opened,
    open(name: string) {
      opened += 1;
      const doc = docs[at] ?? new Y.Doc();
      const awareness = new Awareness(doc);
      awareness.destroy();
      return { name, doc, awareness, ready: Promise.resolve(), close: () => void (opened -= 1) };
    },
  };
}

test('who leaves the map and comes back can still take back what they did', () => {
  const doc = new Y.Doc();
  const hub = hubOf([doc]);
  const first = borrowUndo(hub, doc);
  doc.transact(() => addComponent(doc, { id: 'web', name: 'web' }, mapContext()), first.origin);
  first.giveBack();
  first.giveBack();
  expect(hub.opened()).toBe(1);
  const second = borrowUndo(hub, doc);
  expect(second.undo.state.get()).toEqual({ canUndo: true, canRedo: false });
  second.undo.undo();
  expect(readMap(doc).components.size).toBe(0);
  second.giveBack();
  expect(borrowUndo(hub, doc).undo.state.get()).toEqual({ canUndo: false, canRedo: true });
  expect(hub.opened()).toBe(1);
});

test('the document is not kept open for nothing, nor one for another', () => {
  const docs = [new Y.Doc(), new Y.Doc()] as const;
  const hub = hubOf(docs);
  borrowUndo(hub, docs[0]).giveBack();
  expect(hub.opened()).toBe(0);
  const first = borrowUndo(hub, docs[0]);
  docs[0].transact(
    () => addComponent(docs[0], { id: 'web', name: 'web' }, mapContext()),
    first.origin,
  );
  hub.next();
  const second = borrowUndo(hub, docs[1]);
  expect(second.undo.state.get().canUndo).toBe(false);
  expect(hub.opened()).toBe(1);
  first.giveBack();
  second.giveBack();
  expect(hub.opened()).toBe(0);
});
