import type { DocumentName } from '@holdfast/shared/protocol/names';
import type { StoreFaultReason } from '@holdfast/shared/replica/ports';
import { createSeededRandom, type SeededRandom } from './random.ts';

interface At {
  readonly atMs: number;
  readonly machine: string;
}
interface Lasting extends At {
  readonly forMs: number;
}
interface Down extends At {
  /** How long the machine stays down; 0: it runs on. */
  readonly downMs: number;
}

/** One fault: when it begins, what it is, whom it hits. Expanded from the seed before the run. */
export type Fault =
  | (Down & { readonly kind: 'crash' | 'fsync-error' })
  /** All relays at once; or everything, devices too. */
  | {
      readonly atMs: number;
      readonly kind: 'crash-all-relays' | 'power-cut';
      readonly downMs: number;
    }
  | (Lasting & { readonly kind: 'cut'; readonly to: string; readonly bothWays: boolean })
  | (Lasting & { readonly kind: 'isolate' | 'stalled-reader' | 'slow-disk' | 'unreadable-disk' })
  | (Lasting & { readonly kind: 'slow-network'; readonly byMs: number })
  | (Lasting & { readonly kind: 'failing-disk'; readonly reason: StoreFaultReason })
  | (At & { readonly kind: 'sever' | 'backup' })
  | (At & { readonly kind: 'add-relay' })
  | (At & { readonly kind: 'clock-jump'; readonly byMs: number })
  | (Down & { readonly kind: DiskLoss })
  | (At & { readonly kind: 'kill-tab'; readonly tab: number })
  /** The browser closes its database, or clears all it stores; the tabs stay. The device never comes back. */
  | (At & { readonly kind: 'storage-closed' | 'storage-cleared' | 'remove-machine' })
  /** The machine speaks the next version: beside the present one, or only that. */
  | (Lasting & { readonly kind: 'upgrade'; readonly speaksOld: boolean })
  /** Somebody runs a command that edits, waits for relays' disks, and ends; or is killed on the way. */
  | (At & { readonly kind: 'command'; readonly killedAfterMs: number | undefined })
  /** A stranger connects to the relay and sends what must not be taken. */
  | (Lasting & { readonly kind: 'intruder'; readonly role: 'relay' | 'leaf' });
export type DiskLoss = 'wipe' | 'restore-backup' | 'flip-bit';

/** One run, expanded from its seed. */
export interface RunPlan {
  readonly seed: number;
  /** How long people type and things go wrong. */
  readonly durationMs: number;
  /** On how many relays an edit shall be; one fewer disks of relays are lost at most. */
  readonly wantedRelays: number;
  /** Small logs are folded and trimmed all the time. */
  readonly largestLogBytes: number | undefined;
  readonly relays: readonly string[];
  /** Joins later. */
  readonly newRelay: string | undefined;
  readonly devices: readonly string[];
  readonly documents: readonly DocumentName[];
  /** How long nothing happens after all is well and relays have started again: they then compare digests. */
  readonly restMs: number;
  readonly faults: readonly Fault[];
}

const shortRunMs = 7000;
const longRunMs = 30_000;
const longRunEvery = 12;
const restEvery = 20;
const digestRestMs = 140_000;
const smallLogBytes = 1500;
const slowBeforeMs = 900;

export function planRun(seed: number): RunPlan {
  const random = createSeededRandom(seed);
  const base = {
    seed,
    durationMs: seed % longRunEvery === 0 ? longRunMs : shortRunMs,
    wantedRelays: random.pick([2, 2, 2, 2, 2, 3, 3, 1]) ?? 2,
    largestLogBytes: seed % 2 === 1 ? smallLogBytes : undefined,
    relays: ['relay-a', 'relay-b', 'relay-c'],
    newRelay: random.chance(0.25) ? 'relay-d' : undefined,
    devices: random.chance(0.5) ? ['device-1', 'device-2', 'device-3'] : ['device-1', 'device-2'],
    documents: ['runbook:one', 'runbook:two', 'incident:three'] as const,
    restMs: seed % restEvery === 0 ? digestRestMs : 0,
  };
  return { ...base, faults: planFaults(random, base) };
}

type Base = Omit<RunPlan, 'faults'>;

function planFaults(random: SeededRandom, base: Base): readonly Fault[] {
  const faults = [
    ...passingFaults(random, base),
    ...diskLosses(random, base),
    ...deviceFaults(random, base),
    ...visits(random, base),
  ];
  return faults.sort((a, b) => a.atMs - b.atMs);
}

function slowBefore(atMs: number): {
  readonly atMs: number;
  readonly kind: 'slow-disk';
  readonly forMs: number;
} {
  const fromMs = Math.max(0, atMs - slowBeforeMs);
  return { atMs: fromMs, kind: 'slow-disk', forMs: atMs - fromMs + 1 };
}

/** What passes: machines come back with all they had said to be on disk. */
function passingFaults(random: SeededRandom, { relays, devices, durationMs }: Base): Fault[] {
  const faults: Fault[] = [];
  const machines = [...relays, ...devices];
  const count = 5 + random.below(durationMs > shortRunMs ? 14 : 8);
  for (let i = 0; i < count; i++) {
    const atMs = random.fraction() * durationMs;
    const forMs = 100 + random.fraction() * Math.min(8000, durationMs / 2);
    const machine = random.pick(machines) ?? '';
    const relay = random.pick(relays) ?? '';
    const roll = random.fraction();
    if (roll < 0.2) {
      faults.push({ atMs, kind: 'crash', machine, downMs: forMs / 2 });
      // A slow disk holds back more that a crash can tear.
      if (random.chance(0.5)) faults.push({ ...slowBefore(atMs), machine });
    } else if (roll < 0.26) {
      const kind = random.chance(0.5) ? 'crash-all-relays' : 'power-cut';
      faults.push({ atMs, kind, downMs: forMs / 2 });
      for (const each of relays) faults.push({ ...slowBefore(atMs), machine: each });
    } else if (roll < 0.32) faults.push({ atMs, kind: 'fsync-error', machine, downMs: forMs / 2 });
    else if (roll < 0.44) {
      const bothWays = random.chance(0.4);
      faults.push({ atMs, kind: 'cut', machine, to: relay, bothWays, forMs });
    } else if (roll < 0.49) faults.push({ atMs, kind: 'isolate', machine, forMs });
    else if (roll < 0.55) faults.push({ atMs, kind: 'sever', machine });
    else if (roll < 0.58) faults.push({ atMs, kind: 'stalled-reader', machine, forMs });
    else if (roll < 0.63) {
      const byMs = random.fraction() * 1500;
      faults.push({ atMs, kind: 'slow-network', machine, forMs, byMs });
    } else if (roll < 0.77) faults.push({ atMs, kind: 'slow-disk', machine, forMs });
    else if (roll < 0.85) {
      const reason = random.pick(['full', 'full', 'refused', 'failed'] as const) ?? 'full';
      faults.push({ atMs, kind: 'failing-disk', machine, forMs: forMs / 2, reason });
    } else if (roll < 0.88)
      faults.push({ atMs, kind: 'unreadable-disk', machine, forMs: forMs / 4 });
    else if (roll < 0.93)
      faults.push({ atMs, kind: 'clock-jump', machine, byMs: (random.fraction() - 0.5) * 1e9 });
    else {
      const device = random.pick(devices) ?? '';
      faults.push({ atMs, kind: 'kill-tab', machine: device, tab: random.below(2) });
    }
  }
  return faults;
}

/** Fewer disks of relays than edits are said to be on. */
function diskLosses(random: SeededRandom, base: Base): Fault[] {
  const faults: Fault[] = [];
  const { relays, durationMs } = base;
  for (let left = base.wantedRelays - 1; left > 0 && random.chance(0.7); left--) {
    const machine = random.pick(relays) ?? '';
    const atMs = durationMs * (0.3 + random.fraction() * 0.6);
    const kind =
      random.pick(['wipe', 'restore-backup', 'flip-bit', 'flip-bit', 'remove-machine'] as const) ??
      'wipe';
    if (kind === 'remove-machine') {
      // Enough relays must be left.
      if (base.wantedRelays < relays.length) faults.push({ atMs, kind, machine });
      continue;
    }
    faults.push({ atMs: atMs * random.fraction(), kind: 'backup', machine });
    // A bit may also flip under a machine that runs on, and be noticed whenever the row is read.
    const downMs = kind === 'flip-bit' && random.chance(0.5) ? 0 : 100 + random.fraction() * 3000;
    faults.push({ atMs, kind, machine, downMs });
  }
  return faults;
}

/** What browsers and people do to devices. */
function deviceFaults(random: SeededRandom, { devices, durationMs }: Base): Fault[] {
  const faults: Fault[] = [];
  if (random.chance(0.5)) {
    const machine = random.pick(devices) ?? '';
    const atMs = durationMs * (0.2 + random.fraction() * 0.7);
    const downMs = 100 + random.fraction() * 1000;
    const roll = random.fraction();
    if (roll < 0.25) faults.push({ atMs, kind: 'storage-closed', machine });
    else if (roll < 0.5) faults.push({ atMs, kind: 'storage-cleared', machine });
    else if (roll < 0.7) faults.push({ atMs, kind: 'remove-machine', machine });
    else if (roll < 0.85)
      faults.push({ atMs, kind: 'flip-bit', machine, downMs: random.chance(0.5) ? 0 : downMs });
    else {
      faults.push({ atMs: atMs * random.fraction(), kind: 'backup', machine });
      faults.push({ atMs, kind: 'restore-backup', machine, downMs });
    }
  }
  return faults;
}

function visits(random: SeededRandom, base: Base): Fault[] {
  const faults: Fault[] = [];
  const { relays, durationMs } = base;
  const anyTime = (): number => random.fraction() * durationMs;
  const relay = (): string => random.pick(relays) ?? '';
  if (base.newRelay !== undefined)
    faults.push({ atMs: anyTime(), kind: 'add-relay', machine: base.newRelay });
  for (let i = 0; i < 2 && random.chance(0.35); i++) {
    const killedAfterMs = random.chance(0.3) ? random.fraction() * 3000 : undefined;
    faults.push({ atMs: anyTime(), kind: 'command', machine: `command-${i + 1}`, killedAfterMs });
  }
  if (random.chance(0.3)) {
    const role = random.chance(0.5) ? 'relay' : 'leaf';
    faults.push({ atMs: anyTime(), kind: 'intruder', machine: relay(), role, forMs: 2000 });
  }
  if (random.chance(0.25)) {
    const speaksOld = random.chance(0.6);
    const forMs = (0.2 + random.fraction()) * durationMs;
    faults.push({ atMs: anyTime() / 2, kind: 'upgrade', machine: relay(), speaksOld, forMs });
  }
  return faults;
}
