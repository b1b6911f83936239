import * as fc from 'fast-check';
import * as Y from 'yjs';
import { expect, test } from 'vitest';
import { compactUpdates, diffUpdates } from './heavy-inline.ts';

type Edit =
  | { readonly kind: 'insert'; readonly at: number; readonly text: string }
  | { readonly kind: 'delete'; readonly at: number; readonly length: number }
  | { readonly kind: 'set'; readonly key: string; readonly value: number }
  | { readonly kind: 'nest'; readonly key: string; readonly text: string };

const editArbitrary: fc.Arbitrary<Edit> = fc.oneof(
  fc.record({
    kind: fc.constant('insert'),
    at: fc.nat(200),
    text: fc.string({ minLength: 1, maxLength: 8 }),
  }),
  fc.record({ kind: fc.constant('delete'), at: fc.nat(200), length: fc.nat(20) }),
  fc.record({ kind: fc.constant('set'), key: fc.constantFrom('a', 'b'), value: fc.nat(9) }),
  fc.record({
    kind: fc.constant('nest'),
    key: fc.constantFrom('a', 'b'),
    text: fc.string({ maxLength: 4 }),
  }),
);

/** Who edits, what, and whether the two meet before it. */
const historyArbitrary = fc.array(fc.tuple(fc.nat(2), editArbitrary, fc.boolean()), {
  maxLength: 40,
});

function apply(doc: Y.Doc, edit: Edit): void {
  const text = doc.getText('body');
  const meta = doc.getMap('meta');
  if (edit.kind === 'insert') text.insert(Math.min(edit.at, text.length), edit.text);
  else if (edit.kind === 'delete') {
    const at = Math.min(edit.at, text.length);
    text.delete(at, Math.min(edit.length, text.length - at));
  } else if (edit.kind === 'set') meta.set(edit.key, edit.value);
  else meta.set(edit.key, new Y.Text(edit.text));
}

/** Every update that three people made, in one order in which each can be applied. */
function play(history: readonly (readonly [number, Edit, boolean])[]): Uint8Array[] {
  const updates: Uint8Array[] = [];
  const docs = [11, 22, 33].map((clientID) => {
    const doc = new Y.Doc();
    doc.clientID = clientID;
    doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== 'meeting') updates.push(update);
    });
    return doc;
  });
  for (const [who, edit, meet] of history) {
    const doc = docs[who];
    if (doc === undefined) continue;
    if (meet) for (const other of docs) Y.applyUpdate(doc, Y.encodeStateAsUpdate(other), 'meeting');
    apply(doc, edit);
  }
  return updates;
}

test('equal documents compact to equal bytes, whatever they are put together from', () => {
  fc.assert(
    fc.property(historyArbitrary, fc.nat(), (history, cut) => {
      const updates = play(history);
      const middle = updates.length === 0 ? 0 : cut % updates.length;
      const whole = compactUpdates(updates);
      const inSteps = compactUpdates([
        compactUpdates(updates.slice(0, middle)).update,
        ...updates.slice(middle),
      ]);
      const merged = compactUpdates([Y.mergeUpdates(updates)]);
      const twice = compactUpdates([...updates, ...updates.slice(0, middle), whole.update]);
      for (const other of [inSteps, merged, twice]) {
        expect([...other.update]).toEqual([...whole.update]);
        expect([...other.stateVector]).toEqual([...whole.stateVector]);
      }
    }),
    { numRuns: 200 },
  );
});

test('an older replica plus the difference is the newest state', () => {
  fc.assert(
    fc.property(historyArbitrary, fc.nat(), (history, cut) => {
      const updates = play(history);
      const middle = updates.length === 0 ? 0 : cut % updates.length;
      const older = new Y.Doc();
      for (const update of updates.slice(0, middle)) Y.applyUpdate(older, update);
      const snapshot = compactUpdates(updates.slice(0, middle)).update;
      Y.applyUpdate(
        older,
        diffUpdates([snapshot, ...updates.slice(middle)], Y.encodeStateVector(older)),
      );
      expect([...compactUpdates([Y.encodeStateAsUpdate(older)]).update]).toEqual([
        ...compactUpdates(updates).update,
      ]);
    }),
    { numRuns: 200 },
  );
});
