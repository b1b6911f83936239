import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LaunchOptions } from '@playwright/test';
import { createRelays, type RelayProcess, type RelaySet } from '../relays.ts';
import { createSmallDisk, type SmallDisk } from './small-disk.ts';
import { createWires, type Wires } from './wires.ts';

/** Three relay processes on wires and clocks that can be disturbed; the last one on a small disk where the system allows. */
export interface World {
  readonly relays: readonly RelayProcess[];
  readonly wires: Wires;
  readonly smallDisk: SmallDisk | undefined;
  readonly workspace: string;
  setClock(relay: number, skewMs: number): void;
  /** A browser's launch options with all of its connections on wires from `name`. */
  launchFor(name: string): Promise<LaunchOptions>;
  dispose(): Promise<void>;
}

export interface WorldOptions {
  readonly relays: number;
  readonly launch: LaunchOptions;
}

const preload = new URL('machine-preload.mjs', import.meta.url).href;

export function relayWireName(index: number): string {
  return `relay-${index}`;
}

export async function createWorld(options: WorldOptions): Promise<World> {
  const workspace = 'chaos';
  const folder = await mkdtemp(join(tmpdir(), 'holdfast-chaos-'));
  const wires = createWires();
  const smallDisk = await createSmallDisk(join(folder, 'small'));
  const skewsMs = new Map<number, number>();
  const routes = new Map<number, Record<string, number>>();
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
  });
  for (const [index] of set.relays.entries()) {
    const route: Record<string, number> = {};
    for (const [to, { port }] of set.relays.entries()) {
      if (to !== index) route[String(port)] = await wires.tunnel(relayWireName(index), port);
    }
    routes.set(index, route);
  }
  return {
    relays: set.relays,
    wires,
    smallDisk,
    workspace,
    setClock: (relay, skewMs) => void skewsMs.set(relay, skewMs),
    async launchFor(name) {
      const port = await wires.proxy(name);
      return {
        ...options.launch,
        proxy: { server: `socks5://127.0.0.1:${port}`, bypass: '<-loopback>' },
      };
    },
    async dispose() {
      await set.dispose();
      wires.close();
      await smallDisk?.dispose();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
