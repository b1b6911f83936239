import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LaunchOptions } from '@playwright/test';
import { createRelays, type RelayProcess, type RelaySet } from '../relays.ts';
import { isIsolated } from './isolation.ts';
import { createMachines } from './machines.ts';
import type { Endpoint } from './schedule.ts';
import { createSmallDisk, type SmallDisk } from './small-disk.ts';
import { createWires, type WireState } from './wires.ts';

/**
 * Three relay processes on networks and clocks that can be disturbed. Where the system allows, each
 * is in a network namespace of its own, and the last one's data on a small disk.
 */
export interface World {
  readonly relays: readonly RelayProcess[];
  readonly smallDisk: SmallDisk | undefined;
  /** Relays reach one another over packets that can be dropped; else over a proxy. */
  readonly hasMachines: boolean;
  readonly workspace: string;
  setClock(relay: number, skewMs: number): void;
  setLink(from: Endpoint, toRelay: number, state: WireState): Promise<void>;
  /** A browser's launch options with all of its connections on the links of this device. */
  launchFor(device: number): Promise<LaunchOptions>;
  dispose(): Promise<void>;
}

export interface WorldOptions {
  readonly relays: number;
  readonly launch: LaunchOptions;
  readonly workspace?: string;
}

const preload = new URL('machine-preload.mjs', import.meta.url).href;
/** Long: a busy machine is no failure. */
const launchTimeoutMs = 180_000;
/** The wire of the program itself, which is never disturbed. */
const judge = 'judge';

export async function createWorld(options: WorldOptions): Promise<World> {
  const { workspace = 'chaos' } = options;
  const folder = await mkdtemp(join(tmpdir(), 'world-'));
  const machines = isIsolated() ? await createMachines(options.relays) : undefined;
  const smallDisk = isIsolated() ? await createSmallDisk(join(folder, 'small')) : undefined;
  const skewsMs = new Map<number, number>();
  const routes = new Map<number, Record<string, { host: string; port: number }>>();
  const hosts = new Map<number, string>();
  const wires = createWires((port) => hosts.get(port) ?? '127.0.0.1');
  const last = options.relays - 1;
  const set: RelaySet = await createRelays({
    count: options.relays,
    workspace,
    preload: [preload],
    ...(smallDisk === undefined ? {} : { dataDirs: { [last]: smallDisk.folder } }),
    environment: (index) => ({
      CHAOS_ROUTES: JSON.stringify(routes.get(index) ?? {}),
      CHAOS_CLOCK_SKEW_MS: String(skewsMs.get(index) ?? 0),
    }),
    machine: (index) =>
      machines === undefined
        ? undefined
        : { command: machines.commandOf(index), host: machines.hostOf(index) },
  });
  for (const [index, { port }] of set.relays.entries()) {
    if (machines === undefined) break;
    hosts.set(port, machines.hostOf(index));
    await wires.tunnel(judge, port, port);
  }
  for (const [index] of set.relays.entries()) {
    const route: Record<string, { host: string; port: number }> = {};
    for (const [to, { port }] of set.relays.entries()) {
      if (to === index) continue;
      route[String(port)] =
        machines === undefined
          ? { host: '127.0.0.1', port: await wires.tunnel(wireName({ relay: index }), port) }
          : { host: machines.hostOf(to), port };
    }
    routes.set(index, route);
  }
  return {
    relays: set.relays,
    smallDisk,
    hasMachines: machines !== undefined,
    workspace,
    setClock: (relay, skewMs) => void skewsMs.set(relay, skewMs),
    async setLink(from, toRelay, state) {
      if ('relay' in from && machines !== undefined) {
        await machines.setLink(from.relay, toRelay, state);
      } else {
        wires.set(wireName(from), set.relays[toRelay]?.port ?? 0, state);
      }
    },
    async launchFor(device) {
      const port = await wires.proxy(wireName({ device }));
      return {
        ...options.launch,
        timeout: launchTimeoutMs,
        proxy: { server: `socks5://127.0.0.1:${port}`, bypass: '<-loopback>' },
      };
    },
    async dispose() {
      await set.dispose();
      wires.close();
      machines?.dispose();
      await smallDisk?.dispose();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function wireName(from: Endpoint): string {
  return 'device' in from ? `device-${from.device}` : `relay-${from.relay}`;
}
