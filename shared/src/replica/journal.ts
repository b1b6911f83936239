import type { DocumentName } from '../protocol/names.ts';
import {
  decodeChunk,
  decodeSnapshotInfo,
  encodeChunk,
  encodeIdentity,
  encodeSnapshotInfo,
  type Identity,
  keys,
  type LogEntry,
  sealWith,
} from './layout.ts';
import { type ChunkIndex, type DocumentIndex, openJournal } from './journal-open.ts';
import { type CompactedState, type Clock, type Store, StoreFault, type StoreWrite } from './ports.ts';
import type { ReplicaEvent } from './replica-api.ts';
import { seal, unseal } from './checksum.ts';
import {
  joinVectors,
  type LogPosition,
  type Vector,
  withPosition,
  writeVector,
} from './vector.ts';

/** How long a change that only moves the vector may wait for a commit to ride on. */
const vectorDelayMs = 20;
const firstRetryMs = 500;
const longestRetryMs = 10_000;

export interface JournalDeps {
  readonly store: Store;
  readonly clock: Clock;
  /** A fresh nonce for this boot, and for a new store its id. */
  readonly newId: () => string;
  readonly observe: (event: ReplicaEvent) => void;
}

export interface NumberedEntry extends LogEntry {
  readonly lsn: number;
}

/**
 * The log of one store: numbers what is appended, commits it in groups (one write at a time, all
 * that came meanwhile in the next), and knows what of each document lies in its snapshot and what
 * in the log. Nothing is called durable before the store said so.
 */
export class Journal {
  readonly storeId: string;
  readonly boot: string;
  /** Records dropped at opening because they did not fit their checksum. */
  readonly damagedKeys: readonly string[];
  #identity: Identity;
  #lastLsn: number;
  #durableLsn: number;
  #foreign: Vector;
  #durableForeign: Vector;
  readonly #documents: Map<DocumentName, DocumentIndex>;
  readonly #chunks: ChunkIndex[];
  /** Appended, not yet durable. */
  #recent: NumberedEntry[] = [];
  #extraWrites: StoreWrite[] = [];
  #vectorDirty = false;
  #busy = false;
  #logBytes: number;
  #failureWaiters: (() => void)[] = [];
  #scheduled = false;
  #closed = false;
  #fault: StoreFault | undefined;
  #retryMs = firstRetryMs;
  #idle: (() => void)[] = [];
  readonly #waiters: { lsn: number; resolve: () => void }[] = [];
  readonly #deps: JournalDeps;
  /** Called after each commit, and when the store fails or recovers. */
  onCommitted: () => void = () => undefined;

  static async open(deps: JournalDeps): Promise<Journal> {
    return new Journal(deps, await openJournal(deps));
  }

  private constructor(deps: JournalDeps, opened: Awaited<ReturnType<typeof openJournal>>) {
    this.#deps = deps;
    this.#identity = opened.identity;
    this.storeId = opened.identity.storeId;
    this.boot = opened.boot;
    this.damagedKeys = opened.damagedKeys;
    this.#lastLsn = opened.lastLsn;
    this.#durableLsn = opened.lastLsn;
    this.#foreign = opened.foreign;
    this.#durableForeign = opened.foreign;
    this.#documents = opened.documents;
    this.#chunks = opened.chunks;
    this.#logBytes = opened.chunks.reduce((sum, chunk) => sum + chunk.bytes, 0);
  }

  get lastLsn(): number {
    return this.#lastLsn;
  }

  get durableLsn(): number {
    return this.#durableLsn;
  }

  get trimmedLsn(): number {
    return this.#identity.trimmedLsn;
  }

  get fault(): StoreFault | undefined {
    return this.#fault;
  }

  /** All that is held, on disk or not yet. */
  held(): Vector {
    return withPosition(this.#foreign, this.storeId, { boot: this.boot, lsn: this.#lastLsn });
  }

  /** What is on disk. */
  durable(): Vector {
    return withPosition(this.#durableForeign, this.storeId, { boot: this.boot, lsn: this.#durableLsn });
  }

  foreign(): Vector {
    return this.#foreign;
  }

  documents(): readonly DocumentName[] {
    return [...this.#documents.keys()];
  }

  index(doc: DocumentName): DocumentIndex | undefined {
    return this.#documents.get(doc);
  }

  /** Documents whose last change is after `lsn`, oldest change first. */
  changedAfter(lsn: number): readonly DocumentName[] {
    const changed: { doc: DocumentName; at: number }[] = [];
    for (const [doc, index] of this.#documents) {
      if (index.changedAtLsn > lsn) changed.push({ doc, at: index.changedAtLsn });
    }
    return changed.sort((a, b) => a.at - b.at).map(({ doc }) => doc);
  }

  /** Logs an admitted update; `extra` rows become durable with it or not at all. Returns its number. */
  append(entry: LogEntry, extra?: StoreWrite): number {
    const lsn = ++this.#lastLsn;
    this.#recent.push({ lsn, doc: entry.doc, update: entry.update });
    let index = this.#documents.get(entry.doc);
    if (index === undefined) {
      index = { throughLsn: 0, changedAtLsn: 0, tail: [], tailBytes: 0 };
      this.#documents.set(entry.doc, index);
    }
    index.changedAtLsn = lsn;
    index.tail.push(lsn);
    index.tailBytes += entry.update.length;
    if (extra !== undefined) this.#extraWrites.push(extra);
    this.#schedule();
    return lsn;
  }

  /** Rows of others (outbox, host) that ride on the next commit. */
  write(writes: readonly StoreWrite[]): void {
    for (const write of writes) this.#extraWrites.push(write);
    this.#schedule();
  }

  /** Takes note that everything in `vector` is held here. Returns whether that is news. */
  adopt(vector: Vector): boolean {
    const joined = joinVectors(this.#foreign, withoutStore(vector, this.storeId));
    return this.#setForeign(joined);
  }

  /** Replaces what is known of other stores (a leaf whose relays lost what they had). */
  replaceForeign(vector: Vector): void {
    this.#setForeign(withoutStore(vector, this.storeId));
  }

  /** The position a peer holds of a store is what that store itself says, even where another boot sorts later. */
  adoptDirect(store: string, vector: Vector): boolean {
    const direct = vector.get(store);
    const joined = joinVectors(this.#foreign, withoutStore(vector, this.storeId));
    const next = direct === undefined ? joined : withPosition(joined, store, direct);
    return this.#setForeign(next);
  }

  #setForeign(next: Vector): boolean {
    if (sameVector(next, this.#foreign)) return false;
    this.#foreign = next;
    this.#vectorDirty = true;
    this.#deps.clock.setTimer(vectorDelayMs, () => {
      if (this.#vectorDirty) this.#schedule();
    });
    return true;
  }

  /** After this number, a holder of `position` of this store's log lacks entries. 0: it may lack all. */
  startAfter(position: LogPosition | undefined): number {
    if (position === undefined) return 0;
    const { boots } = this.#identity;
    const at = boots.findIndex(({ boot }) => boot === position.boot);
    if (at < 0) return 0;
    const next = boots[at + 1];
    return next === undefined ? position.lsn : Math.min(position.lsn, next.firstLsn - 1);
  }

  /** Resolves once everything up to `lsn` is on disk. */
  whenDurable(lsn: number): Promise<void> {
    if (lsn <= this.#durableLsn) return Promise.resolve();
    return new Promise((resolve) => this.#waiters.push({ lsn, resolve }));
  }

  /** Resolves at the next write that fails. */
  whenFailed(): Promise<void> {
    return new Promise((resolve) => this.#failureWaiters.push(resolve));
  }

  /** Updates of `doc` after its snapshot, oldest first, those not yet durable included. */
  async tail(doc: DocumentName): Promise<Uint8Array[]> {
    const lsns = this.#documents.get(doc)?.tail.slice() ?? [];
    const updates: Uint8Array[] = [];
    let chunk: readonly NumberedEntry[] = [];
    for (const lsn of lsns) {
      let entry = this.#inMemory(lsn) ?? chunk.find((candidate) => candidate.lsn === lsn);
      if (entry === undefined) {
        chunk = await this.#readChunkOf(lsn);
        entry = chunk.find((candidate) => candidate.lsn === lsn);
      }
      // A document is folded while it is read: then its snapshot, read after this, has the entry.
      if (entry !== undefined && entry.doc === doc) updates.push(entry.update);
    }
    return updates;
  }

  /** The snapshot's bytes, or undefined when there is none or it is damaged. */
  async snapshot(doc: DocumentName): Promise<Uint8Array | undefined> {
    if ((this.#documents.get(doc)?.throughLsn ?? 0) === 0) return undefined;
    const record = await this.#deps.store.get(keys.snapshot(doc));
    if (record === undefined) return undefined;
    const payload = unseal(record);
    if (payload === undefined) this.#deps.observe({ kind: 'record-damaged', key: keys.snapshot(doc) });
    return payload;
  }

  async snapshotStateVector(doc: DocumentName): Promise<Uint8Array | undefined> {
    if ((this.#documents.get(doc)?.throughLsn ?? 0) === 0) return undefined;
    const record = await this.#deps.store.get(keys.snapshotInfo(doc));
    return record === undefined ? undefined : decodeSnapshotInfo(record)?.stateVector;
  }

  /** Log entries after `lsn`, about `maxBytes` of them; empty at the end of the log, and at a part that is gone or unreadable. */
  async entriesAfter(lsn: number, maxBytes: number): Promise<readonly NumberedEntry[]> {
    const found: NumberedEntry[] = [];
    let bytes = 0;
    let next = lsn + 1;
    while (next <= this.#lastLsn && bytes < maxBytes) {
      const fromMemory = this.#recent[0] !== undefined && next >= this.#recent[0].lsn;
      const source = fromMemory ? this.#recent : await this.#readChunkOf(next);
      const before = next;
      for (const entry of source) {
        if (entry.lsn < next) continue;
        found.push(entry);
        bytes += entry.update.length;
        next = entry.lsn + 1;
        if (bytes >= maxBytes) break;
      }
      if (next === before) break;
    }
    return found;
  }

  /** Whether a commit is under way or waits. */
  get pendingEntries(): number {
    return this.#recent.length;
  }

  /** Puts a document's state into its snapshot, which then covers its log up to `throughLsn` (durable). */
  async fold(doc: DocumentName, throughLsn: number, state: CompactedState): Promise<void> {
    const index = this.#documents.get(doc);
    if (index === undefined) return;
    const info = { throughLsn, changedAtLsn: index.changedAtLsn, stateVector: state.stateVector };
    await this.#deps.store.write([
      { key: keys.snapshot(doc), value: seal(state.update) },
      { key: keys.snapshotInfo(doc), value: encodeSnapshotInfo(info) },
    ]);
    index.throughLsn = throughLsn;
    index.tail = index.tail.filter((lsn) => lsn > throughLsn);
    if (index.tail.length === 0) index.tailBytes = 0;
  }

  /** What the log takes on disk, snapshots not counted. */
  logBytes(): number {
    return this.#logBytes;
  }

  /** Documents that keep the oldest chunk of the log from being deleted. */
  async documentsInOldestChunk(): Promise<readonly DocumentName[]> {
    const oldest = this.#chunks[0];
    if (oldest === undefined) return [];
    const entries = await this.#readChunkOf(oldest.firstLsn);
    const open = entries.filter(({ doc, lsn }) => lsn > (this.#documents.get(doc)?.throughLsn ?? 0));
    return [...new Set(open.map(({ doc }) => doc))];
  }

  /** Deletes the oldest chunk; only once every entry in it is in a snapshot. */
  async dropOldestChunk(): Promise<void> {
    const oldest = this.#chunks[0];
    if (oldest === undefined) return;
    const trimmedLsn = oldest.firstLsn + oldest.count - 1;
    const identity = { ...this.#identity, trimmedLsn };
    await this.#deps.store.write([
      { key: keys.identity, value: encodeIdentity(identity) },
      { key: keys.chunk(oldest.firstLsn) },
    ]);
    this.#identity = identity;
    this.#chunks.shift();
    this.#logBytes -= oldest.bytes;
  }

  /** Resolves when nothing waits to be written, or rejects with the store's fault. */
  async drain(): Promise<void> {
    while (this.#busy || this.#hasWork()) {
      if (this.#fault !== undefined) throw this.#fault;
      this.#schedule();
      await new Promise<void>((resolve) => this.#idle.push(resolve));
    }
  }

  stop(): void {
    this.#closed = true;
  }

  #hasWork(): boolean {
    const last = this.#recent[this.#recent.length - 1];
    const unwritten = last !== undefined && last.lsn > this.#durableLsn;
    return unwritten || this.#extraWrites.length > 0 || this.#vectorDirty;
  }

  #inMemory(lsn: number): NumberedEntry | undefined {
    const first = this.#recent[0];
    return first === undefined ? undefined : this.#recent[lsn - first.lsn];
  }

  async #readChunkOf(lsn: number): Promise<readonly NumberedEntry[]> {
    const chunk = findChunk(this.#chunks, lsn);
    if (chunk === undefined) return [];
    const record = await this.#deps.store.get(keys.chunk(chunk.firstLsn));
    const entries = record === undefined ? undefined : decodeChunk(record);
    if (entries === undefined) {
      if (record !== undefined) this.#deps.observe({ kind: 'record-damaged', key: keys.chunk(chunk.firstLsn) });
      return [];
    }
    return entries.map((entry, i) => ({ ...entry, lsn: chunk.firstLsn + i }));
  }

  #schedule(): void {
    if (this.#scheduled || this.#busy || this.#closed || this.#fault !== undefined) return;
    this.#scheduled = true;
    this.#deps.clock.afterTurn(() => {
      this.#scheduled = false;
      void this.#commit();
    });
  }

  async #commit(): Promise<void> {
    if (this.#busy || this.#closed || !this.#hasWork()) return;
    this.#busy = true;
    const group = this.#recent.slice();
    const extra = this.#extraWrites;
    const foreign = this.#foreign;
    this.#extraWrites = [];
    const vectorChanged = this.#vectorDirty;
    this.#vectorDirty = false;
    const startedMs = this.#deps.clock.monotonicMs();
    try {
      const writes = groupWrites(group, extra, vectorChanged ? foreign : undefined);
      await this.#deps.store.write(writes.rows);
      this.#committed(group, writes.chunkBytes, foreign);
      const durationMs = this.#deps.clock.monotonicMs() - startedMs;
      this.#deps.observe({ kind: 'committed', entries: group.length, durationMs });
    } catch (error) {
      this.#extraWrites = [...extra, ...this.#extraWrites];
      this.#vectorDirty ||= vectorChanged;
      this.#failed(error);
    }
    this.#busy = false;
    this.onCommitted();
    for (const resolve of this.#idle.splice(0)) resolve();
    if (this.#hasWork()) this.#schedule();
  }

  #committed(group: readonly NumberedEntry[], chunkBytes: number, foreign: Vector): void {
    const first = group[0];
    const last = group[group.length - 1];
    if (first !== undefined && last !== undefined) {
      this.#logBytes += chunkBytes;
      this.#chunks.push({ firstLsn: first.lsn, count: group.length, bytes: chunkBytes });
      this.#durableLsn = last.lsn;
      this.#recent = this.#recent.slice(group.length);
    }
    this.#durableForeign = foreign;
    if (this.#fault !== undefined) {
      this.#fault = undefined;
      this.#deps.observe({ kind: 'store-recovered' });
    }
    this.#retryMs = firstRetryMs;
    this.#failureWaiters = [];
    const ready = this.#waiters.filter(({ lsn }) => lsn <= this.#durableLsn);
    if (ready.length === 0) return;
    const waiting = this.#waiters.filter(({ lsn }) => lsn > this.#durableLsn);
    this.#waiters.splice(0, this.#waiters.length, ...waiting);
    for (const { resolve } of ready) resolve();
  }

  #failed(error: unknown): void {
    const fault =
      error instanceof StoreFault ? error : new StoreFault('failed', String(error), { cause: error });
    this.#fault = fault;
    this.#deps.observe({ kind: 'store-failed', fault });
    for (const resolve of this.#failureWaiters.splice(0)) resolve();
    const delayMs = this.#retryMs;
    this.#retryMs = Math.min(longestRetryMs, this.#retryMs * 2);
    this.#deps.clock.setTimer(delayMs, () => void this.#commit());
  }
}

function groupWrites(
  group: readonly NumberedEntry[],
  extra: readonly StoreWrite[],
  foreign: Vector | undefined,
): { rows: StoreWrite[]; chunkBytes: number } {
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

function findChunk(chunks: readonly ChunkIndex[], lsn: number): ChunkIndex | undefined {
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

function withoutStore(vector: Vector, store: string): Vector {
  if (!vector.has(store)) return vector;
  const rest = new Map(vector);
  rest.delete(store);
  return rest;
}

function sameVector(a: Vector, b: Vector): boolean {
  if (a === b) return true;
  if (a.size !== b.size) return false;
  for (const [store, position] of a) {
    const other = b.get(store);
    if (other === undefined || other.boot !== position.boot || other.lsn !== position.lsn) return false;
  }
  return true;
}

