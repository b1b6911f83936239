import { createDialer, type Dialer } from '@holdfast/shared/replica/dialer';
import { inlineHeavyWork } from '@holdfast/shared/replica/heavy-inline';
import type { StoreFaultReason } from '@holdfast/shared/replica/ports';
import { openReplica } from '@holdfast/shared/replica/replica';
import type { Replica, ReplicaEvent, ReplicaRole } from '@holdfast/shared/replica/replica-api';
import {
  createMemoryDisk,
  createMemoryStore,
  type MemoryDisk,
  type MemoryStore,
} from './memory-store.ts';
import type { MachineName, Network } from './network.ts';
import { createSeededRandom, type SeededRandom } from './random.ts';
import type { VirtualTime } from './virtual-clock.ts';

/** A machine that can be killed and started again over what its disk kept. */
export interface Machine {
  readonly name: MachineName;
  readonly role: ReplicaRole;
  readonly disk: MemoryDisk;
  readonly running: () => Running | undefined;
  start(): Promise<void>;
  /** `kill -9`, or the power: some of what waited for the disk is lost. */
  crash(): void;
  /** It never comes back. */
  gone: boolean;
  slowDisk: boolean;
  /** Writes fail. */
  diskFault: StoreFaultReason | undefined;
  /** Reads fail too. */
  unreadableDisk: boolean;
  /** A failed write may have reached the disk. */
  failedWritesLand: boolean;
  wallSkewMs: number;
}

export interface Running {
  readonly replica: Replica;
  readonly dialer: Dialer;
}

export interface MachineDeps {
  readonly time: VirtualTime;
  readonly network: Network;
  readonly random: SeededRandom;
  /** The relays that everyone knows at present. */
  readonly relays: readonly MachineName[];
  readonly wantedRelays?: number;
  readonly onEvent: (machine: MachineName, event: ReplicaEvent) => void;
  readonly onStarted?: (machine: Machine, running: Running) => void;
  readonly largestLogBytes?: number;
}

/** Links of a leaf, at least: as many as relays that an edit shall be on. */
const fewestLeafLinks = 2;

export function createMachine(name: MachineName, role: ReplicaRole, deps: MachineDeps): Machine {
  let running: Running | undefined;
  let store: MemoryStore | undefined;
  let boot = 0;

  const machine: Machine = {
    name,
    role,
    disk: createMemoryDisk(),
    gone: false,
    slowDisk: false,
    diskFault: undefined,
    unreadableDisk: false,
    failedWritesLand: false,
    wallSkewMs: 0,
    running: () => running,
    async start() {
      if (running !== undefined || store !== undefined || machine.gone) return;
      const thisBoot = ++boot;
      const alive = (): boolean => boot === thisBoot;
      const clock = deps.time.clockFor(alive, () => machine.wallSkewMs);
      store = createMemoryStore(machine.disk, {
        later: (task) => {
          const delayMs = deps.random.fraction() * (machine.slowDisk ? 800 : 6);
          deps.time.at(delayMs, task);
        },
        fault: () => machine.diskFault,
        readFault: () => (machine.unreadableDisk ? 'failed' : undefined),
        failedWriteLands: () => machine.failedWritesLand && deps.random.chance(0.5),
      });
      const random = createSeededRandom(deps.random.below(2 ** 31));
      const { wantedRelays } = deps;
      let replica: Replica;
      try {
        replica = await openReplica({
          role,
          name,
          store,
          clock,
          random,
          heavy: inlineHeavyWork,
          observe: (event) => {
            if (alive()) deps.onEvent(name, event);
          },
          ...(wantedRelays !== undefined && { wantedRelays: () => wantedRelays }),
          ...(deps.largestLogBytes !== undefined && { largestLogBytes: deps.largestLogBytes }),
        });
      } catch (error) {
        if (alive()) machine.crash();
        throw error;
      }
      if (!alive()) return;
      const dialer = createDialer({
        replica,
        clock,
        random,
        dial: (url) => deps.network.dial(name, url),
        urls: () => deps.relays.filter((relay) => relay !== name),
        width:
          role === 'relay'
            ? Number.POSITIVE_INFINITY
            : Math.max(fewestLeafLinks, wantedRelays ?? 0),
      });
      if (role === 'relay') {
        deps.network.listen(name, (transport) => replica.connect(transport, { dialled: false }));
      }
      running = { replica, dialer };
      deps.onStarted?.(machine, running);
    },
    crash() {
      boot++;
      running = undefined;
      store?.crash(deps.random.below((store.waiting() ?? 0) + 1));
      store = undefined;
      deps.network.kill(name);
    },
  };
  return machine;
}
