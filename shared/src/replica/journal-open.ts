import { documentNameSchema, type DocumentName } from '../protocol/names.ts';
import {
  decodeChunk,
  decodeIdentity,
  decodeSnapshotInfo,
  encodeIdentity,
  type Identity,
  isNumberedKey,
  keys,
  layoutVersion,
  numberOfKey,
  prefixRange,
  unsealWith,
} from './layout.ts';
import { indexEntry } from './journal-rows.ts';
import type { Clock, Store, StoreRow, StoreWrite } from './ports.ts';
import type { ReplicaEvent } from './replica-api.ts';
import { bootName, emptyVector, readVector, type Vector } from './vector.ts';

/**
 * Rows read at once while opening: a large log does not stand in memory twice, and whoever asks
 * something of the same thread meanwhile is answered between two portions.
 */
const rowsAtOnce = 16;
/** Boots that are remembered. To a reader of an older one everything is sent. */
const mostBoots = 200;

export interface JournalDeps {
  readonly store: Store;
  readonly clock: Clock;
  /** A fresh nonce for this boot, and for a new store its id. */
  readonly newId: () => string;
  readonly observe: (event: ReplicaEvent) => void;
}

/** What is known of a document without reading it. */
export interface DocumentIndex {
  /** Log entries up to here are in the snapshot; 0 when there is none. */
  throughLsn: number;
  changedAtLsn: number;
  /** Numbers of its log entries after the snapshot. */
  tail: number[];
  tailBytes: number;
}

export interface OldestChunk {
  readonly firstLsn: number;
  readonly documents: readonly DocumentName[];
}

export interface ChunkIndex {
  readonly firstLsn: number;
  readonly count: number;
  readonly bytes: number;
}

export interface OpenedJournal {
  readonly identity: Identity;
  readonly lastLsn: number;
  readonly foreign: Vector;
  readonly documents: Map<DocumentName, DocumentIndex>;
  readonly chunks: ChunkIndex[];
}

/**
 * Reads a store's log and begins a new boot. A record that does not fit its checksum is moved aside,
 * and the vector forgotten: then nothing is claimed of other stores' logs, and all that they have is
 * asked for again.
 */
export async function openJournal(deps: JournalDeps): Promise<OpenedJournal> {
  const damaged: StoreRow[] = [];
  const documents = new Map<DocumentName, DocumentIndex>();
  const identityRow = await deps.store.get(keys.identity);
  const stored = identityRow === undefined ? undefined : decodeIdentity(identityRow);
  await readSnapshotInfos(deps, documents, damaged);
  const { chunks, lastLsn, gone } = await readChunks(deps, stored, documents, damaged);
  if (identityRow !== undefined && stored === undefined)
    damaged.push({ key: keys.identity, value: identityRow });
  const isDamaged = damaged.length > 0 || gone.length > 0;
  const foreign = isDamaged ? emptyVector : await readForeign(deps, damaged);
  const isAllSound = !isDamaged && damaged.length === 0;
  const { identity, firstLsn } = nextIdentity(deps, stored, lastLsn, documents, !isAllSound);
  const writes: StoreWrite[] = damaged.flatMap(({ key, value }) => [
    { key },
    { key: keys.quarantine(key), value },
  ]);
  if (!isAllSound) writes.push({ key: keys.vector });
  writes.push({ key: keys.identity, value: encodeIdentity(identity) });
  await deps.store.write(writes);
  for (const key of [...damaged.map((row) => row.key), ...gone])
    deps.observe({ kind: 'record-damaged', key });
  return { identity, lastLsn: firstLsn - 1, foreign, documents, chunks };
}

/** A new boot, whose first entry will be `firstLsn`. */
export function withBoot(identity: Identity, nonce: string, firstLsn: number): Identity {
  const { boots } = identity;
  const counter = Number.parseInt(boots[boots.length - 1]?.boot ?? '0', 10) + 1;
  const boot = { boot: bootName(counter, nonce), firstLsn };
  return { ...identity, boots: [...boots, boot].slice(-mostBoots) };
}

function nextIdentity(
  deps: JournalDeps,
  stored: Identity | undefined,
  lastLsn: number,
  documents: ReadonlyMap<DocumentName, DocumentIndex>,
  isDamaged: boolean,
): { identity: Identity; firstLsn: number } {
  let firstLsn = Math.max(lastLsn, stored?.trimmedLsn ?? 0) + 1;
  for (const { changedAtLsn } of documents.values())
    firstLsn = Math.max(firstLsn, changedAtLsn + 1);
  const before = stored ?? { layoutVersion, storeId: deps.newId(), boots: [], trimmedLsn: 0 };
  const identity = withBoot(before, deps.newId(), firstLsn);
  // A log with holes is no longer read in part: whoever is behind gets whole documents.
  return { identity: isDamaged ? { ...identity, trimmedLsn: firstLsn - 1 } : identity, firstLsn };
}

async function readForeign(deps: JournalDeps, damaged: StoreRow[]): Promise<Vector> {
  const row = await deps.store.get(keys.vector);
  if (row === undefined) return emptyVector;
  const vector = unsealWith(row, readVector);
  if (vector === undefined) damaged.push({ key: keys.vector, value: row });
  return vector ?? emptyVector;
}

async function readSnapshotInfos(
  deps: JournalDeps,
  documents: Map<DocumentName, DocumentIndex>,
  damaged: StoreRow[],
): Promise<void> {
  const [from, to] = prefixRange('d/');
  for (const row of await deps.store.range(from, to)) {
    const name = documentNameSchema.safeParse(row.key.slice(2));
    const info = decodeSnapshotInfo(row.value);
    if (!name.success || info === undefined) {
      damaged.push(row);
      continue;
    }
    const { throughLsn } = info;
    documents.set(name.data, { throughLsn, changedAtLsn: throughLsn, tail: [], tailBytes: 0 });
  }
}

/** `gone`: keys of chunks that must have been there. A log has holes only where it was cut off or found damaged. */
async function readChunks(
  deps: JournalDeps,
  stored: Identity | undefined,
  documents: Map<DocumentName, DocumentIndex>,
  damaged: StoreRow[],
): Promise<{ chunks: ChunkIndex[]; lastLsn: number; gone: string[] }> {
  const chunks: ChunkIndex[] = [];
  const gone: string[] = [];
  let lastLsn = 0;
  /** The log is known to go on from here; undefined where a damaged record hides it. */
  let endLsn = stored?.trimmedLsn;
  const [start, to] = prefixRange('c/');
  let from = start;
  for (;;) {
    const rows = await deps.store.range(from, to, rowsAtOnce);
    for (const row of rows) {
      const firstLsn = numberOfKey(row.key);
      if (!isNumberedKey(row.key) || firstLsn <= lastLsn) {
        damaged.push(row);
        continue;
      }
      if (endLsn !== undefined && firstLsn > endLsn + 1) gone.push(keys.chunk(endLsn + 1));
      const entries = decodeChunk(row.value);
      lastLsn = firstLsn;
      endLsn = entries && Math.max(endLsn ?? 0, firstLsn + entries.length - 1);
      if (entries === undefined) {
        damaged.push(row);
        continue;
      }
      chunks.push({ firstLsn, count: entries.length, bytes: row.value.length });
      entries.forEach((entry, i) => indexEntry(documents, entry, firstLsn + i));
      lastLsn = firstLsn + entries.length - 1;
    }
    const last = rows[rows.length - 1];
    if (last === undefined || rows.length < rowsAtOnce) return { chunks, lastLsn, gone };
    from = `${last.key}~`;
  }
}
