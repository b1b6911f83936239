import type { DocumentName } from '@holdfast/shared/protocol/names';
import * as Y from 'yjs';
import type { Machine } from './machines.ts';
import type { SeededRandom } from './random.ts';
import { readUpdate, type UpdateContents } from './row-contents.ts';

/** One edit of one person, and what has been said of it. */
export interface Edit {
  readonly name: string;
  readonly doc: DocumentName;
  /** Where it was made. */
  readonly device: Machine;
  readonly update: Uint8Array;
  readonly contents: UpdateContents;
  /** The device's replica has it, so that what the device reports speaks for it too. */
  taken: boolean;
  /** The device's replica logged it as an edit of its own, and has not lost that since. */
  logged: boolean;
  /** The device's disk has lost it: it may come back from relays, and is then no longer one of those that the device speaks for. */
  disowned: boolean;
  /** The device has said that it is on its disk, and that disk has not been lost since. */
  onDevice: boolean;
  /** The tab's own copy has it, and that has not been lost since. */
  inCopy: boolean;
  /** What the device reported at most: relays whose disks hold the edit. */
  savedOnRelays: number;
}

/** Changes a document as people do. Returns the update, or undefined where nothing changed. */
export function changeDocument(
  yDoc: Y.Doc,
  words: string,
  random: SeededRandom,
): Uint8Array | undefined {
  let update: Uint8Array | undefined;
  const keep = (bytes: Uint8Array): void => {
    update = bytes;
  };
  yDoc.on('update', keep);
  yDoc.transact(() => change(yDoc, words, random));
  yDoc.off('update', keep);
  return update;
}

export function newEdit(
  name: string,
  doc: DocumentName,
  device: Machine,
  update: Uint8Array,
): Edit {
  return {
    name,
    doc,
    device,
    update,
    contents: readUpdate(doc, update),
    taken: false,
    logged: false,
    disowned: false,
    onDevice: false,
    inCopy: false,
    savedOnRelays: 0,
  };
}

/** A document of one tab. Its own id would come from the machine's random numbers; nothing reads it. */
export function newTabDocument(random: SeededRandom): Y.Doc {
  const yDoc = new Y.Doc({ guid: 'tab' });
  yDoc.clientID = random.below(2 ** 31);
  return yDoc;
}

const someFields = 6;

function change(yDoc: Y.Doc, words: string, random: SeededRandom): void {
  const text = yDoc.getText('body');
  const at = random.below(text.length + 1);
  const roll = random.fraction();
  if (roll < 0.2 && text.length > 8) text.delete(Math.min(at, text.length - 5), 5);
  else if (roll < 0.3) yDoc.getMap('fields').set(`f${random.below(someFields)}`, words);
  else if (roll < 0.36) {
    const steps = yDoc.getArray<Y.Map<string>>('steps');
    if (steps.length > 3 && random.chance(0.5)) steps.delete(random.below(steps.length), 1);
    else steps.insert(random.below(steps.length + 1), [new Y.Map([['title', words]])]);
  } else text.insert(at, random.chance(0.1) ? '😀' : words);
}
