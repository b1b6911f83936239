import type { Clock, Store } from '@holdfast/shared/replica/ports';
import { StoreFault } from '@holdfast/shared/replica/ports';
import type { Port } from '../hub/port.ts';
import {
  type LockRecord,
  lockRow,
  lockRowKey,
  type LockState,
  readLockRecord,
  readLockState,
  sealerOf,
  withLockState,
} from './lock-record.ts';
import { createKeptDrafts, draftsRowKey } from './kept-drafts.ts';
import type { LockAnswer, LockQuestion } from './lock-messages.ts';
import { rewriteRows } from './rewrite-rows.ts';
import { createSealedStore } from './sealed-store.ts';
import type { Sealer } from './sealer.ts';
import { createWaitingTabs } from './waiting-tabs.ts';

/** A tab that hangs does not keep the copy open for longer. */
const tabsPatienceMs = 5_000;
/** How often it is looked whether anybody was here: timers do not run while a machine sleeps, clocks do. */
const idleCheckMs = 5_000;

/** What is locked and unlocked: the hub over this device's copy. */
export interface LockedHub {
  attach(port: Port): void;
  /** Resolves when everything that reached it is on the disk. */
  close(): Promise<void>;
}

export interface DeviceLockDeps {
  readonly clock: Clock;
  /** Held by this worker as long as it lives. */
  readonly lifeLock: string;
  /** Opens the database; what is in it may be sealed. */
  readonly openBase: () => Promise<Store>;
  readonly deleteBase: () => Promise<void>;
  /** Opens the hub, which asks for its store, once more where its database was deleted under it. */
  readonly openHub: (openStore: () => Promise<Store>, isSealed: boolean) => Promise<LockedHub>;
  /** Ends this worker, and with it what it remembers. */
  readonly end: () => void;
}

export interface DeviceLock {
  /** Serves one tab, whether there is a hub or not. */
  attach(port: Port): void;
  /** Opens the hub, or waits for the key of a copy that is locked. Rejects where neither can be done. */
  start(): Promise<void>;
}

interface Unlocked {
  readonly sealer: Sealer;
  record: LockRecord;
  state: LockState;
}

/** A disk that cannot be read now says so to the hub, which works without it meanwhile. */
async function lockOn(opening: Promise<Store>): ReturnType<typeof readLockRecord> {
  try {
    return await readLockRecord(await opening);
  } catch (error) {
    if (error instanceof StoreFault) return undefined;
    throw error;
  }
}

/** An engine that took sealed values for plain ones would find every one of them damaged. */
async function refuseLocked(store: Store): Promise<void> {
  if ((await store.get(lockRowKey)) === undefined) return;
  throw new StoreFault('refused', 'this copy is locked, which could not be read before');
}

/** Keeps the copy of this device locked until somebody has its key, which is nowhere but in this worker. */
export function createDeviceLock(deps: DeviceLockDeps): DeviceLock {
  const { clock } = deps;
  let hub: LockedHub | undefined;
  /** Opened, and not yet given to a hub. */
  let fresh: Store | undefined;
  /** The hub's, with values as they lie on the disk. */
  let inUse: Store | undefined;
  /** Of a copy whose key is not here. */
  let locked: LockRecord | 'broken' | undefined;
  let unlocked: Unlocked | undefined;
  const drafts = createKeptDrafts();
  let isAtWork = false;
  let usedAtMs = clock.nowMs();
  let stopWatching = (): void => undefined;
  const tabs = createWaitingTabs({
    lifeLock: deps.lifeLock,
    answer: (question) =>
      answer(question).catch((error: unknown) => ({
        answer: 'failed',
        problem: error instanceof Error ? error.message : String(error),
      })),
  });

  async function openBase(): Promise<Store> {
    fresh ??= await deps.openBase();
    return fresh;
  }

  async function closeBase(): Promise<void> {
    const closing = fresh;
    fresh = undefined;
    await closing?.close();
  }

  /** For the hub: over what is there by then. */
  async function openStore(): Promise<Store> {
    const opened = await openBase();
    if (unlocked === undefined) await refuseLocked(opened);
    fresh = undefined;
    inUse = opened;
    if (unlocked === undefined) return opened;
    const { record, sealer, state } = unlocked;
    // Where the database was deleted under the hub, the new one is locked as that one was.
    if ((await opened.get(lockRowKey)) === undefined) await opened.write([lockRow(record)]);
    const store = createSealedStore({ base: opened, sealer, takesPlain: !state.isDone });
    drafts.openIn(store);
    return store;
  }

  async function openHub(): Promise<void> {
    usedAtMs = clock.nowMs();
    hub = await deps.openHub(openStore, unlocked !== undefined);
    tabs.hand(hub);
    watchUse();
  }

  /** Covers every tab, waits for their edits and closes the copy. */
  async function closeHub(): Promise<void> {
    tabs.show({ state: 'closing' });
    const patience = new Promise<void>((resolve) => clock.setTimer(tabsPatienceMs, resolve));
    await Promise.race([tabs.whenReady(), patience]);
    await drafts.settle();
    const closing = hub;
    hub = undefined;
    await closing?.close();
    tabs.takeBack();
    inUse = undefined;
  }

  /** Brings all rows to what the state wants; what fails is gone on with at the next unlocking. */
  async function finish(next: Unlocked): Promise<void> {
    const { goal } = next.state;
    try {
      const store = await openBase();
      await rewriteRows(store, goal, next.sealer, (rows) => {
        tabs.show({ state: 'changing', goal, rows });
      });
      if (goal === 'plain') {
        await store.write([{ key: draftsRowKey }, { key: lockRowKey }]);
        unlocked = undefined;
        return;
      }
      next.state = { goal, isDone: true };
      next.record = await withLockState(next.record, next.sealer, next.state);
      await store.write([lockRow(next.record)]);
    } catch (error) {
      // A mixed copy can be read and written all the same.
      if (!(error instanceof StoreFault)) throw error;
      next.state = { ...next.state, isDone: false };
    }
  }

  /** What is wanted stands on the disk before the first row is changed; where that cannot be written, all stays as it was. */
  async function change(next: Unlocked): Promise<void> {
    await closeHub();
    tabs.show({ state: 'changing', goal: next.state.goal, rows: 0 });
    const isNoted = await openBase()
      .then((store) => store.write([lockRow(next.record)]))
      .then(
        () => true,
        () => false,
      );
    if (isNoted) {
      unlocked = next;
      await finish(next);
    }
    await openHub();
  }

  async function unlock(key: CryptoKey): Promise<LockAnswer> {
    const record = locked;
    if (record === undefined || record === 'broken' || isAtWork) return { answer: 'wrong' };
    const sealer = sealerOf(key, record.mark);
    const state = await readLockState(record, sealer);
    if (state === undefined) return { answer: 'wrong' };
    locked = undefined;
    unlocked = { record, sealer, state };
    void atWork(async () => {
      if (unlocked?.state.isDone === false) await finish(unlocked);
      await openHub();
    });
    return { answer: 'done' };
  }

  /** One change after the other. What cannot be done at all ends this worker: the next starts from the disk. */
  async function atWork(work: () => Promise<void>): Promise<void> {
    isAtWork = true;
    await work().catch(deps.end);
    isAtWork = false;
  }

  async function lock(): Promise<void> {
    await closeHub();
    unlocked = undefined;
    deps.end();
  }

  function watchUse(): void {
    stopWatching();
    stopWatching = clock.setTimer(idleCheckMs, () => {
      if (hub === undefined || unlocked === undefined) return;
      const { idleMinutes } = unlocked.record.ways;
      const idleMs = clock.nowMs() - usedAtMs;
      if (idleMinutes > 0 && idleMs >= idleMinutes * 60_000 && !isAtWork) void atWork(lock);
      else watchUse();
    });
  }

  async function forget(): Promise<LockAnswer> {
    if (locked === undefined || isAtWork) return { answer: 'wrong' };
    await closeBase();
    await deps.deleteBase();
    locked = undefined;
    void atWork(openHub);
    return { answer: 'done' };
  }

  async function keep(ways: LockRecord['ways']): Promise<LockAnswer> {
    if (unlocked === undefined || inUse === undefined) return { answer: 'wrong' };
    const record = { ...unlocked.record, ways };
    await inUse.write([lockRow(record)]);
    unlocked.record = record;
    usedAtMs = clock.nowMs();
    return { answer: 'done' };
  }

  async function answer(question: Exclude<LockQuestion, { ask: 'ready' }>): Promise<LockAnswer> {
    switch (question.ask) {
      case 'report':
        return {
          answer: 'report',
          isUnfinished: unlocked?.state.isDone === false,
          ...(unlocked === undefined ? {} : { ways: unlocked.record.ways }),
        };
      case 'used':
        usedAtMs = Math.max(usedAtMs, clock.nowMs());
        return { answer: 'done' };
      case 'unlock':
        return unlock(question.key);
      case 'forget':
        return forget();
      case 'keep':
        return keep(question.ways);
      case 'drafts':
      case 'keep-draft':
        if (unlocked === undefined || hub === undefined) return { answer: 'wrong' };
        return drafts.answer(question);
      case 'turn-on': {
        const { key, record } = question;
        const sealer = sealerOf(key, record.mark);
        const state = await readLockState(record, sealer);
        if (hub === undefined || isAtWork || unlocked !== undefined || state === undefined)
          return { answer: 'wrong' };
        void atWork(() => change({ record, sealer, state }));
        return { answer: 'done' };
      }
      case 'turn-off': {
        if (hub === undefined || isAtWork || unlocked === undefined) return { answer: 'wrong' };
        const { record, sealer } = unlocked;
        void atWork(async () => {
          const state: LockState = { goal: 'plain', isDone: false };
          await change({ record: await withLockState(record, sealer, state), sealer, state });
        });
        return { answer: 'done' };
      }
      case 'lock':
        if (hub === undefined || isAtWork || unlocked === undefined) return { answer: 'wrong' };
        void atWork(lock);
        return { answer: 'done' };
    }
  }

  return {
    attach: tabs.attach,
    async start() {
      const found = await lockOn(openBase());
      if (found === undefined) {
        await openHub();
        return;
      }
      locked = found;
      tabs.show(found === 'broken' ? { state: 'broken' } : { state: 'locked', ways: found.ways });
    },
  };
}
