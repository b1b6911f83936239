import type { DocumentName } from '../protocol/names.ts';
import { type CommitGroup, Commits } from './commits.ts';
import {
  decodeSnapshotInfo,
  encodeIdentity,
  encodeSnapshotInfo,
  type Identity,
  keys,
  type LogEntry,
} from './layout.ts';
import { HeldVector } from './held-vector.ts';
import {
  type ChunkIndex,
  type DocumentIndex,
  type JournalDeps,
  type OldestChunk,
  openJournal,
  withBoot,
} from './journal-open.ts';
import {
  changedAfter,
  findChunk,
  groupWrites,
  indexEntry,
  keepTail,
  numbered,
  type NumberedEntry,
  startAfter,
} from './journal-rows.ts';
import type { CompactedState, StoreFault, StoreWrite } from './ports.ts';
import { RecentChunks } from './recent-chunks.ts';
import { seal, unseal } from './checksum.ts';
import { emptyVector, type LogPosition, type Vector, withPosition } from './vector.ts';

/** How long a change that only moves the vector may wait for a commit to ride on. */
const vectorDelayMs = 20;

/**
 * The log of one store: numbers what is appended, commits it in groups (one write at a time, all
 * that came meanwhile in the next), and knows what of each document lies in its snapshot and what
 * in the log. Nothing is called durable before the store said so.
 */
export class Journal {
  readonly storeId: string;
  #identity: Identity;
  #lastLsn: number;
  #durableLsn: number;
  readonly #foreign: HeldVector;
  readonly #documents: Map<DocumentName, DocumentIndex>;
  readonly #chunks: ChunkIndex[];
  /** Appended, not yet durable. */
  #recent: NumberedEntry[] = [];
  #extraWrites: StoreWrite[] = [];
  /** False from the begin of a new boot while running until the store has it. */
  #bootOnDisk = true;
  #logBytes: number;
  readonly #commits: Commits;
  readonly #chunkReader: RecentChunks;
  readonly #deps: JournalDeps;
  /** Called after each commit, and when the store fails or recovers. */
  onCommitted: () => void = () => undefined;
  /** Called when a record of these documents was found unreadable and a new boot has begun. */
  onDamaged: (documents: readonly DocumentName[]) => void = () => undefined;

  static async open(deps: JournalDeps): Promise<Journal> {
    return new Journal(deps, await openJournal(deps));
  }

  private constructor(deps: JournalDeps, opened: Awaited<ReturnType<typeof openJournal>>) {
    this.#deps = deps;
    this.#commits = new Commits({
      ...deps,
      collect: () => this.#collect(),
      hasWork: () => this.#hasWork(),
      onAttempted: () => this.onCommitted(),
    });
    const onUnreadable = this.#loseChunk.bind(this);
    this.#chunkReader = new RecentChunks({ ...deps, onUnreadable });
    this.#identity = opened.identity;
    this.storeId = opened.identity.storeId;
    this.#lastLsn = opened.lastLsn;
    this.#durableLsn = opened.lastLsn;
    this.#foreign = new HeldVector(opened.foreign);
    this.#documents = opened.documents;
    this.#chunks = opened.chunks;
    this.#logBytes = opened.chunks.reduce((sum, chunk) => sum + chunk.bytes, 0);
  }

  /** The present boot: another one than at opening once a damaged record was found. */
  get boot(): string {
    return this.#identity.boots[this.#identity.boots.length - 1]?.boot ?? '';
  }

  get lastLsn(): number {
    return this.#lastLsn;
  }

  get durableLsn(): number {
    return this.#durableLsn;
  }

  /** Readers behind this number need whole documents: the log before it was cut off, or has holes. */
  get trimmedLsn(): number {
    return this.#identity.trimmedLsn;
  }

  get fault(): StoreFault | undefined {
    return this.#commits.fault;
  }

  /** All that is held, on disk or not yet. */
  held(): Vector {
    return withPosition(this.#foreign.held, this.storeId, { boot: this.boot, lsn: this.#lastLsn });
  }

  durable(): Vector {
    if (!this.#bootOnDisk) return emptyVector;
    return withPosition(this.#foreign.onDisk, this.storeId, {
      boot: this.boot,
      lsn: this.#durableLsn,
    });
  }

  foreign(): Vector {
    return this.#foreign.held;
  }

  documents(): readonly DocumentName[] {
    return [...this.#documents.keys()];
  }

  index(doc: DocumentName): DocumentIndex | undefined {
    return this.#documents.get(doc);
  }

  /** Documents whose last change is after `lsn`, oldest change first. */
  changedAfter(lsn: number): readonly DocumentName[] {
    return changedAfter(this.#documents, lsn);
  }

  /** Logs an admitted update; `extra` rows become durable with it or not at all. Returns its number. */
  append(entry: LogEntry, extra?: StoreWrite): number {
    const lsn = ++this.#lastLsn;
    this.#recent.push({ lsn, doc: entry.doc, update: entry.update });
    indexEntry(this.#documents, entry, lsn);
    if (extra !== undefined) this.#extraWrites.push(extra);
    this.#commits.schedule();
    return lsn;
  }

  /** Rows of others (outbox, host) that ride on the next commit. */
  write(writes: readonly StoreWrite[]): void {
    this.#extraWrites.push(...writes);
    this.#commits.schedule();
  }

  /** As `write`; resolves once they are on disk. */
  async writeDurably(writes: readonly StoreWrite[]): Promise<void> {
    this.write(writes);
    await this.#commits.waitForAll();
  }

  /** Takes note that all that `store` held at `vector` is held here too. Returns whether that is news. */
  adoptDirect(store: string, vector: Vector): boolean {
    if (!this.#foreign.adopt(store, vector, this.storeId)) return false;
    this.#deps.clock.setTimer(vectorDelayMs, () => {
      if (this.#foreign.isDirty) this.#commits.schedule();
    });
    return true;
  }

  /** Claims nothing of other stores' logs any more: they are read again. */
  forgetForeign(): void {
    this.#foreign.forget();
    this.write([{ key: keys.vector }]);
  }

  /** After this number, a holder of `position` of this store's log lacks entries. 0: it may lack all. */
  startAfter(position: LogPosition | undefined): number {
    return startAfter(this.#identity.boots, position);
  }

  /** Resolves once everything up to `lsn` is on disk. */
  async whenDurable(lsn: number): Promise<void> {
    await this.#commits.wait(() => lsn <= this.#durableLsn, true);
  }

  /** As `whenDurable`, but resolves at the next write that fails too, with its fault. */
  whenWritten(lsn: number): Promise<StoreFault | undefined> {
    return this.#commits.wait(() => lsn <= this.#durableLsn, false);
  }

  /** Updates of `doc` after its snapshot and up to `throughLsn`, oldest first; by default also those not yet durable. */
  async tail(doc: DocumentName, throughLsn = Number.POSITIVE_INFINITY): Promise<Uint8Array[]> {
    const lsns = this.#documents.get(doc)?.tail.filter((lsn) => lsn <= throughLsn) ?? [];
    const updates: Uint8Array[] = [];
    let chunk: readonly NumberedEntry[] = [];
    for (const lsn of lsns) {
      let entry = numbered(this.#recent, lsn) ?? numbered(chunk, lsn);
      if (entry === undefined) {
        chunk = await this.#readChunkOf(lsn);
        entry = numbered(chunk, lsn);
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
    const payload = record && unseal(record);
    if (payload === undefined) this.#loseSnapshot(doc, keys.snapshot(doc), record);
    return payload;
  }

  async snapshotStateVector(doc: DocumentName): Promise<Uint8Array | undefined> {
    if ((this.#documents.get(doc)?.throughLsn ?? 0) === 0) return undefined;
    const record = await this.#deps.store.get(keys.snapshotInfo(doc));
    const info = record && decodeSnapshotInfo(record);
    if (info === undefined) this.#loseSnapshot(doc, keys.snapshotInfo(doc), record);
    return info?.stateVector;
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

  /**
   * Puts a document's state into its snapshot, which then covers its log up to `throughLsn`
   * (durable). One fold of a document at a time. False when it cannot be done now.
   */
  async fold(doc: DocumentName, throughLsn: number, state: CompactedState): Promise<boolean> {
    const index = this.#documents.get(doc);
    // What waits to be written after damage would delete what is written here.
    if (index === undefined || !this.#bootOnDisk) return false;
    const info = { throughLsn, stateVector: state.stateVector };
    await this.#deps.store.write([
      { key: keys.snapshot(doc), value: seal(state.update) },
      { key: keys.snapshotInfo(doc), value: encodeSnapshotInfo(info) },
    ]);
    index.throughLsn = throughLsn;
    keepTail(index, (lsn) => lsn > throughLsn);
    return true;
  }

  /** What the log takes on disk, snapshots not counted. */
  logBytes(): number {
    return this.#logBytes;
  }

  /** The oldest chunk of the log, and the documents that keep it from being deleted. */
  async oldestChunk(): Promise<OldestChunk | undefined> {
    const oldest = this.#chunks[0];
    if (oldest === undefined) return undefined;
    const entries = await this.#readChunkOf(oldest.firstLsn);
    const open = entries.filter(
      ({ doc, lsn }) => lsn > (this.#documents.get(doc)?.throughLsn ?? 0),
    );
    return { firstLsn: oldest.firstLsn, documents: [...new Set(open.map(({ doc }) => doc))] };
  }

  /** Deletes the oldest chunk; only once every entry in it is in a snapshot. False when it is no longer the oldest, or not now. */
  async dropOldestChunk({ firstLsn }: OldestChunk): Promise<boolean> {
    const oldest = this.#chunks[0];
    if (oldest?.firstLsn !== firstLsn || !this.#bootOnDisk) return false;
    const trimmedLsn = Math.max(this.#identity.trimmedLsn, oldest.firstLsn + oldest.count - 1);
    // Before the write: readers of what is about to go get whole documents from now on.
    this.#identity = { ...this.#identity, trimmedLsn };
    await this.#deps.store.write([
      { key: keys.identity, value: encodeIdentity(this.#identity) },
      { key: keys.chunk(firstLsn) },
    ]);
    this.#dropChunk(oldest);
    return true;
  }

  /** Resolves when nothing waits to be written, or rejects with the store's fault. */
  drain(): Promise<void> {
    return this.#commits.drain();
  }

  stop(): void {
    this.#commits.stop();
    this.#chunkReader.clear();
  }

  #dropChunk(chunk: ChunkIndex): void {
    const at = this.#chunks.indexOf(chunk);
    if (at < 0) return;
    this.#chunks.splice(at, 1);
    this.#logBytes -= chunk.bytes;
  }

  #loseSnapshot(doc: DocumentName, key: string, record: Uint8Array | undefined): void {
    const index = this.#documents.get(doc);
    if (index === undefined || index.throughLsn === 0) return;
    index.throughLsn = 0;
    const deletions = [{ key: keys.snapshot(doc) }, { key: keys.snapshotInfo(doc) }];
    this.#beginBoot(key, record, [doc], deletions);
  }

  #loseChunk(chunk: ChunkIndex, record: Uint8Array | undefined): void {
    if (!this.#chunks.includes(chunk)) return;
    this.#dropChunk(chunk);
    const isLost = (lsn: number): boolean =>
      lsn >= chunk.firstLsn && lsn < chunk.firstLsn + chunk.count;
    const lost: DocumentName[] = [];
    for (const [doc, index] of this.#documents) {
      if (!index.tail.some(isLost)) continue;
      lost.push(doc);
      keepTail(index, (lsn) => !isLost(lsn));
    }
    this.#beginBoot(keys.chunk(chunk.firstLsn), record, lost, []);
  }

  /** A record is unreadable: what was said of former boots proves nothing now, and of other stores nothing is claimed, so that all is asked for again. */
  #beginBoot(
    key: string,
    record: Uint8Array | undefined,
    lost: readonly DocumentName[],
    deletions: readonly StoreWrite[],
  ): void {
    const identity = withBoot(this.#identity, this.#deps.newId(), this.#lastLsn + 1);
    this.#identity = { ...identity, trimmedLsn: this.#lastLsn };
    this.#foreign.forget();
    this.#bootOnDisk = false;
    this.#extraWrites.push({ key }, ...deletions, { key: keys.vector });
    this.#extraWrites.push({ key: keys.identity, value: encodeIdentity(this.#identity) });
    if (record !== undefined) this.#extraWrites.push({ key: keys.quarantine(key), value: record });
    this.#commits.schedule();
    this.#deps.observe({ kind: 'record-damaged', key });
    this.onDamaged(lost);
  }

  #hasWork(): boolean {
    return this.#recent.length > 0 || this.#extraWrites.length > 0 || this.#foreign.isDirty;
  }

  #readChunkOf(lsn: number): Promise<readonly NumberedEntry[]> {
    const chunk = findChunk(this.#chunks, lsn);
    return chunk === undefined ? Promise.resolve([]) : this.#chunkReader.read(chunk);
  }

  #collect(): CommitGroup | undefined {
    if (!this.#hasWork()) return undefined;
    const group = this.#recent.slice();
    const extra = this.#extraWrites;
    const { boot } = this;
    const foreign = this.#foreign.held;
    const vectorChanged = this.#foreign.isDirty;
    this.#extraWrites = [];
    this.#foreign.isDirty = false;
    const { rows, chunkBytes } = groupWrites(group, extra, vectorChanged ? foreign : undefined);
    return {
      rows,
      entries: group.length,
      committed: () => {
        this.#committed(group, chunkBytes);
        if (boot !== this.boot) return;
        this.#foreign.written(foreign);
        this.#bootOnDisk = true;
      },
      failed: () => {
        this.#extraWrites = [...extra, ...this.#extraWrites];
        this.#foreign.isDirty ||= vectorChanged;
      },
    };
  }

  #committed(group: readonly NumberedEntry[], chunkBytes: number): void {
    const first = group[0];
    const last = group[group.length - 1];
    if (first === undefined || last === undefined) return;
    this.#logBytes += chunkBytes;
    this.#chunks.push({ firstLsn: first.lsn, count: group.length, bytes: chunkBytes });
    this.#durableLsn = last.lsn;
    this.#recent = this.#recent.slice(group.length);
  }
}
