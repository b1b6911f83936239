import type { DiskLoss, Fault } from './faults.ts';
import type { Machine } from './machines.ts';
import type { MemoryDisk } from './memory-store.ts';
import type { Network } from './network.ts';
import type { SeededRandom } from './random.ts';
import type { VirtualTime } from './virtual-clock.ts';

export interface FaultHands {
  readonly time: VirtualTime;
  readonly network: Network;
  readonly random: SeededRandom;
  readonly machine: (name: string) => Machine;
  readonly relays: () => readonly Machine[];
  readonly devices: () => readonly Machine[];
  readonly crash: (machine: Machine) => void;
  /** The device's database was closed under its replica, which starts anew; its tabs stay. */
  readonly restartHub: (machine: Machine, meanwhile?: () => void) => void;
  /** Starts it again unless something else keeps it down. */
  readonly start: (machine: Machine) => void;
  /** A disk is about to lose something, and has lost it. */
  readonly losing: (machine: Machine, lose: () => void, isDamage: boolean) => void;
  readonly killTab: (machine: Machine, tab: number) => void;
  readonly loseCopies: (machine: Machine) => void;
  readonly addRelay: (name: string) => void;
  readonly removeMachine: (machine: Machine) => void;
  /** The machine speaks another version from its next connection on; undefined: the present one. */
  readonly speak: (name: string, version: 'both' | 'new' | undefined) => void;
  readonly runCommand: (name: string, killedAfterMs: number | undefined) => void;
  readonly intrude: (relay: string, role: 'relay' | 'leaf', forMs: number) => void;
}

export type Backups = Map<Machine, ReadonlyMap<string, Uint8Array>>;

export function strike(fault: Fault, hands: FaultHands, backups: Backups): void {
  const { time, network } = hands;
  const restartAfter = (machine: Machine, delayMs: number): void => {
    hands.crash(machine);
    time.at(delayMs, () => hands.start(machine));
  };
  switch (fault.kind) {
    case 'crash-all-relays':
      for (const relay of hands.relays()) restartAfter(relay, fault.downMs);
      return;
    case 'power-cut':
      for (const machine of [...hands.relays(), ...hands.devices()]) {
        restartAfter(machine, fault.downMs * (0.8 + 0.4 * hands.random.fraction()));
      }
      return;
    case 'cut': {
      const { machine, to, bothWays } = fault;
      network.cut(machine, to);
      if (bothWays) network.cut(to, machine);
      time.at(fault.forMs, () => {
        network.mend(machine, to);
        network.mend(to, machine);
      });
      return;
    }
    case 'add-relay':
      hands.addRelay(fault.machine);
      return;
    case 'command':
      hands.runCommand(fault.machine, fault.killedAfterMs);
      return;
    case 'intruder':
      hands.intrude(fault.machine, fault.role, fault.forMs);
      return;
    case 'upgrade': {
      const { machine: name, speaksOld, forMs } = fault;
      restartAfter(hands.machine(name), 200);
      hands.speak(name, speaksOld ? 'both' : 'new');
      time.at(forMs, () => {
        hands.speak(name, undefined);
        restartAfter(hands.machine(name), 200);
      });
      return;
    }
    default:
      strikeMachine(fault, hands.machine(fault.machine), hands, backups);
  }
}

type MachineFault = Exclude<
  Fault,
  {
    readonly kind:
      | 'crash-all-relays'
      | 'power-cut'
      | 'cut'
      | 'add-relay'
      | 'command'
      | 'intruder'
      | 'upgrade';
  }
>;

function strikeMachine(
  fault: MachineFault,
  machine: Machine,
  hands: FaultHands,
  backups: Backups,
): void {
  const { time, network } = hands;
  switch (fault.kind) {
    case 'crash':
      hands.crash(machine);
      time.at(fault.downMs, () => hands.start(machine));
      return;
    case 'fsync-error':
      // Whether the bytes are on disk is unknown then; the host of a store treats it as a crash.
      machine.diskFault = 'failed';
      machine.failedWritesLand = true;
      time.at(5, () => {
        machine.diskFault = undefined;
        machine.failedWritesLand = false;
        hands.crash(machine);
        time.at(fault.downMs, () => hands.start(machine));
      });
      return;
    case 'isolate': {
      const others = hands.relays().filter((relay) => relay !== machine);
      for (const { name } of others) {
        network.cut(machine.name, name);
        network.cut(name, machine.name);
      }
      time.at(fault.forMs, () => {
        for (const { name } of others) {
          network.mend(machine.name, name);
          network.mend(name, machine.name);
        }
      });
      return;
    }
    case 'sever':
      network.sever(machine.name);
      return;
    case 'stalled-reader':
      network.stall(machine.name);
      time.at(fault.forMs, () => network.resume(machine.name));
      return;
    case 'slow-network':
      network.delay(machine.name, fault.byMs);
      time.at(fault.forMs, () => network.delay(machine.name, 0));
      return;
    case 'slow-disk':
      machine.slowDisk = true;
      time.at(fault.forMs, () => (machine.slowDisk = false));
      return;
    case 'failing-disk':
      machine.diskFault = fault.reason;
      time.at(fault.forMs, () => (machine.diskFault = undefined));
      return;
    case 'unreadable-disk':
      machine.unreadableDisk = true;
      time.at(fault.forMs, () => (machine.unreadableDisk = false));
      return;
    case 'clock-jump':
      machine.wallSkewMs += fault.byMs;
      return;
    case 'backup':
      backups.set(machine, new Map(machine.disk.rows));
      return;
    case 'kill-tab':
      hands.killTab(machine, fault.tab);
      return;
    case 'storage-closed':
      hands.restartHub(machine);
      return;
    case 'storage-cleared':
      hands.restartHub(machine, () => {
        const lose = (): void => {
          machine.disk.rows.clear();
          hands.loseCopies(machine);
        };
        hands.losing(machine, lose, false);
      });
      return;
    case 'remove-machine':
      hands.removeMachine(machine);
      return;
    default: {
      const { kind, downMs } = fault;
      if (downMs > 0) hands.crash(machine);
      const lose = (): void => loseDisk(kind, machine.disk, backups.get(machine), hands.random);
      hands.losing(machine, lose, kind === 'flip-bit');
      if (downMs > 0) time.at(downMs, () => hands.start(machine));
    }
  }
}

function loseDisk(
  kind: DiskLoss,
  disk: MemoryDisk,
  backup: ReadonlyMap<string, Uint8Array> | undefined,
  random: SeededRandom,
): void {
  if (kind === 'wipe') disk.rows.clear();
  else if (kind === 'restore-backup') disk.rows = new Map(backup);
  else flipBit(disk, random);
}

function flipBit(disk: MemoryDisk, random: SeededRandom): void {
  const all = [...disk.rows.keys()].filter((key) => !key.startsWith('q/'));
  // A log has many rows: the single ones are hit as often.
  const singles = all.filter((key) => !key.startsWith('c/'));
  const key = random.pick(random.chance(0.5) ? all : singles);
  const value = key === undefined ? undefined : disk.rows.get(key);
  if (key === undefined || value === undefined || value.length === 0) return;
  const flipped = value.slice();
  const at = random.below(flipped.length);
  flipped[at] = (flipped[at] ?? 0) ^ (1 << random.below(8));
  disk.rows.set(key, flipped);
}
