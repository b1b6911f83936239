import type { Machine } from './machines.ts';
import type { MemoryDisk } from './memory-store.ts';
import type { Network } from './network.ts';
import type { SeededRandom } from './random.ts';
import type { VirtualTime } from './virtual-clock.ts';

/** One fault: when it begins, what it is, whom it hits. Expanded from the seed before the run. */
export type Fault =
  | {
      readonly atMs: number;
      readonly kind: 'crash';
      readonly machine: string;
      readonly downMs: number;
    }
  | { readonly atMs: number; readonly kind: 'crash-all-relays'; readonly downMs: number }
  | {
      readonly atMs: number;
      readonly kind: 'cut';
      readonly from: string;
      readonly to: string;
      readonly bothWays: boolean;
    }
  | { readonly atMs: number; readonly kind: 'heal' }
  | {
      readonly atMs: number;
      readonly kind: 'slow-disk';
      readonly machine: string;
      readonly forMs: number;
    }
  | {
      readonly atMs: number;
      readonly kind: 'full-disk';
      readonly machine: string;
      readonly forMs: number;
    }
  | {
      readonly atMs: number;
      readonly kind: 'clock-jump';
      readonly machine: string;
      readonly byMs: number;
    }
  | { readonly atMs: number; readonly kind: 'backup'; readonly machine: string }
  | {
      readonly atMs: number;
      readonly kind: DiskLoss;
      readonly machine: string;
      readonly downMs: number;
    };
export type DiskLoss = 'wipe' | 'restore-backup' | 'flip-bit';

export interface FaultPlanOptions {
  readonly relays: readonly string[];
  readonly leaves: readonly string[];
  readonly durationMs: number;
}

/** At most one disk is lost in a run: "saved on two relays" promises to survive that, no more. */
export function planFaults(random: SeededRandom, options: FaultPlanOptions): readonly Fault[] {
  const { relays, leaves, durationMs } = options;
  const machines = [...relays, ...leaves];
  const anyOf = (names: readonly string[]): string => random.pick(names) ?? '';
  const faults: Fault[] = [];
  const count = 4 + random.below(10);
  for (let i = 0; i < count; i++) {
    const atMs = random.fraction() * durationMs;
    const downMs = 100 + random.fraction() * 5000;
    const roll = random.fraction();
    if (roll < 0.3) faults.push({ atMs, kind: 'crash', machine: anyOf(machines), downMs });
    else if (roll < 0.36) faults.push({ atMs, kind: 'crash-all-relays', downMs });
    else if (roll < 0.56) {
      const [from, to] = [anyOf(machines), anyOf(relays)];
      faults.push({ atMs, kind: 'cut', from, to, bothWays: random.chance(0.5) });
      faults.push({ atMs: atMs + downMs * 3, kind: 'heal' });
    } else if (roll < 0.74)
      faults.push({ atMs, kind: 'slow-disk', machine: anyOf(machines), forMs: downMs * 2 });
    else if (roll < 0.84)
      faults.push({ atMs, kind: 'full-disk', machine: anyOf(machines), forMs: downMs });
    else
      faults.push({
        atMs,
        kind: 'clock-jump',
        machine: anyOf(machines),
        byMs: (random.fraction() - 0.5) * 1e9,
      });
  }
  if (random.chance(0.6)) {
    const kind = random.pick(['wipe', 'restore-backup', 'flip-bit'] as const) ?? 'wipe';
    const machine = anyOf(relays);
    const atMs = durationMs * (0.3 + random.fraction() * 0.6);
    faults.push({ atMs: atMs * random.fraction(), kind: 'backup', machine });
    faults.push({ atMs, kind, machine, downMs: 100 + random.fraction() * 4000 });
  }
  return faults.sort((a, b) => a.atMs - b.atMs);
}

/** Of the bits that flip, those with a shorter time to be down flip under a running machine. */
const longestUnnoticedMs = 2000;

export interface FaultHands {
  readonly time: VirtualTime;
  readonly network: Network;
  readonly random: SeededRandom;
  readonly machine: (name: string) => Machine;
  readonly relays: readonly Machine[];
  readonly crash: (machine: Machine) => void;
  /** Starts it again unless something else keeps it down. */
  readonly start: (machine: Machine) => void;
}

const backups = new WeakMap<Machine, Map<string, Uint8Array>>();

export function strike(fault: Fault, hands: FaultHands): void {
  const { time, network } = hands;
  const restartAfter = (machine: Machine, delayMs: number): void => {
    hands.crash(machine);
    time.at(delayMs, () => hands.start(machine));
  };
  switch (fault.kind) {
    case 'crash':
      restartAfter(hands.machine(fault.machine), fault.downMs);
      break;
    case 'crash-all-relays':
      for (const relay of hands.relays) restartAfter(relay, fault.downMs);
      break;
    case 'cut':
      network.cut(fault.from, fault.to);
      if (fault.bothWays) network.cut(fault.to, fault.from);
      break;
    case 'heal':
      network.heal();
      break;
    case 'slow-disk': {
      const machine = hands.machine(fault.machine);
      machine.slowDisk = true;
      time.at(fault.forMs, () => (machine.slowDisk = false));
      break;
    }
    case 'full-disk': {
      const machine = hands.machine(fault.machine);
      machine.diskFault = 'full';
      time.at(fault.forMs, () => (machine.diskFault = undefined));
      break;
    }
    case 'clock-jump':
      hands.machine(fault.machine).wallSkewMs += fault.byMs;
      break;
    case 'backup': {
      const machine = hands.machine(fault.machine);
      backups.set(machine, new Map(machine.disk.rows));
      break;
    }
    default: {
      const machine = hands.machine(fault.machine);
      // A bit may also flip under a machine that runs on, and be noticed whenever the row is read.
      const runsOn = fault.kind === 'flip-bit' && fault.downMs < longestUnnoticedMs;
      if (!runsOn) restartAfter(machine, fault.downMs);
      loseDisk(fault.kind, machine.disk, backups.get(machine), hands.random);
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
  const key = random.pick([...disk.rows.keys()]);
  const value = key === undefined ? undefined : disk.rows.get(key);
  if (key === undefined || value === undefined || value.length === 0) return;
  const flipped = value.slice();
  const at = random.below(flipped.length);
  flipped[at] = (flipped[at] ?? 0) ^ (1 << random.below(8));
  disk.rows.set(key, flipped);
}
