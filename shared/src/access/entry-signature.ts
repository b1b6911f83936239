import { base64urlnopad } from '@scure/base';
import type * as Y from 'yjs';
import type { DeviceKey } from './device-key.ts';
import { isSignedBy } from './es256.ts';
import { entryHash } from '../model/entry-chain.ts';
import { readStamp } from '../model/entries.ts';

/**
 * Signatures of entries. An entry is appended within a transaction and signing takes its time, so
 * what signs it stands beside it, in the root map `signatures` of the same document, and may come
 * later. Keys are `<entry's id> <thumbprint of the device's key>`, values the signature in base64url.
 */
export const signaturesRoot = 'signatures';

/** Roots that hold entries, of whatever kind of document. */
export const entryRoots = ['entries', 'runs', 'reviews', 'comments', 'versions'] as const;

/** Which entries are meant: an entry that is copied elsewhere is signed by nobody there. */
export interface SignedPlace {
  readonly workspace: string;
  /** Its name. */
  readonly document: string;
}

/** What a device puts its name to. The first line keeps it from being taken for anything else that the key signs. */
export function signedText({ workspace, document }: SignedPlace, hash: string): string {
  return ['holdfast-entry-1', workspace, document, hash].join('\n');
}

export function signatureKey(id: string, jkt: string): string {
  return `${id} ${jkt}`;
}

/** A device's key, as far as entries go. */
export interface EntrySigner {
  /** The key's thumbprint. */
  readonly jkt: string;
  /** The public half; where it is given, a signature that somebody else left in its name is replaced. */
  readonly key?: DeviceKey | undefined;
  /** ES256 over the text's UTF-8: 64 bytes, r and s. */
  sign(text: string): Promise<Uint8Array>;
}

/** One signature of an entry, by whichever device. */
export interface EntrySignature {
  readonly jkt: string;
  /** Base64url, as it stands; empty where it is no text. */
  readonly value: string;
}

/** All signatures, by their entry's id. Never throws on what others wrote. */
export function readSignatures(doc: Y.Doc): ReadonlyMap<string, readonly EntrySignature[]> {
  const read = new Map<string, EntrySignature[]>();
  doc.getMap(signaturesRoot).forEach((value, key) => {
    const space = key.lastIndexOf(' ');
    if (space < 1) return;
    const id = key.slice(0, space);
    const known = read.get(id) ?? [];
    read.set(id, known);
    known.push({ jkt: key.slice(space + 1), value: typeof value === 'string' ? value : '' });
  });
  return read;
}

/** The bytes of a signature; undefined for what is none. */
export function signatureBytes(value: string): Uint8Array | undefined {
  if (!/^[A-Za-z0-9_-]{86}$/u.test(value)) return undefined;
  try {
    return base64urlnopad.decode(value);
  } catch {
    return undefined;
  }
}

/**
 * Signs entries that this device made and has not signed yet. Only those are signed that stand in
 * the document as they were made: the name of a device in an entry is no more than what somebody
 * wrote there.
 *
 * @param made hash of each entry, by its id, as it was when this device appended it
 * @returns ids of those that need nothing more, signed now or before
 */
export async function signMadeEntries(
  doc: Y.Doc,
  made: ReadonlyMap<string, string>,
  place: SignedPlace,
  signer: EntrySigner,
): Promise<readonly string[]> {
  const signatures = doc.getMap(signaturesRoot);
  const ids = [...foundIn(doc, made)];
  const signed = await Promise.all(
    ids.map(async (id) => {
      const key = signatureKey(id, signer.jkt);
      const text = signedText(place, made.get(id) ?? '');
      const found = signatures.get(key);
      if (await isDone(found, text, signer)) return undefined;
      const value = base64urlnopad.encode(await signer.sign(text));
      return { key, found, value };
    }),
  );
  doc.transact(() => {
    for (const one of signed)
      if (one !== undefined && signatures.get(one.key) === one.found)
        signatures.set(one.key, one.value);
  });
  return ids;
}

/** Is what stands there a signature of this device? */
async function isDone(found: unknown, text: string, { key }: EntrySigner): Promise<boolean> {
  if (found === undefined || key === undefined) return found !== undefined;
  const bytes = typeof found === 'string' ? signatureBytes(found) : undefined;
  return bytes !== undefined && (await isSignedBy(key, text, bytes));
}

function foundIn(doc: Y.Doc, made: ReadonlyMap<string, string>): ReadonlySet<string> {
  const found = new Set<string>();
  for (const name of entryRoots) {
    // To ask for a root makes it, and the roots of other kinds of documents are none of ours.
    if (!doc.share.has(name)) continue;
    for (const value of doc.getArray(name)) {
      const id = readStamp(value)?.id;
      if (id !== undefined && made.get(id) === entryHash(value)) found.add(id);
    }
  }
  return found;
}
