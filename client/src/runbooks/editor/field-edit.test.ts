import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { createUndo, fieldEdit } from './field-edit.ts';

test('each use of a field is undone by itself, however soon typing comes before or after', () => {
  const text = new Y.Doc().getText('body');
  const typing = Symbol('typing');
  const undo = createUndo(text);
  undo.trackedOrigins.add(typing);
  const write = (words: string, origin: unknown) =>
    text.doc?.transact(() => text.insert(text.length, words), origin);
  write('one ', typing);
  write('two ', typing);
  write('FIELD ', fieldEdit);
  write('OTHER ', fieldEdit);
  write('not ours ', 'somebody else');
  write('three', typing);
  const steps: string[] = [];
  while (undo.undo() !== null) steps.push(text.toJSON());
  expect(steps).toEqual([
    'one two FIELD OTHER not ours ',
    'one two FIELD not ours ',
    'one two not ours ',
    'not ours ',
  ]);
});
