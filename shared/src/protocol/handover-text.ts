/**
 * A handover file as text, to be sent by mail or chat: base64url between two marks. The file's own
 * checksum tells whether all of it came through. What mail and chat do to text does no harm: lines
 * broken anew, quoted, indented, with other line ends, or with dashes made long.
 */
// Not lib0's: that takes a worker for Node.
import { base64urlnopad } from '@scure/base';

const begin = '-----BEGIN HOLDFAST CHANGES-----';
const end = '-----END HOLDFAST CHANGES-----';
const lineLength = 64;
/** Ends the payload, so that a dash at its end is not taken for one of the mark's. */
const last = 'z';

/** Longer texts are cut by chat programs and nobody can tell; a file is not. In bytes of the file. */
export const handoverTextLimit = 64 * 1024;

/** `lead` is for whoever gets the text: what it is, and what to do with it. */
export function writeHandoverText(file: Uint8Array, lead: string): string {
  const lines =
    (base64urlnopad.encode(file) + last).match(new RegExp(`.{1,${lineLength}}`, 'g')) ?? [];
  return [lead, '', begin, ...lines, end, ''].join('\n');
}

/** Characters that take no room, which chat programs put between others. */
const unseen = /[\u00ad\u200b-\u200f\u2060\ufeff]/g;

export type HandoverTextResult =
  /** The files in the text, in its order, each once. */
  | { readonly ok: true; readonly files: readonly Uint8Array[] }
  | { readonly ok: false; readonly problem: 'no-changes' | 'cut-off' | 'damaged' };

/** Finds the changes in a text, whatever stands around them. */
export function readHandoverText(given: string): HandoverTextResult {
  const text = given.replaceAll(unseen, '');
  const marks = [...text.matchAll(/(BEGIN|END)[\s>|*]+HOLDFAST[\s>|*]+CHANGES/g)];
  if (marks.length === 0) return { ok: false, problem: 'no-changes' };
  const files = new Map<string, Uint8Array>();
  for (let at = 0; at < marks.length; at += 2) {
    const opening = marks[at];
    const closing = marks[at + 1];
    if (opening?.[1] !== 'BEGIN' || closing?.[1] !== 'END')
      return { ok: false, problem: 'cut-off' };
    const payload = payloadOf(text.slice(opening.index + opening[0].length, closing.index));
    const file = payload.endsWith(last) ? decode(payload.slice(0, -1)) : undefined;
    if (file === undefined) return { ok: false, problem: 'damaged' };
    files.set(payload, file);
  }
  return { ok: true, files: [...files.values()] };
}

/** Without the dashes of the marks, and with nothing left that base64url does not have. */
function payloadOf(between: string): string {
  return between
    .replaceAll(/[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]/g, '-')
    .replace(/^[-\s>|*]*/, '')
    .replace(/[-\s>|*]*$/, '')
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll(/[^A-Za-z0-9_-]/g, '');
}

function decode(payload: string): Uint8Array | undefined {
  try {
    return base64urlnopad.decode(payload);
  } catch {
    return undefined;
  }
}
