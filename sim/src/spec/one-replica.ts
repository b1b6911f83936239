import { inlineHeavyWork } from '@holdfast/shared/replica/heavy-inline';
import type { LinkAccess, LinkCredentials } from '@holdfast/shared/replica/link-access';
import type { HeavyWork, Store, StoreFaultReason } from '@holdfast/shared/replica/ports';
import { openReplica } from '@holdfast/shared/replica/replica';
import type { Replica, ReplicaEvent, ReplicaRole } from '@holdfast/shared/replica/replica-api';
import {
  createMemoryDisk,
  createMemoryStore,
  type MemoryDisk,
  type MemoryStore,
} from '../memory-store.ts';
import { createSeededRandom } from '../random.ts';
import { createVirtualTime, type VirtualTime } from '../virtual-clock.ts';

export interface OneOptions {
  readonly role?: ReplicaRole;
  readonly name?: string;
  readonly time?: VirtualTime;
  readonly disk?: MemoryDisk;
  readonly seed?: number;
  /** How long each write takes. */
  readonly writeMs?: () => number;
  readonly wrapStore?: (store: Store) => Store;
  readonly heavy?: HeavyWork;
  readonly largestLogBytes?: number;
  readonly wantedRelays?: () => number;
  readonly access?: LinkAccess;
  readonly credentials?: LinkCredentials;
}

/** One replica over a disk in memory, in time that passes only when told to. */
export interface One {
  readonly time: VirtualTime;
  readonly disk: MemoryDisk;
  readonly store: MemoryStore;
  readonly replica: Replica;
  readonly events: readonly ReplicaEvent[];
  /** While set, writes fail. */
  fault: StoreFaultReason | undefined;
  run(ms: number): Promise<void>;
  /** Lets time pass until `promise` is settled. */
  wait<T>(promise: Promise<T>): Promise<T>;
  /** `kill -9`: of the writes that wait for the disk, the first `survivors` reach it. */
  kill(survivors: number): void;
}

let seeds = 1;

export async function openOne(options: OneOptions = {}): Promise<One> {
  const time = options.time ?? createVirtualTime();
  const disk = options.disk ?? createMemoryDisk();
  const events: ReplicaEvent[] = [];
  let alive = true;
  let fault: StoreFaultReason | undefined;
  const store = createMemoryStore(disk, {
    later: (task) => void time.at(options.writeMs?.() ?? 1, task),
    fault: () => fault,
  });
  const opening = openReplica({
    role: options.role ?? 'relay',
    name: options.name ?? 'one',
    store: options.wrapStore?.(store) ?? store,
    clock: time.clockFor(
      () => alive,
      () => 0,
    ),
    random: createSeededRandom(options.seed ?? seeds++),
    heavy: options.heavy ?? inlineHeavyWork,
    observe: (event) => events.push(event),
    ...(options.largestLogBytes !== undefined && { largestLogBytes: options.largestLogBytes }),
    ...(options.wantedRelays && { wantedRelays: options.wantedRelays }),
    ...(options.access && { access: options.access }),
    ...(options.credentials && { credentials: options.credentials }),
  });
  const replica = await waitFor(time, opening);
  return {
    time,
    disk,
    store,
    replica,
    events,
    get fault() {
      return fault;
    },
    set fault(reason) {
      fault = reason;
    },
    run: (ms) => time.runUntil(time.nowMs() + ms),
    wait: (promise) => waitFor(time, promise),
    kill(survivors) {
      alive = false;
      store.crash(survivors);
    },
  };
}

const stepMs = 5;
const longestWaitMs = 300_000;

/** Lets time pass until `promise` is settled; throws when it never is. */
async function waitFor<T>(time: VirtualTime, promise: Promise<T>): Promise<T> {
  let settled = false;
  const done = (): void => {
    settled = true;
  };
  void promise.finally(done).catch(() => undefined);
  const until = time.nowMs() + longestWaitMs;
  while (!settled && time.nowMs() < until) await time.runUntil(time.nowMs() + stepMs);
  if (!settled) throw new Error('it did not come to an end');
  return promise;
}
