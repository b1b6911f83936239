import { createDialer, type Dialer } from '@holdfast/shared/replica/dialer';
import { inlineHeavyWork } from '@holdfast/shared/replica/heavy-inline';
import type { Store, StoreFaultReason } from '@holdfast/shared/replica/ports';
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
  disk: MemoryDisk;
  readonly running: () => Running | undefined;
  start(): Promise<void>;
  /** `kill -9`, or the power: some of what waited for the disk is lost. */
  crash(): void;
  slowDisk: boolean;
  diskFault: StoreFaultReason | undefined;
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
  readonly relays: readonly MachineName[];
  readonly onEvent: (machine: MachineName, event: ReplicaEvent) => void;
  readonly onStarted?: (machine: Machine, running: Running) => void;
  /** Puts a deliberate bug between the engine and its store. */
  readonly wrapStore?: (store: Store) => Store;
  readonly largestLogBytes?: number;
}

export function createMachine(name: MachineName, role: ReplicaRole, deps: MachineDeps): Machine {
  let running: Running | undefined;
  let store: MemoryStore | undefined;
  let boot = 0;

  const machine: Machine = {
    name,
    role,
    disk: createMemoryDisk(),
    slowDisk: false,
    diskFault: undefined,
    wallSkewMs: 0,
    running: () => running,
    async start() {
      if (running !== undefined) return;
      const thisBoot = ++boot;
      const alive = (): boolean => boot === thisBoot;
      const clock = deps.time.clockFor(alive, () => machine.wallSkewMs);
      store = createMemoryStore(machine.disk, {
        later: (task) => {
          const delayMs = deps.random.fraction() * (machine.slowDisk ? 800 : 6);
          deps.time.at(delayMs, task);
        },
        fault: () => machine.diskFault,
      });
      const random = createSeededRandom(deps.random.below(2 ** 31));
      const replica = await openReplica({
        role,
        name,
        store: deps.wrapStore?.(store) ?? store,
        clock,
        random,
        heavy: inlineHeavyWork,
        observe: (event) => deps.onEvent(name, event),
        ...(deps.largestLogBytes !== undefined && { largestLogBytes: deps.largestLogBytes }),
      });
      if (!alive()) return;
      const others = deps.relays.filter((relay) => relay !== name);
      const dialer = createDialer({
        replica,
        clock,
        random,
        dial: (url) => deps.network.dial(name, url),
        urls: () => others,
        width: role === 'relay' ? others.length : 2,
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
