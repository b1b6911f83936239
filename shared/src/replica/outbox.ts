import * as Y from 'yjs';
import type { DocumentName } from '../protocol/names.ts';
import { decodeOutboxRow, encodeOutboxRow, keys, numberOfKey, prefixRange } from './layout.ts';
import type { Store, StoreWrite } from './ports.ts';
import type { OutboxStatus } from './replica-api.ts';
import type { KnownStores } from './stores.ts';
import type { LogPosition } from './vector.ts';

/** Merging many updates at once costs more than in steps. */
const mergeFanIn = 200;
/** Settled edits whose holders are still counted, so that "saved on N" follows a relay that lost its disk. */
const rememberedSettled = 64;

interface Item {
  readonly n: number;
  readonly doc: DocumentName;
  readonly update: Uint8Array;
  /** Where relays logged it, by store id. */
  readonly positions: Map<string, LogPosition>;
  refused: boolean;
}

export interface Batch {
  readonly ref: number;
  readonly doc: DocumentName;
  readonly update: Uint8Array;
}

/** Where to send edits: one link to a relay. */
export interface OutboxTarget {
  push(batch: Batch): void;
}

export interface Outbox {
  /** Takes an edit and sends it to every relay that is there. Returns the row to write with it. */
  add(doc: DocumentName, update: Uint8Array): StoreWrite;
  /** A relay is there: it gets everything that waits, one merged update a document, then all that comes. */
  attach(target: OutboxTarget): void;
  detach(target: OutboxTarget): void;
  accepted(target: OutboxTarget, ref: number, store: string, position: LogPosition): void;
  /** The relay lacks what the edit builds on: `update` (all it lacks) is sent instead. */
  resend(target: OutboxTarget, ref: number, update: Uint8Array): void;
  docOf(target: OutboxTarget, ref: number): DocumentName | undefined;
  refused(target: OutboxTarget, ref: number): void;
  /** Drops what enough relays have on disk; returns the rows to delete. */
  settle(): readonly StoreWrite[];
  status(): Omit<OutboxStatus, 'caughtUpAtMs'>;
}

export interface OutboxDeps {
  readonly stores: KnownStores;
  readonly wanted: () => number;
}

/** Reads what waited when the device was last closed. Damaged rows are skipped: the edit itself is in the log. */
export async function openOutbox(store: Store, deps: OutboxDeps): Promise<Outbox> {
  const [from, to] = prefixRange('o/');
  const items = new Map<number, Item>();
  let lastN = 0;
  for (const { key, value } of await store.range(from, to)) {
    const n = numberOfKey(key);
    lastN = Math.max(lastN, n);
    const row = decodeOutboxRow(value);
    if (row !== undefined) items.set(n, { n, ...row, positions: new Map(), refused: false });
  }
  return createOutbox(items, lastN, deps);
}

function createOutbox(items: Map<number, Item>, lastN: number, deps: OutboxDeps): Outbox {
  let next = lastN + 1;
  let settled: Item[] = [];
  let nextRef = 1;
  const inFlight = new Map<OutboxTarget, Map<number, readonly Item[]>>();

  function send(target: OutboxTarget, doc: DocumentName, batch: readonly Item[], update: Uint8Array): void {
    const ref = nextRef++;
    inFlight.get(target)?.set(ref, batch);
    target.push({ ref, doc, update });
  }

  const holders = (item: Item): number => deps.stores.holders(item.positions).length;

  /**
   * A relay that lost its disk, or began a new boot, no longer says that it has what settled before:
   * such edits wait again, and are sent again, until enough relays say so anew.
   */
  function reopen(wanted: number): StoreWrite[] {
    const lost = settled.filter((item) => holders(item) < wanted);
    if (lost.length === 0) return [];
    settled = settled.filter((item) => !lost.includes(item));
    for (const item of lost) {
      items.set(item.n, item);
      for (const target of inFlight.keys()) send(target, item.doc, [item], item.update);
    }
    return lost.map(({ n, doc, update }) => ({
      key: keys.outbox(n),
      value: encodeOutboxRow({ doc, update }),
    }));
  }

  return {
    add(doc, update) {
      const item: Item = { n: next++, doc, update, positions: new Map(), refused: false };
      items.set(item.n, item);
      for (const target of inFlight.keys()) send(target, doc, [item], update);
      return { key: keys.outbox(item.n), value: encodeOutboxRow({ doc, update }) };
    },
    attach(target) {
      inFlight.set(target, new Map());
      for (const [doc, batch] of byDocument(items.values())) {
        send(target, doc, batch, mergeInSteps(batch.map(({ update }) => update)));
      }
    },
    detach(target) {
      inFlight.delete(target);
    },
    accepted(target, ref, store, position) {
      const batch = inFlight.get(target)?.get(ref);
      inFlight.get(target)?.delete(ref);
      for (const item of batch ?? []) item.positions.set(store, position);
    },
    resend(target, ref, update) {
      const batch = inFlight.get(target)?.get(ref);
      inFlight.get(target)?.delete(ref);
      const first = batch?.[0];
      if (batch !== undefined && first !== undefined) send(target, first.doc, batch, update);
    },
    docOf: (target, ref) => inFlight.get(target)?.get(ref)?.[0]?.doc,
    refused(target, ref) {
      for (const item of inFlight.get(target)?.get(ref) ?? []) item.refused = true;
      inFlight.get(target)?.delete(ref);
    },
    settle() {
      const wanted = deps.wanted();
      const rows = reopen(wanted);
      for (const item of items.values()) {
        if (item.positions.size === 0 || holders(item) < wanted) continue;
        items.delete(item.n);
        settled.push(item);
        rows.push({ key: keys.outbox(item.n) });
      }
      settled = settled.slice(-rememberedSettled);
      return rows;
    },
    status() {
      const wanted = deps.wanted();
      const pendingByDocument = new Map<DocumentName, number>();
      // Never more than wanted: of edits that settled long ago only that much is known.
      let relays = wanted;
      for (const item of items.values()) {
        pendingByDocument.set(item.doc, (pendingByDocument.get(item.doc) ?? 0) + 1);
        relays = Math.min(relays, holders(item));
      }
      if (items.size === 0) {
        for (const item of settled) relays = Math.min(relays, holders(item));
      }
      return { pending: items.size, pendingByDocument, relays, wanted };
    },
  };
}

function byDocument(items: Iterable<Item>): Map<DocumentName, Item[]> {
  const batches = new Map<DocumentName, Item[]>();
  for (const item of items) {
    const batch = batches.get(item.doc);
    if (batch === undefined) batches.set(item.doc, [item]);
    else batch.push(item);
  }
  return batches;
}

/** Merges updates, oldest first, a bounded number at a time. */
export function mergeInSteps(updates: readonly Uint8Array[]): Uint8Array {
  let layer = [...updates];
  while (layer.length > 1) {
    const merged: Uint8Array[] = [];
    for (let i = 0; i < layer.length; i += mergeFanIn) {
      merged.push(Y.mergeUpdates(layer.slice(i, i + mergeFanIn)));
    }
    layer = merged;
  }
  return layer[0] ?? new Uint8Array([0, 0]);
}
