import { type ChunkIndex } from './journal-open.ts';
import { encodeChunk, keys, type LogEntry, sealWith } from './layout.ts';
import type { StoreWrite } from './ports.ts';
import { type Vector, writeVector } from './vector.ts';

/** The rows of one commit: those of others, the entries as one chunk, and the vector if it changed. */
export function groupWrites(
  group: readonly (LogEntry & { readonly lsn: number })[],
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
