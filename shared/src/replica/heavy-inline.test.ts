import * as Y from 'yjs';
import { describe, expect, test } from 'vitest';
import { compactUpdates, diffUpdates, inlineHeavyWork } from './heavy-inline.ts';

function textOf(update: Uint8Array): string {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, update);
  return doc.getText('body').toJSON();
}

/** One update for each keystroke of `typed`, at the end of the text. */
function keystrokes(clientID: number, typed: string): Uint8Array[] {
  const doc = new Y.Doc();
  doc.clientID = clientID;
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  const body = doc.getText('body');
  for (const character of typed) body.insert(body.length, character);
  return updates;
}

describe('compacting', () => {
  test('many keystrokes become one small update with the same text', () => {
    const updates = keystrokes(1, 'fail over the database');
    const { update, stateVector } = compactUpdates(updates);
    expect(textOf(update)).toBe('fail over the database');
    expect(update.length).toBeLessThan(60);
    expect(Y.decodeStateVector(stateVector)).toEqual(new Map([[1, 22]]));
  });

  test('deleted text is gone, and deletions are kept', () => {
    const doc = new Y.Doc();
    doc.getText('body').insert(0, 'secret'.repeat(1000));
    const before = Y.encodeStateAsUpdate(doc);
    doc.getText('body').delete(0, 6000);
    const { update } = compactUpdates([before, Y.encodeStateAsUpdate(doc)]);
    expect(update.length).toBeLessThan(40);
    const late = new Y.Doc();
    Y.applyUpdate(late, before);
    Y.applyUpdate(late, update);
    expect(late.getText('body').toJSON()).toBe('');
  });

  test('no updates are an empty document', () => {
    const { update, stateVector } = compactUpdates([]);
    expect([...update]).toEqual([0, 0]);
    expect([...stateVector]).toEqual([0]);
  });

  test('an update whose forerunner is missing is refused', () => {
    const [, second] = keystrokes(1, 'ab');
    expect(() => compactUpdates([second ?? new Uint8Array()])).toThrow(/not among them/);
  });

  test.each([
    ['cut short', keystrokes(1, 'a')[0]?.subarray(0, 5) ?? new Uint8Array()],
    ['no update at all', Uint8Array.of(255, 255, 255)],
    ['empty', new Uint8Array()],
  ])('bytes that are %s are refused', async (_, bytes) => {
    await expect(inlineHeavyWork.compact([bytes])).rejects.toBeInstanceOf(Error);
  });
});

describe('the difference', () => {
  test('to nothing is all, without a look at it', () => {
    const notEvenYjs = Uint8Array.of(1, 2, 3);
    expect(diffUpdates([notEvenYjs], new Uint8Array())).toBe(notEvenYjs);
    expect(diffUpdates([notEvenYjs], Uint8Array.of(0))).toBe(notEvenYjs);
  });

  test('to an older state brings it up to date, and is small', async () => {
    const updates = keystrokes(1, 'x'.repeat(500));
    const older = new Y.Doc();
    for (const update of updates.slice(0, 499)) Y.applyUpdate(older, update);
    const diff = await inlineHeavyWork.diff(updates, Y.encodeStateVector(older));
    expect(diff.length).toBeLessThan(20);
    Y.applyUpdate(older, diff);
    expect(older.getText('body').length).toBe(500);
  });

  test('to an equal state still tells the deletions', () => {
    const doc = new Y.Doc();
    doc.getText('body').insert(0, 'abc');
    const behind = new Y.Doc();
    Y.applyUpdate(behind, Y.encodeStateAsUpdate(doc));
    doc.getText('body').delete(1, 1);
    const diff = diffUpdates([Y.encodeStateAsUpdate(doc)], Y.encodeStateVector(behind));
    Y.applyUpdate(behind, diff);
    expect(behind.getText('body').toJSON()).toBe('ac');
  });

  test('of no updates is empty', () => {
    expect([...diffUpdates([], new Uint8Array())]).toEqual([0, 0]);
  });
});
