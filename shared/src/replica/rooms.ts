import * as Y from 'yjs';
import type { DocumentName } from '../protocol/names.ts';
import { type Admission, type AdmissionLimits, admit, liveLimits } from './admission.ts';
import { type AppendRule, type GuardRule, mustBeWatched } from './append-only.ts';
import type { Refusal } from './client-owners.ts';
import type { Journal } from './journal.ts';
import type { Clock, HeavyWork, StoreWrite } from './ports.ts';
import type { ReplicaEvent, Subscriber } from './replica-api.ts';
import { advance, clientsWithMore, usableUpdates } from './usable-updates.ts';

/** Larger states are looked at elsewhere: at up to a microsecond a byte everybody would wait. */
const admitInlineBytes = 128 * 1024;
/** Deletions small enough to be recognised when they come again by another way. */
const rememberedBytes = 512;
const rememberedUpdates = 256;
/** A document nobody has open is forgotten after this; what it needs is read again. */
const idleRoomMs = 30_000;

const foundDamaged = 'part of the document was found damaged';

export interface RoomsDeps {
  readonly journal: Journal;
  readonly clock: Clock;
  readonly heavy: HeavyWork;
  readonly observe: (event: ReplicaEvent) => void;
  /** An update was logged under `lsn`; called in log order. */
  readonly onLogged: (entry: LoggedUpdate) => void;
}

export interface LoggedUpdate {
  readonly doc: DocumentName;
  readonly update: Uint8Array;
  readonly lsn: number;
  /** Who brought it: a subscriber, a link, or nobody in particular. */
  readonly via: object | undefined;
}

export type Taken =
  | { readonly kind: 'new'; readonly lsn: number; readonly update: Uint8Array }
  | { readonly kind: 'contained' }
  | { readonly kind: 'missing'; readonly stateVector: Uint8Array }
  | { readonly kind: 'refused'; readonly reason: string; readonly detail: string };

export interface TakeOptions {
  readonly limits: AdmissionLimits;
  readonly via?: object | undefined;
  /** A row to be written with the update, once its canonical bytes are known. */
  readonly extra?: ((update: Uint8Array) => StoreWrite) | undefined;
  /** What the sender must keep to. */
  readonly rule?: AppendRule | GuardRule | undefined;
  /** Asked in the moment in which the update would be logged, with the clients that it brings more of: why not. */
  readonly claim?: ((clients: readonly number[]) => Refusal | undefined) | undefined;
}

interface TimedOptions extends TakeOptions {
  /** Monotonic ms at which the update came. */
  readonly startedMs: number;
}

interface Room {
  readonly doc: DocumentName;
  /** The next expected clock of each client. */
  readonly clocks: Map<number, number>;
  readonly subscribers: Set<Subscriber>;
  /** Bytes of recent deletion-only updates: which of them are news cannot be told by clocks. */
  readonly recent: Set<string>;
  turn: { readonly update: Uint8Array; readonly via: object | undefined }[];
  /** Work that must finish before the next update is looked at. */
  queue: Promise<unknown> | undefined;
  /** Part of the document was lost, and `clocks` still count it. */
  isStale: boolean;
  usedAtMs: number;
}

export interface Rooms {
  take(doc: DocumentName, update: Uint8Array, options: TakeOptions): Taken | Promise<Taken>;
  subscribe(doc: DocumentName, subscriber: Subscriber): () => void;
  stateVector(doc: DocumentName): Promise<Uint8Array>;
  /** Snapshot and log (up to `throughLsn`) of a document, to be merged by whoever needs it; empty when unknown. */
  state(doc: DocumentName, throughLsn?: number): Promise<readonly Uint8Array[]>;
  diff(doc: DocumentName, stateVector: Uint8Array): Promise<Uint8Array>;
  /** Part of these documents was lost: what is held of them is looked up again before the next edit. */
  reload(documents: readonly DocumentName[]): void;
  stop(): void;
}

/** The open documents: admission against what is held, and live updates to whoever follows one. */
export function createRooms(deps: RoomsDeps): Rooms {
  const rooms = new Map<DocumentName, Room>();
  const loading = new Map<DocumentName, Promise<Room>>();
  const cancelSweep = sweepIdle(rooms, deps.clock);

  async function load(doc: DocumentName): Promise<Room> {
    try {
      return addRoom(doc, await clocksOf(doc));
    } finally {
      loading.delete(doc);
    }
  }

  async function clocksOf(doc: DocumentName): Promise<Map<number, number>> {
    for (;;) {
      const { boot } = deps.journal;
      const tail = await deps.journal.tail(doc);
      const stateVector = await deps.journal.snapshotStateVector(doc);
      // With a new boot part of a document was lost: this one, perhaps.
      if (boot !== deps.journal.boot) continue;
      const { clocks, unusable } = usableUpdates(stateVector, tail);
      for (const detail of unusable)
        deps.observe({ kind: 'update-refused', doc, reason: 'stored', detail });
      return clocks;
    }
  }

  async function refresh(open: Room): Promise<void> {
    const clocks = await clocksOf(open.doc);
    open.clocks.clear();
    for (const [client, clock] of clocks) open.clocks.set(client, clock);
    open.recent.clear();
    open.isStale = false;
  }

  function room(doc: DocumentName): Room | Promise<Room> {
    const open = rooms.get(doc);
    if (open !== undefined) return open;
    let opening = loading.get(doc);
    if (opening === undefined) {
      if (deps.journal.index(doc) === undefined) return addRoom(doc, new Map());
      opening = load(doc);
      loading.set(doc, opening);
    }
    return opening;
  }

  function addRoom(doc: DocumentName, clocks: Map<number, number>): Room {
    const created: Room = {
      doc,
      clocks,
      subscribers: new Set(),
      recent: new Set(),
      turn: [],
      queue: undefined,
      isStale: false,
      usedAtMs: deps.clock.monotonicMs(),
    };
    rooms.set(doc, created);
    return created;
  }

  function take(
    doc: DocumentName,
    update: Uint8Array,
    options: TakeOptions,
  ): Taken | Promise<Taken> {
    const open = room(doc);
    if (open instanceof Promise) return open.then((loaded) => takeIn(loaded, update, options));
    return takeIn(open, update, options);
  }

  function takeIn(open: Room, update: Uint8Array, options: TakeOptions): Taken | Promise<Taken> {
    const startedMs = deps.clock.monotonicMs();
    open.usedAtMs = startedMs;
    const timed = { ...options, startedMs };
    if (open.queue !== undefined) return enqueue(open, () => takeNow(open, update, timed, true));
    return takeNow(open, update, timed, false);
  }

  function takeNow(
    open: Room,
    update: Uint8Array,
    options: TimedOptions,
    inTurn: boolean,
  ): Taken | Promise<Taken> {
    // What waited its turn since before the loss would be judged by what is no longer held.
    if (open.isStale) return Promise.reject(new Error(foundDamaged));
    const { limits } = options;
    if (!isCostlyToAdmit(update, limits))
      return settle(open, admit(update, open.clocks, limits), options, inTurn);
    const admitElsewhere = async (): Promise<Taken> => {
      const { boot } = deps.journal;
      const admission = await deps.heavy.admit(update, open.clocks, limits);
      if (boot !== deps.journal.boot) throw new Error(foundDamaged);
      return settle(open, admission, options, true);
    };
    return inTurn ? admitElsewhere() : enqueue(open, admitElsewhere);
  }

  /** Does what was decided about an update of an open document. */
  function settle(
    open: Room,
    admission: Admission,
    options: TimedOptions,
    inTurn: boolean,
  ): Taken | Promise<Taken> {
    switch (admission.kind) {
      case 'refused':
        return refused(open.doc, admission.reason, admission.detail);
      case 'missing':
        return { kind: 'missing', stateVector: Y.encodeStateVector(open.clocks) };
      case 'admitted': {
        if (admission.content === 'contained') return contained(admission.update);
        const key = deletionKey(admission);
        if (key !== undefined && open.recent.has(key)) return contained(admission.update);
        const mustApply = mustBeTried(admission, options.rule);
        if (!mustApply) return accept(open, admission, options);
        if (inTurn) return takeApplied(open, admission, options);
        return enqueue(open, () => takeApplied(open, admission, options));
      }
    }
  }

  function refused(doc: DocumentName, reason: string, detail: string): Taken {
    deps.observe({ kind: 'update-refused', doc, reason, detail });
    return { kind: 'refused', reason, detail };
  }

  function contained(update: Uint8Array): Taken {
    const bytes = update.length;
    deps.observe({ kind: 'update-admitted', content: 'contained', bytes, durationMs: 0 });
    return { kind: 'contained' };
  }

  function accept(
    open: Room,
    admission: Extract<Admission, { kind: 'admitted' }>,
    options: TimedOptions,
  ): Taken {
    const { update } = admission;
    const problem = options.claim?.(clientsWithMore(admission, open.clocks));
    if (problem !== undefined) return refused(open.doc, problem.reason, problem.detail);
    advance(open.clocks, admission);
    const key = deletionKey(admission);
    if (key !== undefined) remember(open.recent, key);
    const lsn = deps.journal.append({ doc: open.doc, update }, options.extra?.(update));
    const durationMs = deps.clock.monotonicMs() - options.startedMs;
    deps.observe({ kind: 'update-admitted', content: 'new', bytes: update.length, durationMs });
    if (open.subscribers.size > 0) {
      if (open.turn.length === 0) deps.clock.afterTurn(() => publish(open));
      open.turn.push({ update, via: options.via });
    }
    deps.onLogged({ doc: open.doc, update, lsn, via: options.via });
    return { kind: 'new', lsn, update };
  }

  /** For forms whose harmlessness only the document itself can show, and deletions that may be old. */
  async function takeApplied(
    open: Room,
    admission: Extract<Admission, { kind: 'admitted' }>,
    options: TimedOptions,
  ): Promise<Taken> {
    const { boot } = deps.journal;
    const { update } = admission;
    let applied = await deps.heavy.tryApply(await state(open.doc), update, options.rule);
    // What a lost record left behind waits in the log: that is not this edit's fault.
    if (!applied.ok && applied.reason === 'left-pending')
      applied = await deps.heavy.tryApply(await usable(open.doc), update, options.rule);
    if (boot !== deps.journal.boot || open.isStale) throw new Error(foundDamaged);
    if (!applied.ok) return refused(open.doc, applied.reason, applied.detail);
    return applied.changed ? accept(open, admission, options) : contained(admission.update);
  }

  const snapshot = async (doc: DocumentName): Promise<readonly Uint8Array[]> =>
    [await deps.journal.snapshot(doc)].filter((part) => part !== undefined);

  async function state(doc: DocumentName, throughLsn?: number): Promise<readonly Uint8Array[]> {
    // The log before the snapshot: what is folded in between is then in the snapshot.
    const tail = await deps.journal.tail(doc, throughLsn);
    return [...(await snapshot(doc)), ...tail];
  }

  /** Without logged updates that build on what was lost. */
  async function usable(doc: DocumentName): Promise<readonly Uint8Array[]> {
    const tail = await deps.journal.tail(doc);
    const part = usableUpdates(await deps.journal.snapshotStateVector(doc), tail).usable;
    return [...(await snapshot(doc)), ...part];
  }

  return {
    take,
    state,
    subscribe(doc, subscriber) {
      let stopped = false;
      const open = room(doc);
      const join = (joined: Room): void => {
        if (!stopped) joined.subscribers.add(subscriber);
      };
      // Where the document cannot be read, whoever follows it learns so by reading it.
      if (open instanceof Promise) open.then(join, () => undefined);
      else join(open);
      return () => {
        stopped = true;
        rooms.get(doc)?.subscribers.delete(subscriber);
      };
    },
    async stateVector(doc) {
      return Y.encodeStateVector((await room(doc)).clocks);
    },
    async diff(doc, stateVector) {
      return deps.heavy.diff(await state(doc), stateVector);
    },
    reload(documents) {
      for (const doc of documents) {
        const open = rooms.get(doc);
        if (open === undefined) continue;
        open.isStale = true;
        void enqueue(open, () => refresh(open)).catch(() => rooms.delete(doc));
      }
    },
    stop: cancelSweep,
  };
}

/** Runs `task` after the room's earlier work; the room is free again when nothing is left to do. */
function enqueue<T>(open: Room, task: () => T | Promise<T>): Promise<T> {
  const result = (open.queue ?? Promise.resolve()).then(task, task);
  const queue = result.then(
    () => undefined,
    () => undefined,
  );
  open.queue = queue;
  void queue.then(() => {
    if (open.queue === queue) open.queue = undefined;
  });
  return result;
}

function publish(open: Room): void {
  const { turn } = open;
  open.turn = [];
  const all = turn.map(({ update }) => update);
  const first = turn[0];
  if (first === undefined) return;
  const oneSender = turn.every(({ via }) => via === first.via);
  let merged: Uint8Array | undefined;
  for (const subscriber of open.subscribers) {
    if (oneSender || !turn.some(({ via }) => via === subscriber)) {
      if (oneSender && first.via === subscriber) continue;
      subscriber.onUpdate((merged ??= mergeInOrder(all)));
      continue;
    }
    const others = turn.filter(({ via }) => via !== subscriber).map(({ update }) => update);
    if (others.length > 0) subscriber.onUpdate(mergeInOrder(others));
  }
}

/** What is within the limits of one edit is not; what is too large for any limit is soon refused. */
function isCostlyToAdmit(update: Uint8Array, limits: AdmissionLimits): boolean {
  const { maxUpdateBytes } = limits;
  return (
    maxUpdateBytes > liveLimits.maxUpdateBytes &&
    update.length > admitInlineBytes &&
    update.length <= maxUpdateBytes
  );
}

function mergeInOrder(updates: readonly Uint8Array[]): Uint8Array {
  const [only] = updates;
  return updates.length === 1 && only !== undefined ? only : Y.mergeUpdates([...updates]);
}

function deletionKey(admission: Extract<Admission, { kind: 'admitted' }>): string | undefined {
  const { update } = admission;
  if (!admission.hasDeletes || admission.newStructs || update.length > rememberedBytes)
    return undefined;
  return String.fromCharCode(...update);
}

/** What only the document itself can show. */
function mustBeTried(
  admission: Extract<Admission, { kind: 'admitted' }>,
  rule: AppendRule | GuardRule | undefined,
): boolean {
  const isOnlyDeletions = !admission.newStructs && deletionKey(admission) === undefined;
  return mustBeWatched(rule, admission) || !admission.plain || isOnlyDeletions;
}

function remember(recent: Set<string>, key: string): void {
  recent.add(key);
  if (recent.size <= rememberedUpdates) return;
  for (const oldest of recent) {
    recent.delete(oldest);
    return;
  }
}

function sweepIdle(rooms: Map<DocumentName, Room>, clock: Clock): () => void {
  let cancel: () => void = () => undefined;
  const sweep = (): void => {
    const before = clock.monotonicMs() - idleRoomMs;
    for (const [doc, open] of rooms) {
      const idle = open.usedAtMs < before && open.queue === undefined;
      if (idle && open.subscribers.size === 0) rooms.delete(doc);
      else if (idle) open.recent.clear();
    }
    cancel = clock.setTimer(idleRoomMs, sweep);
  };
  cancel = clock.setTimer(idleRoomMs, sweep);
  return () => cancel();
}
