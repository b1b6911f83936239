import type { Page } from '@playwright/test';
import { createWorld, type World } from '../chaos/world.ts';
import { createDevice, type Device } from '../devices.ts';
import { callMe, test as base } from './journey-test.ts';

/** Somebody at a device of their own, whose app came from the relay of the same number. */
export interface Member {
  readonly name: string;
  readonly device: Device;
  readonly page: Page;
}

/** Long: a busy machine is no failure. Shorter than a test's, so that it is told what did not come. */
const actionTimeoutMs = 150_000;

interface CrewFixtures {
  /** Three peered relays on networks that can be cut, running. */
  readonly world: World;
}

export const test = base.extend<CrewFixtures>({
  world: async ({ launchOptions }, use, testInfo) => {
    const world = await createWorld({ relays: 3, launch: launchOptions, workspace: 'demo' });
    await Promise.all(world.relays.map((relay) => relay.start()));
    await use(world);
    if (testInfo.status !== testInfo.expectedStatus) {
      for (const relay of world.relays) await testInfo.attach(relay.name, { body: relay.log() });
    }
    await world.dispose();
  },
});

/** Opens the app for each, from relay after relay, hands them over, and puts their devices away. */
export async function withCrew(
  world: World,
  names: readonly [string, string, string],
  work: (crew: readonly [Member, Member, Member]) => Promise<void>,
  prepare: (device: Device) => Promise<unknown> = async () => undefined,
): Promise<void> {
  const devices: Device[] = [];
  async function join(name: string, at: number): Promise<Member> {
    const device = await createDevice({ launch: await world.launchFor(at) });
    devices.push(device);
    await prepare(device);
    device.context().setDefaultTimeout(actionTimeoutMs);
    const page = await device.open(`${world.relays[at]?.url ?? ''}/runbooks`);
    await callMe(page, name);
    return { name, device, page };
  }
  try {
    const [ana, ben, cleo] = names;
    await work(await Promise.all([join(ana, 0), join(ben, 1), join(cleo, 2)]));
  } finally {
    await Promise.all(devices.map((device) => device.dispose()));
  }
}

/** Whether this relay and that one hear of each other. */
export async function setPeers(world: World, one: number, other: number, kind: 'open' | 'cut') {
  await world.setLink({ relay: one }, other, { kind });
  await world.setLink({ relay: other }, one, { kind });
}
