import {
  createEncoder,
  toUint8Array,
  writeUint8Array,
  writeVarString,
  writeVarUint,
} from 'lib0/encoding';
import * as Y from 'yjs';
import { type AdmittedUpdate, admit, type KnownClocks, liveLimits } from './admission.ts';

/** For tests: Yjs updates written byte by byte, honest or not, and what `admit` says to them. */

export const nothing: KnownClocks = new Map();

/** A number is a varuint, a string carries its length, bytes stand as they are. */
type Part = number | string | Uint8Array;

export const raw = (...bytes: readonly number[]): Uint8Array => Uint8Array.from(bytes);

export function bytesOf(...parts: readonly Part[]): Uint8Array {
  const encoder = createEncoder();
  for (const part of parts) {
    if (typeof part === 'number') writeVarUint(encoder, part);
    else if (typeof part === 'string') writeVarString(encoder, part);
    else writeUint8Array(encoder, part);
  }
  return toUint8Array(encoder);
}

/** One client's run of structs, each given as its own bytes, and no deletes. */
export function runOf(
  client: number,
  clock: number,
  ...structs: readonly Uint8Array[]
): Uint8Array {
  return bytesOf(1, structs.length, client, clock, ...structs, 0);
}

/** An item at the start of the root type `t`. */
export function rooted(ref: number, ...content: readonly Part[]): Uint8Array {
  return bytesOf(ref, 1, 't', ...content);
}

/** An item after `client`'s unit `clock`. */
export function after(
  client: number,
  clock: number,
  ref: number,
  ...content: readonly Part[]
): Uint8Array {
  return bytesOf(raw(0x80 | ref), client, clock, ...content);
}

export function letter(text = 'a'): Uint8Array {
  return rooted(4, text);
}

/** An update that only deletes: client, first clock and length of each range. */
export function deletes(
  ...ranges: readonly (readonly [client: number, start: number, length: number])[]
): Uint8Array {
  return bytesOf(
    0,
    ranges.length,
    ...ranges.flatMap(([client, start, length]) => [client, 1, start, length]),
  );
}

/** The state of a document that client 7 edited. */
export function typed(edit: (doc: Y.Doc) => void): Uint8Array {
  const doc = new Y.Doc();
  doc.clientID = 7;
  edit(doc);
  return Y.encodeStateAsUpdate(doc);
}

/** `admitted`, `missing`, or the reason of the refusal. */
export function outcome(update: Uint8Array, known = nothing, limits = liveLimits): string {
  const admission = admit(update, known, limits);
  return admission.kind === 'refused' ? admission.reason : admission.kind;
}

/** The admission of an update that must be admitted. */
export function admitted(update: Uint8Array, known = nothing): AdmittedUpdate {
  const admission = admit(update, known, liveLimits);
  if (admission.kind !== 'admitted') throw new Error(JSON.stringify(admission));
  return admission;
}
