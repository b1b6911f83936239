import type { DocumentName } from '../protocol/names.ts';
import type { ChunkIndex, DocumentIndex } from './journal-open.ts';
import { encodeChunk, type Identity, keys, type LogEntry, sealWith } from './layout.ts';
import type { StoreWrite } from './ports.ts';
import { type LogPosition, type Vector, writeVector } from './vector.ts';

export interface NumberedEntry extends LogEntry {
  readonly lsn: number;
}

/** The rows of one commit: those of others, the entries as one chunk, and the vector if it changed. */
export function groupWrites(
  group: readonly NumberedEntry[],
  extra: readonly StoreWrite[],
  foreign: Vector | undefined,
): { readonly rows: readonly StoreWrite[]; readonly chunkBytes: number } {
  const rows: StoreWrite[] = [...extra];
  let chunkBytes = 0;
  const first = group[0];
  if (first !== undefined) {
    const value = encodeChunk(group);
    chunkBytes = value.length;
    rows.push({ key: keys.chunk(first.lsn), value });
  }
  if (foreign !== undefined) {
    rows.push({ key: keys.vector, value: sealWith((encoder) => writeVector(encoder, foreign)) });
  }
  return { rows, chunkBytes };
}

/** The entry of that number among entries in a row. */
export function numbered(
  entries: readonly NumberedEntry[],
  lsn: number,
): NumberedEntry | undefined {
  const [first] = entries;
  return first && entries[lsn - first.lsn];
}

/** The chunk that holds entry `lsn`; `chunks` are in order. */
export function findChunk(chunks: readonly ChunkIndex[], lsn: number): ChunkIndex | undefined {
  let low = 0;
  let high = chunks.length - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const chunk = chunks[middle];
    if (chunk === undefined) return undefined;
    if (lsn < chunk.firstLsn) high = middle - 1;
    else if (lsn >= chunk.firstLsn + chunk.count) low = middle + 1;
    else return chunk;
  }
  return undefined;
}

/** Notes that entry `lsn` belongs to `doc`. */
export function indexEntry(
  documents: Map<DocumentName, DocumentIndex>,
  entry: LogEntry,
  lsn: number,
): void {
  let index = documents.get(entry.doc);
  if (index === undefined) {
    index = { throughLsn: 0, changedAtLsn: 0, tail: [], tailBytes: 0 };
    documents.set(entry.doc, index);
  }
  index.changedAtLsn = Math.max(index.changedAtLsn, lsn);
  if (lsn <= index.throughLsn) return;
  index.tail.push(lsn);
  index.tailBytes += entry.update.length;
}

/** Forgets the entries that are not `isKept`. */
export function keepTail(index: DocumentIndex, isKept: (lsn: number) => boolean): void {
  const kept = index.tail.filter(isKept);
  // Sizes are not kept one by one: a share is near enough to tell when the tail is long again.
  index.tailBytes *= index.tail.length === 0 ? 0 : kept.length / index.tail.length;
  index.tail = kept;
}

/** Documents whose last change is after `lsn`, oldest change first. */
export function changedAfter(
  documents: ReadonlyMap<DocumentName, DocumentIndex>,
  lsn: number,
): readonly DocumentName[] {
  const changed: { doc: DocumentName; at: number }[] = [];
  for (const [doc, index] of documents) {
    if (index.changedAtLsn > lsn) changed.push({ doc, at: index.changedAtLsn });
  }
  return changed.sort((a, b) => a.at - b.at).map(({ doc }) => doc);
}

/** After this number, a holder of `position` of the log with these boots lacks entries. 0: it may lack all. */
export function startAfter(boots: Identity['boots'], position: LogPosition | undefined): number {
  if (position === undefined) return 0;
  const at = boots.findIndex(({ boot }) => boot === position.boot);
  if (at < 0) return 0;
  const next = boots[at + 1];
  return next === undefined ? position.lsn : Math.min(position.lsn, next.firstLsn - 1);
}
