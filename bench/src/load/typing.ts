import * as Y from 'yjs';

/** What one writer types into one document, encoded ahead of time in causal order. */
export interface Typing {
  readonly clientId: number;
  readonly updates: readonly Uint8Array[];
  /** The document's clock for this writer moves on by this with each update. */
  readonly charactersPerUpdate: number;
}

/** The root every update writes to: the text of a runbook. */
const rootName = 'body';

const alphabet = 'the quick brown fox jumps over a lazy dog\n';

/**
 * `count` insertions, of one character unless told, one after the other, as a real Y.Doc encodes
 * them. Larger ones go on top: what grows at its end is one string that is built anew each time.
 */
export function prepareTyping(count: number, charactersPerUpdate = 1): Typing {
  const doc = new Y.Doc();
  const text = doc.getText(rootName);
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  for (let index = 0; index < count; index++) {
    const character = alphabet.charAt(index % alphabet.length);
    text.insert(charactersPerUpdate === 1 ? index : 0, character.repeat(charactersPerUpdate));
  }
  doc.destroy();
  return { clientId: doc.clientID, updates, charactersPerUpdate };
}

/**
 * A text of `edits` characters typed one at a time all over the place, as one update: some 12 bytes
 * encoded for each edit, and as many items in memory.
 */
export function prepareEditedText(edits: number): { clientId: number; update: Uint8Array } {
  const doc = new Y.Doc();
  const text = doc.getText(rootName);
  for (let count = 0; count < edits; count++) {
    text.insert((count * 7_919) % (text.length + 1), alphabet.charAt(count % alphabet.length));
  }
  const update = Y.encodeStateAsUpdate(doc);
  const clientId = doc.clientID;
  doc.destroy();
  return { clientId, update };
}

/** A large document as one writer left it. */
export interface LargeText {
  readonly clientId: number;
  /** Updates of some 12 KB each, in causal order. */
  readonly updates: readonly Uint8Array[];
  /** The writer's clock after the last update. */
  readonly clock: number;
  readonly length: number;
}

const pieceLength = 100;
const piecesPerTransaction = 5;
const transactionsPerUpdate = 20;

/**
 * A text of about `sizeBytes` encoded, inserted in pieces of 100 characters at scattered places, so
 * that it consists of tens of thousands of items, as a document that people edited does.
 */
export function prepareLargeText(sizeBytes: number): LargeText {
  const doc = new Y.Doc();
  const text = doc.getText(rootName);
  const updates: Uint8Array[] = [];
  let batch: Uint8Array[] = [];
  let encodedBytes = 0;
  doc.on('update', (update: Uint8Array) => batch.push(update));
  const flush = () => {
    const merged = Y.mergeUpdates(batch);
    batch = [];
    encodedBytes += merged.length;
    updates.push(merged);
  };
  let place = 0;
  while (encodedBytes < sizeBytes) {
    doc.transact(() => {
      for (let count = 0; count < piecesPerTransaction; count++) {
        place = (place + 7_919 * pieceLength + 37) % (text.length + 1);
        text.insert(place, alphabet.repeat(3).slice(count, count + pieceLength));
      }
    });
    if (batch.length === transactionsPerUpdate) flush();
  }
  const { length } = text;
  const clock = Y.decodeStateVector(Y.encodeStateVector(doc)).get(doc.clientID) ?? 0;
  doc.destroy();
  return { clientId: doc.clientID, updates, clock, length };
}

/** The update of somebody who selects the middle third of a text and deletes it. */
export function deleteMiddle(states: readonly Uint8Array[]): Uint8Array {
  const doc = new Y.Doc();
  doc.transact(() => {
    for (const state of states) Y.applyUpdate(doc, state);
  });
  const text = doc.getText(rootName);
  const before = Y.snapshot(doc);
  let deletion: Uint8Array = emptyUpdate;
  doc.once('update', (update: Uint8Array) => (deletion = update));
  text.delete(Math.floor(text.length / 3), Math.floor(text.length / 3));
  if (Y.equalSnapshots(before, Y.snapshot(doc))) throw new Error('nothing was deleted');
  doc.destroy();
  return deletion;
}

/** The length of the text in an encoded state. */
export function textLength(states: readonly Uint8Array[]): number {
  const doc = new Y.Doc();
  doc.transact(() => {
    for (const state of states) Y.applyUpdate(doc, state);
  });
  const { length } = doc.getText(rootName);
  doc.destroy();
  return length;
}

/** A state vector that says: `clock` of `clientId`, nothing of anyone else. */
export function stateVector(clientId: number, clock: number): Uint8Array {
  return Y.encodeStateVector(new Map(clock === 0 ? [] : [[clientId, clock]]));
}

/** The clock of `clientId` in an encoded state vector. */
export function clockInStateVector(encoded: Uint8Array, clientId: number): number {
  return Y.decodeStateVector(encoded).get(clientId) ?? 0;
}

/**
 * The clock of `clientId` at a replica that stood at `clock` and received `update`. An update that
 * starts further on, leaving a gap, moves nothing.
 */
export function clockAfter(update: Uint8Array, clientId: number, clock: number): number {
  const { from, to } = Y.parseUpdateMeta(update);
  if ((from.get(clientId) ?? Number.POSITIVE_INFINITY) > clock) return clock;
  return Math.max(clock, to.get(clientId) ?? 0);
}

/** An update that changes nothing. */
export const emptyUpdate = Uint8Array.of(0, 0);
