import {
  createEncoder,
  toUint8Array,
  writeUint8,
  writeVarString,
  writeVarUint,
} from 'lib0/encoding';
import * as Y from 'yjs';
import { acceptanceClientId } from './ids.ts';
import { smallestEdits, type TextEdit } from './text-edit.ts';

/** An insertion between two characters of the text, which are named by their ids. */
interface Insertion {
  readonly after: Y.ID | null;
  readonly before: Y.ID | null;
  readonly words: string;
}

/**
 * Writes `after` over the words `before`, which stand at `from`, so that whoever does the same to
 * the same characters makes the same edit: merged, it is there once. For that, what comes in is
 * written under a client id made from it (as imports are), between characters of the words
 * themselves, whatever stands around them. Gives a name of the edit, the same for the same edit.
 * Call it in a transaction.
 */
export function writeOnce(
  body: Y.Text,
  change: { readonly from: number; readonly before: string; readonly after: string },
  proposal: string,
): string {
  const { doc } = body;
  const edits = insideEdits(change.before, change.after);
  const insertions = edits.flatMap(({ at, cut, insert }): Insertion[] =>
    insert === '' ? [] : [{ ...neighbours(body, change.from + at + cut), words: insert }],
  );
  const client = acceptanceClientId(proposal, JSON.stringify(insertions));
  const known = doc === null || doc.store.clients.has(client) || insertions.length === 0;
  if (!known) applyInsertions(body, doc, client, insertions);
  let offset = 0;
  for (const { at, cut, remove, insert } of edits) {
    const start = change.from + at + offset;
    if (known && insert !== '') body.insert(start + cut, insert);
    if (remove > cut) body.delete(start + cut + insert.length, remove - cut);
    if (cut > 0) body.delete(start, cut);
    offset += insert.length - remove;
  }
  return known && insertions.length > 0 ? `${client} ${body.doc?.clientID ?? 0}` : String(client);
}

/** An edit with the place, within what it removes, that its words are written at. */
interface InsideEdit extends TextEdit {
  readonly cut: number;
}

/**
 * The smallest edits, those at an edge made larger by a character, so that every insertion has a
 * character of `before` on both sides. A single character has none to spare.
 */
function insideEdits(before: string, after: string): readonly InsideEdit[] {
  const first = String.fromCodePoint(before.codePointAt(0) ?? 0);
  const last = before.slice(-2).codePointAt(0) ?? 0;
  const lastLength = before.length > 1 && last > 0xffff ? 2 : 1;
  const isOne = first.length >= before.length;
  const edits = smallestEdits(before, after).map((edit): InsideEdit => {
    if (isOne || edit.insert === '') return { ...edit, cut: 0 };
    if (edit.at === 0) {
      if (edit.remove > 0) return { ...edit, cut: Math.min(first.length, edit.remove) };
      return { at: 0, remove: first.length, insert: edit.insert + first, cut: first.length };
    }
    if (edit.at < before.length) return { ...edit, cut: 0 };
    const kept = before.slice(-lastLength);
    return { at: edit.at - lastLength, remove: lastLength, insert: kept + edit.insert, cut: 0 };
  });
  return edits.reduce(joined, []);
}

/** Edits that touch become one: two insertions between the same characters would have no order. */
function joined(edits: readonly InsideEdit[], next: InsideEdit): readonly InsideEdit[] {
  const last = edits.at(-1);
  if (last === undefined || last.at + last.remove < next.at) return [...edits, next];
  const { at, remove, insert } = last;
  const cut = insert === '' ? remove + next.cut : last.cut;
  const one = { at, remove: remove + next.remove, insert: insert + next.insert, cut };
  return [...edits.slice(0, -1), one];
}

function neighbours(body: Y.Text, at: number): Pick<Insertion, 'after' | 'before'> {
  const idAt = (index: number) =>
    index < 0 || index >= body.length
      ? null
      : Y.createRelativePositionFromTypeIndex(body, index, 0).item;
  return { after: idAt(at - 1), before: idAt(at) };
}

/** As an update of the first version of Yjs' format: that alone lets one choose the neighbours. */
function applyInsertions(
  body: Y.Text,
  doc: Y.Doc,
  client: number,
  insertions: readonly Insertion[],
): void {
  const encoder = createEncoder();
  writeVarUint(encoder, 1);
  writeVarUint(encoder, insertions.length);
  writeVarUint(encoder, client);
  writeVarUint(encoder, 0);
  for (const { after, before, words } of insertions) {
    const sides = (after === null ? 0 : hasLeft) | (before === null ? 0 : hasRight);
    writeUint8(encoder, stringContent | sides);
    for (const id of [after, before]) {
      if (id === null) continue;
      writeVarUint(encoder, id.client);
      writeVarUint(encoder, id.clock);
    }
    writeVarString(encoder, words);
  }
  writeVarUint(encoder, 0);
  const update = toUint8Array(encoder);
  doc.transact((transaction) => {
    const { local } = transaction;
    Y.applyUpdate(doc, update);
    // Yjs takes every update for somebody else's; this one is made here, and must count as such.
    transaction.local = local;
    // It forgets places that it remembers only where a transaction is somebody else's.
    body._searchMarker?.splice(0);
  });
}

const stringContent = 4;
const hasLeft = 0x80;
const hasRight = 0x40;
