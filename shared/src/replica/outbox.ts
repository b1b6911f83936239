import { readVarUint } from 'lib0/decoding';
import { writeVarUint } from 'lib0/encoding';
import * as Y from 'yjs';
import { type DocumentName, documentNameSchema } from '../protocol/names.ts';
import {
  decodeOutboxRow,
  documentOfOutboxKey,
  encodeOutboxRow,
  isNumberedKey,
  keys,
  numberOfKey,
  type OutboxRow,
  prefixRange,
  sealWith,
  unsealWith,
} from './layout.ts';
import { notAllowed, otherClient } from './link-access.ts';
import type { Store, StoreWrite } from './ports.ts';
import type { OutboxStatus, ReplicaEvent } from './replica-api.ts';
import type { KnownStores } from './stores.ts';
import { coversAll, type LogPosition, type Vector } from './vector.ts';

/** Merging many updates at once costs more than in steps. */
const mergeFanIn = 200;
/** Settled edits whose holders are still counted, so that "saved on N" follows a relay that lost its disk. */
const rememberedSettled = 64;
/** A relay that still lacks what an edit builds on, after so many differences, will not have it from us. */
const mostResends = 3;

interface Item {
  readonly key: string;
  readonly doc: DocumentName;
  readonly update: Uint8Array;
  readonly received?: boolean;
  /** Where relays logged it, by store id. */
  readonly positions: Map<string, LogPosition>;
}

interface InFlight {
  readonly items: readonly Item[];
  readonly resends: number;
  readonly isHanded: boolean;
}

export interface Batch {
  readonly ref: number;
  readonly doc: DocumentName;
  readonly update: Uint8Array;
  /** Some of it was made by others. */
  readonly isHanded: boolean;
}

/** Where to send edits: one link to a relay. */
export interface OutboxTarget {
  /** Whether it wants to know which edits were made by others: those then go by themselves. */
  readonly wantsHandedApart: boolean;
  push(batch: Batch): void;
}

export interface Outbox {
  /**
   * Takes an edit and sends it to every relay that is there. Returns the row to write with it.
   * `received`: others made it.
   */
  add(doc: DocumentName, update: Uint8Array, received?: boolean): StoreWrite;
  /** A relay is there: it gets everything that waits, one merged update a document, then all that comes. */
  attach(target: OutboxTarget): void;
  detach(target: OutboxTarget): void;
  accepted(target: OutboxTarget, ref: number, store: string, position: LogPosition): void;
  /**
   * The relay lacks what the edit builds on: `difference` is sent with it. False when that did not
   * help before; the edit then waits for the next link.
   */
  resend(target: OutboxTarget, ref: number, difference: Uint8Array): boolean;
  docOf(target: OutboxTarget, ref: number): DocumentName | undefined;
  /**
   * The relay will not take it: it waits for the next link. What others made and this device has no
   * right to write does not wait. Returns the rows to delete.
   */
  refused(target: OutboxTarget, ref: number, reason: string): readonly StoreWrite[];
  /** Forgets all that waits of a document. Returns the rows to delete. */
  drop(doc: DocumentName): readonly StoreWrite[];
  /** Edits that a relay refused for want of a right; of one document, or of all. */
  forbidden(doc?: DocumentName): readonly OutboxRow[];
  /** Forgets these. Returns the rows to delete. */
  letGo(rows: readonly OutboxRow[]): readonly StoreWrite[];
  /** What waits, oldest first. */
  waiting(): readonly OutboxRow[];
  /** Drops what enough relays have on disk; returns the rows to delete. */
  settle(): readonly StoreWrite[];
  status(): Omit<OutboxStatus, 'caughtUpAtMs'>;
}

export interface OutboxDeps {
  readonly stores: KnownStores;
  readonly wanted: () => number;
  /** What this device has seen of relays' logs. */
  readonly seen: () => Vector;
}

export interface OpenOutboxDeps extends OutboxDeps {
  readonly store: Store;
  /** All that is held of a document: it waits in the place of an edit whose row is damaged. */
  readonly wholeState: (doc: DocumentName) => Promise<Uint8Array>;
  readonly observe: (event: ReplicaEvent) => void;
}

/** Reads what waited when the device was last closed. */
export async function openOutbox(deps: OpenOutboxDeps): Promise<Outbox> {
  const { store } = deps;
  const [from, to] = prefixRange('o/');
  const items = new Set<Item>();
  const repairs: StoreWrite[] = [];
  let lastN = 0;
  for (const { key, value } of await store.range(from, to)) {
    const isOurs = isNumberedKey(key);
    if (isOurs) lastN = Math.max(lastN, numberOfKey(key));
    let row = isOurs ? decodeOutboxRow(value) : undefined;
    if (row === undefined) {
      deps.observe({ kind: 'record-damaged', key });
      repairs.push({ key: keys.quarantine(key), value });
      const doc = documentNameSchema.safeParse(documentOfOutboxKey(key));
      if (isOurs && doc.success) row = { doc: doc.data, update: await deps.wholeState(doc.data) };
      repairs.push(row === undefined ? { key } : { key, value: encodeOutboxRow(row) });
    }
    if (row !== undefined) items.add({ key, ...row, positions: new Map() });
  }
  if (repairs.length > 0) await store.write(repairs);
  const floorRow = await store.get(keys.settledOn);
  const settledOn = floorRow && unsealWith(floorRow, readVarUint);
  return createOutbox(items, lastN, settledOn ?? Number.POSITIVE_INFINITY, deps);
}

function createOutbox(
  items: Set<Item>,
  lastN: number,
  settledOnBefore: number,
  deps: OutboxDeps,
): Outbox {
  let next = lastN + 1;
  /** On how few relays something was settled, until more of them have all that this device has seen. */
  let settledOn = settledOnBefore;
  let settled: Item[] = [];
  let nextRef = 1;
  const inFlight = new Map<OutboxTarget, Map<number, InFlight>>();
  /** Own edits that a relay refused for want of a right, and none has taken since. */
  const forbidden = new Set<Item>();

  function send(
    target: OutboxTarget,
    batch: InFlight,
    doc: DocumentName,
    update: Uint8Array,
  ): void {
    const ref = nextRef++;
    inFlight.get(target)?.set(ref, batch);
    target.push({ ref, doc, update, isHanded: batch.isHanded });
  }

  /** Takes a batch off the list of those that wait for the relay's answer. */
  function answered(target: OutboxTarget, ref: number): InFlight | undefined {
    const batch = inFlight.get(target)?.get(ref);
    inFlight.get(target)?.delete(ref);
    return batch;
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
      items.add(item);
      for (const target of inFlight.keys()) {
        const isHanded = item.received === true;
        send(target, { items: [item], resends: 0, isHanded }, item.doc, item.update);
      }
    }
    return lost.map((item) => ({ key: item.key, value: encodeOutboxRow(item) }));
  }

  function noteSettledOn(count: number): StoreWrite[] {
    if (count === settledOn) return [];
    settledOn = count;
    return [{ key: keys.settledOn, value: sealWith((encoder) => writeVarUint(encoder, count)) }];
  }

  function haveAllSeen(relays: number): boolean {
    const seen = deps.seen();
    return deps.stores.all().filter(({ vector }) => coversAll(vector, seen)).length >= relays;
  }

  return {
    add(doc, update, received = false) {
      const key = keys.outbox(next++, doc);
      const item: Item = { key, doc, update, received, positions: new Map() };
      items.add(item);
      for (const target of inFlight.keys()) {
        send(target, { items: [item], resends: 0, isHanded: received }, doc, update);
      }
      return { key: item.key, value: encodeOutboxRow(item) };
    },
    attach(target) {
      inFlight.set(target, new Map());
      const isOthers = ({ received }: Item): boolean =>
        target.wantsHandedApart && received === true;
      for (const isHanded of [true, false]) {
        const some = [...items].filter((item) => isOthers(item) === isHanded);
        for (const [doc, batch] of byDocument(some))
          send(target, { items: batch, resends: 0, isHanded }, doc, mergedUpdate(batch));
      }
    },
    detach(target) {
      inFlight.delete(target);
    },
    accepted(target, ref, store, position) {
      for (const item of answered(target, ref)?.items ?? []) {
        item.positions.set(store, position);
        forbidden.delete(item);
      }
    },
    resend(target, ref, difference) {
      const batch = answered(target, ref);
      const first = batch?.items[0];
      if (batch === undefined || first === undefined || batch.resends >= mostResends) return false;
      const update = mergeInSteps([difference, mergedUpdate(batch.items)]);
      const again = { items: batch.items, resends: batch.resends + 1, isHanded: true };
      send(target, again, first.doc, update);
      return true;
    },
    docOf: (target, ref) => inFlight.get(target)?.get(ref)?.items[0]?.doc,
    refused(target, ref, reason) {
      const batch = answered(target, ref);
      const first = batch?.items[0];
      if (batch === undefined || first === undefined) return [];
      if (reason === otherClient && !batch.isHanded) {
        send(target, { ...batch, isHanded: true }, first.doc, mergedUpdate(batch.items));
        return [];
      }
      if (reason !== notAllowed && reason !== otherClient) return [];
      const others = batch.items.filter(({ received }) => received === true);
      for (const item of batch.items) if (item.received !== true) forbidden.add(item);
      for (const item of others) items.delete(item);
      return others.map(({ key }) => ({ key }));
    },
    drop(doc) {
      const dropped = [...items].filter((item) => item.doc === doc);
      settled = settled.filter((item) => item.doc !== doc);
      for (const item of dropped) {
        items.delete(item);
        forbidden.delete(item);
      }
      return dropped.map(({ key }) => ({ key }));
    },
    forbidden: (doc) => [...forbidden].filter((item) => doc === undefined || item.doc === doc),
    letGo(rows) {
      const gone = [...forbidden].filter((item) => rows.includes(item));
      for (const item of gone) {
        items.delete(item);
        forbidden.delete(item);
      }
      return gone.map(({ key }) => ({ key }));
    },
    waiting: () => [...items],
    settle() {
      const wanted = deps.wanted();
      const rows = reopen(wanted);
      for (const item of items) {
        if (item.positions.size === 0 || holders(item) < wanted) continue;
        items.delete(item);
        settled.push(item);
        rows.push({ key: item.key });
        if (wanted < settledOn) rows.push(...noteSettledOn(wanted));
      }
      settled = settled.slice(-rememberedSettled);
      if (settledOn < wanted && haveAllSeen(wanted)) rows.push(...noteSettledOn(wanted));
      return rows;
    },
    status() {
      const wanted = deps.wanted();
      const pendingByDocument = new Map<DocumentName, number>();
      const ownByDocument = new Map<DocumentName, number>();
      // Never more than wanted: of edits that settled long ago only that much is known.
      let relays = wanted;
      let ownRelays = wanted;
      for (const item of items) {
        countIn(pendingByDocument, item.doc);
        const held = holders(item);
        relays = Math.min(relays, held);
        if (item.received === true) continue;
        countIn(ownByDocument, item.doc);
        ownRelays = Math.min(ownRelays, held);
      }
      const before = [settledOn, ...settled.map(holders)];
      if (items.size === 0) relays = Math.min(relays, ...before);
      if (ownByDocument.size === 0) ownRelays = Math.min(ownRelays, ...before);
      const refusals = new Map<DocumentName, number>();
      for (const item of forbidden) if (items.has(item)) countIn(refusals, item.doc);
      return {
        ...(refusals.size > 0 && { notAllowed: refusals }),
        ...{ pending: items.size, pendingByDocument, ownByDocument },
        ...{ relays, ownRelays, wanted },
      };
    },
  };
}

function countIn(counts: Map<DocumentName, number>, doc: DocumentName): void {
  counts.set(doc, (counts.get(doc) ?? 0) + 1);
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

function mergedUpdate(items: readonly Item[]): Uint8Array {
  return mergeInSteps(items.map(({ update }) => update));
}

/** Merges updates, oldest first, a bounded number at a time. */
function mergeInSteps(updates: readonly Uint8Array[]): Uint8Array {
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
