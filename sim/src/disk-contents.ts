import { type DocumentName, documentNameSchema } from '@holdfast/shared/protocol/names';
import { decodeSnapshotInfo, keys, numberOfKey } from '@holdfast/shared/replica/layout';
import * as Y from 'yjs';
import type { MemoryDisk } from './memory-store.ts';
import type { ReadRow, UnitRange, UpdateContents } from './row-contents.ts';

/** What a machine would have of each document after losing its power now, told from the rows of its disk alone. */
export interface DiskContents {
  /** Whether all that an update says is there and can be read with all that it builds on. */
  holds(update: UpdateContents): boolean;
  /** Equal for two disks with the same units of a document. */
  clocks(doc: DocumentName): string;
  /** Rows were written. Returns updates of a log chunk that build on what is not on this disk. */
  written(key: string, value: Uint8Array | undefined): readonly UpdateContents[];
  /** The disk was lost, or changed by other means than writing. */
  replaced(): void;
}

interface DocumentContents {
  readonly clocks: Map<number, number>;
  readonly deletes: Map<number, { from: number; to: number }[]>;
  waiting: UpdateContents[];
  readonly taken: UpdateContents[];
}

/** Kept up while rows are added; put together anew, when next asked, where rows were deleted or replaced. */
export function createDiskContents(disk: MemoryDisk, read: ReadRow): DiskContents {
  const documents = new Map<DocumentName, DocumentContents>();
  const stale = new Set<DocumentName>();
  let allStale = true;

  function contents(doc: DocumentName): DocumentContents {
    if (allStale) rebuildAll();
    if (stale.delete(doc)) documents.set(doc, rebuilt(doc));
    let known = documents.get(doc);
    if (known === undefined) {
      known = { clocks: new Map(), deletes: new Map(), waiting: [], taken: [] };
      documents.set(doc, known);
    }
    return known;
  }

  function rebuildAll(): void {
    allStale = false;
    documents.clear();
    stale.clear();
    for (const [key, value] of disk.rows) {
      for (const { doc } of read(key, value) ?? []) stale.add(doc);
    }
  }

  function rebuilt(doc: DocumentName): DocumentContents {
    const fresh: DocumentContents = {
      clocks: new Map(),
      deletes: new Map(),
      waiting: [],
      taken: [],
    };
    const infoRow = disk.rows.get(keys.snapshotInfo(doc));
    const throughLsn = (infoRow && decodeSnapshotInfo(infoRow)?.throughLsn) ?? 0;
    const snapshot = throughLsn === 0 ? undefined : disk.rows.get(keys.snapshot(doc));
    for (const update of (snapshot && read(keys.snapshot(doc), snapshot)) ?? []) add(fresh, update);
    for (const prefix of ['c/', 'o/']) {
      for (const key of [...disk.rows.keys()].filter((name) => name.startsWith(prefix)).sort()) {
        const row = disk.rows.get(key);
        const firstLsn = prefix === 'c/' ? numberOfKey(key) : Number.POSITIVE_INFINITY;
        ((row && read(key, row)) ?? []).forEach((update, i) => {
          if (update.doc === doc && firstLsn + i > throughLsn) add(fresh, update);
        });
      }
    }
    return fresh;
  }

  return {
    holds(update) {
      const held = contents(update.doc);
      if (!update.runs.every(({ client, to }) => (held.clocks.get(client) ?? 0) >= to))
        return false;
      const isDeleted = (range: UnitRange): boolean =>
        covers(held.deletes.get(range.client), range);
      if (update.deletes.every(isDeleted)) return true;
      takeImplied(held);
      return update.deletes.every(isDeleted);
    },
    clocks: (doc) => JSON.stringify([...contents(doc).clocks].sort(([a], [b]) => a - b)),
    written(key, value) {
      const isEntry = key.startsWith('c/') || key.startsWith('o/');
      if (allStale) return [];
      if (key.startsWith('d/') || key.startsWith('s/'))
        stale.add(documentNameSchema.parse(key.slice(2)));
      if (!isEntry) return [];
      if (value === undefined || disk.rows.has(key)) {
        const old = disk.rows.get(key);
        const touched = [
          ...((old && read(key, old)) ?? []),
          ...((value && read(key, value)) ?? []),
        ];
        for (const { doc } of touched) stale.add(doc);
        return [];
      }
      const early: UpdateContents[] = [];
      for (const update of read(key, value) ?? []) {
        const isReady = add(contents(update.doc), update);
        if (!isReady && key.startsWith('c/')) early.push(update);
      }
      return early;
    },
    replaced() {
      allStale = true;
    },
  };
}

/** False where the update has to wait for others. */
function add(to: DocumentContents, update: UpdateContents): boolean {
  if (!isReady(to, update)) {
    to.waiting.push(update);
    return false;
  }
  take(to, update);
  for (let again = true; again && to.waiting.length > 0;) {
    const ready = to.waiting.filter((waiting) => isReady(to, waiting));
    again = ready.length > 0;
    to.waiting = to.waiting.filter((waiting) => !ready.includes(waiting));
    for (const waiting of ready) take(to, waiting);
  }
  return true;
}

function isReady({ clocks }: DocumentContents, update: UpdateContents): boolean {
  const end = (client: number): number => {
    const known = clocks.get(client) ?? 0;
    const own = update.runs.filter((run) => run.client === client && run.from <= known);
    return Math.max(known, ...own.map(({ to }) => to));
  };
  return (
    update.runs.every(({ client, from }) => from <= end(client)) &&
    update.needs.every(({ client, clock }) => clock < end(client)) &&
    update.deletes.every(({ client, to }) => to <= end(client))
  );
}

/** Loads the document: where two people set one field, Yjs deletes what lost, and no update says so. */
function takeImplied(held: DocumentContents): void {
  const yDoc = new Y.Doc({ guid: 'disk' });
  yDoc.transact(() => {
    for (const { update } of held.taken) Y.applyUpdate(yDoc, update);
  });
  for (const [client, ranges] of Y.snapshot(yDoc).ds.clients) {
    for (const { clock, len } of ranges) {
      addDeletes(held.deletes, { client, from: clock, to: clock + len });
    }
  }
}

function take({ clocks, deletes, taken }: DocumentContents, update: UpdateContents): void {
  taken.push(update);
  for (const { client, to } of update.runs)
    clocks.set(client, Math.max(clocks.get(client) ?? 0, to));
  for (const range of update.deletes) addDeletes(deletes, range);
}

function addDeletes(deletes: DocumentContents['deletes'], range: UnitRange): void {
  const known = deletes.get(range.client);
  if (known === undefined) deletes.set(range.client, [{ from: range.from, to: range.to }]);
  else if (!covers(known, range)) deletes.set(range.client, joined(known, range));
}

function covers(
  ranges: readonly { readonly from: number; readonly to: number }[] | undefined,
  range: UnitRange,
): boolean {
  return ranges?.some(({ from, to }) => from <= range.from && to >= range.to) ?? false;
}

function joined(
  ranges: readonly { readonly from: number; readonly to: number }[],
  range: UnitRange,
): { from: number; to: number }[] {
  const all = [...ranges, range].sort((a, b) => a.from - b.from);
  const merged: { from: number; to: number }[] = [];
  for (const { from, to } of all) {
    const last = merged[merged.length - 1];
    if (last !== undefined && from <= last.to) last.to = Math.max(last.to, to);
    else merged.push({ from, to });
  }
  return merged;
}
