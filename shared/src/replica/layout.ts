/**
 * How a replica lies in its store. Every value is sealed with a checksum (`checksum.ts`).
 *
 * | key             | value                                                              |
 * |-----------------|--------------------------------------------------------------------|
 * | `m`             | identity: layout version, store id, boots and where each began       |
 * | `v`             | vector of other stores' logs held                                   |
 * | `c/<lsn>`       | log chunk: the entries of one commit, from that number on           |
 * | `d/<doc>`       | what a snapshot covers, and its state vector                        |
 * | `s/<doc>`       | the snapshot: one canonical Yjs update                              |
 * | `o/<n>/<doc>`   | outbox (leaf): an edit that too few relays hold                     |
 * | `n`             | on how few relays edits of this leaf were settled                   |
 * | `f`             | from which entry on a leaf's log may be in its relays' memory only   |
 * | `w/<doc>/<id>`  | who first wrote under a Yjs client id (relays with keys)               |
 * | `r`             | which documents a leaf was not given by relays with keys             |
 * | `q/<key>`       | a record that failed its checksum, kept for examination             |
 * | `x/…`           | the host's own rows                                                 |
 */
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { decodeUtf8, encodeUtf8 } from 'lib0/string';
import { z } from 'zod/mini';
import { type DocumentName, documentNameSchema } from '../protocol/names.ts';
import { seal, unseal } from './checksum.ts';

export const layoutVersion = 1;

export interface LogEntry {
  readonly doc: DocumentName;
  readonly update: Uint8Array;
}

export interface SnapshotInfo {
  /** Log entries of this document up to here are in the snapshot. */
  readonly throughLsn: number;
  readonly stateVector: Uint8Array;
}

export interface OutboxRow {
  readonly doc: DocumentName;
  readonly update: Uint8Array;
  /** Others made it: it came from a relay that may have lost it since, and is offered to all. */
  readonly received?: boolean;
}

const identitySchema = z.object({
  layoutVersion: z.literal(layoutVersion),
  storeId: z.string(),
  boots: z.array(z.object({ boot: z.string(), firstLsn: z.number() })),
  /** Log entries up to here were cut off, or some were lost; what is left of them is in documents' states. */
  trimmedLsn: z.number(),
});
export type Identity = z.infer<typeof identitySchema>;

const lsnWidth = 16;
const sortable = (n: number): string => n.toString(16).padStart(lsnWidth, '0');

export const keys = {
  identity: 'm',
  vector: 'v',
  chunk: (firstLsn: number) => `c/${sortable(firstLsn)}`,
  snapshotInfo: (doc: DocumentName) => `d/${doc}`,
  snapshot: (doc: DocumentName) => `s/${doc}`,
  outbox: (n: number, doc: DocumentName) => `o/${sortable(n)}/${doc}`,
  settledOn: 'n',
  doubtedFrom: 'f',
  owners: (doc: DocumentName) => `w/${doc}/`,
  owner: (doc: DocumentName, client: number) => `w/${doc}/${client}`,
  readScope: 'r',
  quarantine: (key: string) => `q/${key}`,
  host: (key: string) => `x/${key}`,
} as const;

/** Whether a key with a number (`c/…`, `o/…/…`) is one that could have been written. Checksums cover values, not keys. */
export function isNumberedKey(key: string): boolean {
  return /^[co]\/[0-9a-f]{16}(?:\/|$)/.test(key) && Number.isSafeInteger(numberOfKey(key));
}

/** The number in a chunk or outbox key. */
export function numberOfKey(key: string): number {
  return Number.parseInt(key.slice(2, 2 + lsnWidth), 16);
}

/** What stands after the number in an outbox key: the document's name, known even where the row is damaged. */
export function documentOfOutboxKey(key: string): string {
  return key.slice(3 + lsnWidth);
}

/** The range `[from, to)` of all keys that begin with `prefix`, which ends in `/`. */
export function prefixRange(prefix: string): readonly [string, string] {
  return [prefix, `${prefix.slice(0, -1)}0`];
}

export function encodeIdentity(identity: Identity): Uint8Array {
  return seal(encodeUtf8(JSON.stringify(identity)));
}

/** Undefined for a damaged row or another layout version. */
export function decodeIdentity(record: Uint8Array): Identity | undefined {
  const payload = unseal(record);
  if (payload === undefined) return undefined;
  try {
    const parsed = identitySchema.safeParse(JSON.parse(decodeUtf8(payload)));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

export function encodeChunk(entries: readonly LogEntry[]): Uint8Array {
  return sealWith((encoder) => {
    encoding.writeVarUint(encoder, entries.length);
    for (const entry of entries) {
      encoding.writeVarString(encoder, entry.doc);
      encoding.writeVarUint8Array(encoder, entry.update);
    }
  });
}

export function decodeChunk(record: Uint8Array): LogEntry[] | undefined {
  return unsealWith(record, (decoder) => {
    const entries: LogEntry[] = [];
    const count = decoding.readVarUint(decoder);
    for (let i = 0; i < count; i++) {
      const doc = documentNameSchema.parse(decoding.readVarString(decoder));
      entries.push({ doc, update: decoding.readVarUint8Array(decoder) });
    }
    return entries;
  });
}

export function encodeSnapshotInfo(info: SnapshotInfo): Uint8Array {
  return sealWith((encoder) => {
    encoding.writeVarUint(encoder, info.throughLsn);
    encoding.writeVarUint8Array(encoder, info.stateVector);
  });
}

export function decodeSnapshotInfo(record: Uint8Array): SnapshotInfo | undefined {
  return unsealWith(record, (decoder) => ({
    throughLsn: decoding.readVarUint(decoder),
    stateVector: decoding.readVarUint8Array(decoder),
  }));
}

export function encodeOutboxRow(row: OutboxRow): Uint8Array {
  return sealWith((encoder) => {
    encoding.writeVarString(encoder, row.doc);
    encoding.writeVarUint8Array(encoder, row.update);
    // Versions that do not know it stop reading before it.
    if (row.received === true) encoding.writeVarUint(encoder, 1);
  });
}

export function decodeOutboxRow(record: Uint8Array): OutboxRow | undefined {
  return unsealWith(record, (decoder) => ({
    doc: documentNameSchema.parse(decoding.readVarString(decoder)),
    update: decoding.readVarUint8Array(decoder),
    received: decoding.hasContent(decoder) && decoding.readVarUint(decoder) === 1,
  }));
}

export function sealWith(write: (encoder: encoding.Encoder) => void): Uint8Array {
  const encoder = encoding.createEncoder();
  write(encoder);
  return seal(encoding.toUint8Array(encoder));
}

/** Undefined where the checksum or the shape does not fit. */
export function unsealWith<T>(
  record: Uint8Array,
  read: (decoder: decoding.Decoder) => T,
): T | undefined {
  const payload = unseal(record);
  if (payload === undefined) return undefined;
  try {
    const decoder = decoding.createDecoder(payload);
    const value = read(decoder);
    return decoding.hasContent(decoder) ? undefined : value;
  } catch {
    return undefined;
  }
}
