import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { whoTyped } from './who-typed.ts';

const ada = 1;
const ben = 2;

/** Who typed, in the eyes of somebody whose text says "stop the pump", when `edit` is heard. */
function heard(
  edit: (text: Y.Text) => void,
  carets: readonly (readonly [number, number])[] = [],
): readonly number[] {
  const theirs = new Y.Doc();
  theirs.clientID = ada;
  theirs.getText().insert(0, 'stop the pump');
  const ours = new Y.Doc();
  Y.applyUpdate(ours, Y.encodeStateAsUpdate(theirs));
  let typed: readonly number[] = [];
  ours.getText().observe((event) => {
    typed = [...whoTyped(event, new Map(carets))];
  });
  const before = Y.encodeStateVector(theirs);
  edit(theirs.getText());
  Y.applyUpdate(ours, Y.encodeStateAsUpdate(theirs, before));
  return typed;
}

test('who wrote something typed, wherever other carets stand', () => {
  expect(heard((text) => text.insert(4, 'ped'), [[ben, 7]])).toEqual([ada]);
});

test('who stands where something was taken out typed, the others did not', () => {
  const carets = [
    [ada, 4],
    [ben, 9],
  ] as const;
  expect(heard((text) => text.delete(4, 4), carets)).toEqual([ada]);
});

test('who stands behind a word that was replaced wrote it', () => {
  const replace = (text: Y.Text) => {
    text.doc?.transact(() => {
      text.delete(0, 4);
      text.insert(0, 'start');
    });
  };
  expect(heard(replace, [[ben, 14]])).toEqual([ada]);
});
