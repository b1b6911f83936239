import type { ChunkIndex } from './journal-open.ts';
import type { NumberedEntry } from './journal-rows.ts';
import { decodeChunk, keys } from './layout.ts';
import type { Clock, Store } from './ports.ts';

/** Who reads on reads again well within this; after it the memory is given back. */
const keptMs = 1000;
/** One for whoever reads documents as they come, one for the tidying of the oldest. */
const mostKept = 2;

export interface RecentChunksDeps {
  readonly store: Pick<Store, 'get'>;
  readonly clock: Clock;
  /** The record is absent, or damaged. */
  readonly onUnreadable: (chunk: ChunkIndex, record: Uint8Array | undefined) => void;
}

/**
 * Reads pieces of the log, and keeps the last few for a moment: a piece written during a catch-up
 * holds hundreds of documents, which are then read one after the other.
 */
export class RecentChunks {
  readonly #deps: RecentChunksDeps;
  readonly #kept = new Map<ChunkIndex, Promise<readonly NumberedEntry[]>>();
  readonly #cancels = new Map<ChunkIndex, () => void>();

  constructor(deps: RecentChunksDeps) {
    this.#deps = deps;
  }

  /** The entries of `chunk`, none when it is unreadable; rejects with the store's fault. */
  read(chunk: ChunkIndex): Promise<readonly NumberedEntry[]> {
    const kept = this.#kept.get(chunk);
    if (kept !== undefined) return kept;
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size < mostKept) break;
      this.#drop(oldest);
    }
    const entries = this.#load(chunk);
    this.#kept.set(chunk, entries);
    this.#cancels.set(
      chunk,
      this.#deps.clock.setTimer(keptMs, () => this.#drop(chunk)),
    );
    entries.catch(() => this.#drop(chunk));
    return entries;
  }

  clear(): void {
    for (const chunk of [...this.#kept.keys()]) this.#drop(chunk);
  }

  async #load(chunk: ChunkIndex): Promise<readonly NumberedEntry[]> {
    const record = await this.#deps.store.get(keys.chunk(chunk.firstLsn));
    const entries = record && decodeChunk(record);
    if (entries !== undefined) {
      return entries.map((entry, i) => ({ ...entry, lsn: chunk.firstLsn + i }));
    }
    this.#drop(chunk);
    this.#deps.onUnreadable(chunk, record);
    return [];
  }

  #drop(chunk: ChunkIndex): void {
    this.#cancels.get(chunk)?.();
    this.#cancels.delete(chunk);
    this.#kept.delete(chunk);
  }
}
