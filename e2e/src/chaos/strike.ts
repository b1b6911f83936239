import { setTimeout as pause } from 'node:timers/promises';
import type { Ledger } from './ledger.ts';
import { marksOnDisk } from './marks-on-disk.ts';
import type { Person } from './person.ts';
import type { Endpoint, PlannedFault } from './schedule.ts';
import type { WireState } from './wires.ts';
import type { World } from './world.ts';

export interface StrikeDeps {
  readonly world: World;
  readonly people: readonly Person[];
  readonly ledger: Ledger;
  readonly note: (text: string) => void;
  /** Words that promised more than the disks held. */
  readonly onFalsehood: (what: string) => void;
}

export interface Striker {
  /** Carries a fault out and resolves when it is over. A relay that is down already is left alone. */
  strike(planned: PlannedFault): Promise<void>;
  /** Ends every fault and starts whatever is down. */
  heal(): Promise<void>;
  /** Relays that ended without having been killed. */
  unexpectedEnds(): readonly string[];
}

const startRetries = 40;
const startRetryMs = 500;

export function createStriker(deps: StrikeDeps): Striker {
  const { world, people, ledger, note } = deps;
  const { relays } = world;
  const down = new Set<number>();
  const ends: string[] = [];
  /** Closed while dead relays' disks are read: none may start then. */
  let gate = Promise.resolve();

  async function startAgain(index: number): Promise<void> {
    const relay = relays[index];
    for (let attempt = 0; relay !== undefined; attempt++) {
      await gate;
      try {
        await relay.start();
        break;
      } catch (problem) {
        // A full disk keeps it from starting; it must start once there is room.
        await relay.kill();
        if (attempt >= startRetries) throw problem;
        await pause(startRetryMs);
      }
    }
    down.delete(index);
  }

  async function takeDown(index: number): Promise<boolean> {
    if (down.has(index)) return false;
    down.add(index);
    const relay = relays[index];
    if (relay?.isRunning() === false) ends.push(`${relay.name}:\n${relay.log().slice(-2000)}`);
    await relay?.kill();
    return true;
  }

  async function blackout(forMs: number): Promise<void> {
    let open = (): void => undefined;
    gate = new Promise((resolve) => (open = resolve));
    const ours = relays.flatMap((_, index) => (down.has(index) ? [] : [index]));
    for (const index of ours) down.add(index);
    await Promise.all(relays.map((relay) => relay.kill()));
    try {
      const disks = await Promise.all(relays.map((relay) => marksOnDisk(relay, world.workspace)));
      const falsehoods = ledger.checkDisks(disks);
      const sizes = disks.map(({ size }) => size).join(', ');
      note(`  disks hold ${sizes} marks; false statements: ${falsehoods.length}`);
      for (const { mark, said, found } of falsehoods) {
        deps.onFalsehood(`${mark}: people read "${said}", it was ${found}`);
      }
      await pause(forMs);
    } finally {
      open();
      await Promise.all(ours.map((index) => startAgain(index)));
    }
  }

  async function onLink(from: Endpoint, to: number, state: WireState, forMs: number) {
    await world.setLink(from, to, state);
    await pause(forMs);
    await world.setLink(from, to, { kind: 'open' });
  }

  async function strike({ fault, forMs }: PlannedFault): Promise<void> {
    switch (fault.kind) {
      case 'kill':
        if (!(await takeDown(fault.relay))) return;
        world.setClock(fault.relay, fault.skewMs);
        await pause(forMs);
        return startAgain(fault.relay);
      case 'wipe':
        if (!(await takeDown(fault.relay))) return;
        ledger.diskLost();
        await relays[fault.relay]?.wipe();
        await pause(forMs);
        return startAgain(fault.relay);
      case 'blackout':
        return blackout(forMs);
      case 'freeze':
        relays[fault.relay]?.freeze();
        await pause(forMs);
        relays[fault.relay]?.thaw();
        return undefined;
      case 'full-disk':
        await world.smallDisk?.fill();
        await pause(forMs);
        return world.smallDisk?.empty();
      case 'cut':
      case 'silent':
      case 'half-cut':
        return onLink(fault.from, fault.to, { kind: fault.kind }, forMs);
      case 'slow':
        return onLink(fault.from, fault.to, { kind: 'slow', delayMs: fault.delayMs }, forMs);
      case 'offline': {
        const { device } = fault;
        await Promise.all(relays.map((_, to) => onLink({ device }, to, { kind: 'cut' }, forMs)));
        return undefined;
      }
      case 'tab-crash':
        return people[fault.device]?.crashTab();
      case 'browser-kill':
        return people[fault.device]?.killBrowser();
      case 'device-lost':
        await people[fault.device]?.loseDevice();
        await pause(forMs);
        return people[fault.device]?.start();
    }
  }

  return {
    strike,
    unexpectedEnds: () => ends,
    async heal() {
      await world.smallDisk?.empty();
      for (const [index, relay] of relays.entries()) {
        relay.thaw();
        for (const device of people.keys())
          await world.setLink({ device }, index, { kind: 'open' });
        for (const from of relays.keys()) {
          if (from !== index) await world.setLink({ relay: from }, index, { kind: 'open' });
        }
        if (!relay.isRunning()) {
          if (!down.has(index)) ends.push(`${relay.name}:\n${relay.log().slice(-2000)}`);
          await startAgain(index);
        }
      }
    },
  };
}
