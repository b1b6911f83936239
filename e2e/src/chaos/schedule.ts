/** One fault of a chaos run: when it strikes, counted from the start, and what it does. */
export type ChaosFault =
  /** SIGKILL, and started again, its wall clock off by `skewMs`. */
  | { readonly kind: 'kill'; readonly relay: number; readonly skewMs: number }
  /** All relays at once, as a power cut; what each disk held is compared with what people were told. */
  | { readonly kind: 'blackout' }
  /** SIGSTOP, later SIGCONT: alive for the kernel, silent for everyone else. */
  | { readonly kind: 'freeze'; readonly relay: number }
  /** SIGKILL, and the data folder is deleted before it starts again. */
  | { readonly kind: 'wipe'; readonly relay: number }
  /** No byte fits on this relay's disk. */
  | { readonly kind: 'full-disk'; readonly relay: number }
  /** Connections between two machines end and none can be made. */
  | { readonly kind: 'cut'; readonly from: Endpoint; readonly to: number }
  /** Nothing arrives any more either way, and nobody is told. */
  | { readonly kind: 'silent'; readonly from: Endpoint; readonly to: number }
  /** Bytes from `from` to the relay are held up; the other way they go through. */
  | { readonly kind: 'half-cut'; readonly from: Endpoint; readonly to: number }
  | {
      readonly kind: 'slow';
      readonly from: Endpoint;
      readonly to: number;
      readonly delayMs: number;
    }
  /** The device has no network at all. */
  | { readonly kind: 'offline'; readonly device: number }
  /** The renderer process dies; the tab is loaded again. */
  | { readonly kind: 'tab-crash'; readonly device: number }
  /** SIGKILL to the whole browser, opened again with the same profile. */
  | { readonly kind: 'browser-kill'; readonly device: number }
  /** The device and all that it stored are gone; another one takes its place. */
  | { readonly kind: 'device-lost'; readonly device: number };

export type Endpoint = { readonly device: number } | { readonly relay: number };

export interface PlannedFault {
  readonly atMs: number;
  /** How long it lasts, where it lasts. */
  readonly forMs: number;
  readonly fault: ChaosFault;
}

export interface ScheduleOptions {
  readonly seed: number;
  readonly durationMs: number;
  readonly relays: number;
  readonly devices: number;
  /** Relays whose disk can be filled up. */
  readonly smallDisks: readonly number[];
  /** Whether the network between relays can be slowed down. */
  readonly slowRelays: boolean;
}

/** Nothing strikes in the last part of a run, so that faults end and people see it. */
const quietEndMs = 15_000;
const firstAtMs = 4000;
const yearMs = 365 * 86_400_000;

/** Faults that happen once in a run, in this order of need when the run is short. */
const singular = ['wipe', 'browser-kill', 'blackout', 'tab-crash', 'device-lost'] as const;

/** Expands a seed into faults, the same ones each time, in the order of time. */
export function planChaos(options: ScheduleOptions): readonly PlannedFault[] {
  const random = seededRandom(options.seed);
  const lastAtMs = options.durationMs - quietEndMs;
  const below = (count: number): number => Math.floor(random() * count);
  const planned: PlannedFault[] = [];
  for (let atMs = firstAtMs; atMs < lastAtMs; atMs += 2000 + below(5000)) {
    planned.push({ atMs, forMs: 1000 + below(7000), fault: ordinaryFault(options, random, below) });
  }
  const usable = lastAtMs - firstAtMs;
  const rounds = Math.max(1, Math.floor(usable / 150_000));
  for (let round = 0; round < rounds; round++) {
    for (const [place, kind] of singular.entries()) {
      const share = (round + (place + random() * 0.6) / singular.length) / rounds;
      planned.push({
        atMs: Math.round(firstAtMs + usable * share),
        forMs: 1500 + below(4000),
        // One disk a run: "on two relays" promises to survive that, no more.
        fault: singularFault(kind === 'wipe' && round > 0 ? 'blackout' : kind, options, below),
      });
    }
  }
  return planned.sort((a, b) => a.atMs - b.atMs);
}

type Below = (count: number) => number;

function ordinaryFault(options: ScheduleOptions, random: () => number, below: Below): ChaosFault {
  const roll = random();
  const relay = below(options.relays);
  if (roll < 0.3) {
    const skewMs = random() < 0.5 ? 0 : Math.round((random() - 0.5) * 4 * yearMs);
    return { kind: 'kill', relay, skewMs };
  }
  if (roll < 0.42) return { kind: 'freeze', relay };
  if (roll < 0.52) return { kind: 'offline', device: below(options.devices) };
  const small = options.smallDisks[below(options.smallDisks.length)];
  if (roll < 0.62 && small !== undefined) return { kind: 'full-disk', relay: small };
  const from = anyEndpoint(options, relay, below);
  if (roll < 0.7) return { kind: 'cut', from, to: relay };
  if (roll < 0.82) return { kind: 'silent', from, to: relay };
  const delayMs = 20 + below(400);
  const slow = roll > 0.91 && (options.slowRelays || 'device' in from);
  if (slow) return { kind: 'slow', from, to: relay, delayMs };
  return { kind: 'half-cut', from, to: relay };
}

function anyEndpoint(options: ScheduleOptions, not: number, below: Below): Endpoint {
  const place = below(options.devices + options.relays - 1);
  if (place < options.devices) return { device: place };
  const relay = place - options.devices;
  return { relay: relay >= not ? relay + 1 : relay };
}

function singularFault(
  kind: (typeof singular)[number],
  options: ScheduleOptions,
  below: Below,
): ChaosFault {
  switch (kind) {
    case 'blackout':
      return { kind };
    case 'wipe':
      return { kind, relay: below(options.relays) };
    default:
      return { kind, device: below(options.devices) };
  }
}

/** mulberry32, Tommy Ettinger 2017 (public domain): small, seeded, good enough to pick faults. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The fault in a line, for people who read the run. */
export function describeFault({ fault, forMs }: PlannedFault): string {
  const seconds = `${(forMs / 1000).toFixed(1)} s`;
  const end = (endpoint: Endpoint): string =>
    'device' in endpoint ? `device ${endpoint.device}` : `relay ${endpoint.relay}`;
  switch (fault.kind) {
    case 'kill':
      return `kill relay ${fault.relay}, down ${seconds}, clock ${(fault.skewMs / 86_400_000).toFixed(0)} days off`;
    case 'blackout':
      return `kill all relays, down ${seconds}`;
    case 'freeze':
      return `freeze relay ${fault.relay} for ${seconds}`;
    case 'wipe':
      return `kill relay ${fault.relay} and delete its disk, down ${seconds}`;
    case 'full-disk':
      return `fill the disk of relay ${fault.relay} for ${seconds}`;
    case 'cut':
    case 'silent':
    case 'half-cut':
      return `${fault.kind} ${end(fault.from)} to relay ${fault.to} for ${seconds}`;
    case 'slow':
      return `slow ${end(fault.from)} to relay ${fault.to} by ${fault.delayMs} ms for ${seconds}`;
    case 'offline':
      return `device ${fault.device} offline for ${seconds}`;
    default:
      return `${fault.kind.replace('-', ' ')}: device ${fault.device}`;
  }
}
