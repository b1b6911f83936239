import type { ReplicaEvent } from '@holdfast/shared/replica/replica-api';
import { createMachine, type Machine, type Running } from '../machines.ts';
import { createNetwork, type Network } from '../network.ts';
import { createSeededRandom } from '../random.ts';
import { createVirtualTime, type VirtualTime } from '../virtual-clock.ts';

export interface WorldOptions {
  readonly relays: readonly string[];
  readonly leaves?: readonly string[];
  readonly seed?: number;
  readonly largestLogBytes?: number;
}

/** A few machines on a network, without people or faults other than those the test makes. */
export interface World {
  readonly time: VirtualTime;
  readonly network: Network;
  readonly events: readonly (ReplicaEvent & { readonly machine: string })[];
  machine(name: string): Machine;
  /** What runs on a machine that has been started. */
  on(name: string): Running;
  start(...names: readonly string[]): Promise<void>;
  run(ms: number): Promise<void>;
}

export async function createWorld(options: WorldOptions): Promise<World> {
  const time = createVirtualTime();
  const random = createSeededRandom(options.seed ?? 1);
  const network = createNetwork(time, random);
  const events: (ReplicaEvent & { machine: string })[] = [];
  const deps = {
    time,
    network,
    random,
    relays: options.relays,
    onEvent: (machine: string, event: ReplicaEvent) => void events.push({ ...event, machine }),
    ...(options.largestLogBytes !== undefined && { largestLogBytes: options.largestLogBytes }),
  };
  const machines = new Map([
    ...options.relays.map((name) => [name, createMachine(name, 'relay', deps)] as const),
    ...(options.leaves ?? []).map((name) => [name, createMachine(name, 'leaf', deps)] as const),
  ]);
  const machine = (name: string): Machine => {
    const found = machines.get(name);
    if (found === undefined) throw new Error(`no machine ${name}`);
    return found;
  };
  const world: World = {
    time,
    network,
    events,
    machine,
    on(name) {
      const running = machine(name).running();
      if (running === undefined) throw new Error(`${name} is not running`);
      return running;
    },
    async start(...names) {
      for (const name of names) void machine(name).start();
      await time.runUntil(time.nowMs() + 3000);
    },
    run: (ms) => time.runUntil(time.nowMs() + ms),
  };
  await world.start(...machines.keys());
  return world;
}
