import type { DocumentName } from '@holdfast/shared/protocol/names';
import type { Store } from '@holdfast/shared/replica/ports';
import type { ReplicaEvent } from '@holdfast/shared/replica/replica-api';
import { type Fault, planFaults, strike } from './faults.ts';
import { createMachine, type Machine } from './machines.ts';
import { createNetwork } from './network.ts';
import { contentsOf, tokensOnDisk } from './oracle.ts';
import { createPerson, type Edit, type Person } from './people.ts';
import { createSeededRandom } from './random.ts';
import { createVirtualTime } from './virtual-clock.ts';

const defaultDurationMs = 30_000;
const defaultHealingMs = 240_000;
const settleStepMs = 2000;
const smallLogBytes = 1500;
const wantedRelays = 2;

export interface SimulationOptions {
  readonly seed: number;
  /** A deliberate bug, to see that it is caught. */
  readonly wrapStore?: (store: Store) => Store;
  readonly trace?: (line: string) => void;
  /** How long people type and things go wrong. */
  readonly durationMs?: number;
  /** How long everything may take to be the same everywhere again. */
  readonly healingMs?: number;
}

export interface SimulationResult {
  readonly seed: number;
  readonly problems: readonly string[];
  readonly faults: readonly Fault[];
  readonly edits: number;
  readonly events: number;
  /** Edits that were reported saved on the wanted number of relays. */
  readonly acknowledged: number;
}

/** One run: three relays, three devices, people who type, everything that can go wrong, then peace. */
export async function simulate(options: SimulationOptions): Promise<SimulationResult> {
  const { durationMs = defaultDurationMs, healingMs = defaultHealingMs } = options;
  const random = createSeededRandom(options.seed);
  const time = createVirtualTime();
  const network = createNetwork(time, random);
  const relayNames = ['relay-a', 'relay-b', 'relay-c'];
  const leafNames = ['device-1', 'device-2', 'device-3'];
  const documents: readonly DocumentName[] = ['runbook:one', 'runbook:two', 'incident:three'];
  const faults = planFaults(random, { relays: relayNames, leaves: leafNames, durationMs });
  const problems: string[] = [];
  const edits: Edit[] = [];
  const trace = options.trace ?? ((): void => undefined);

  const deps = {
    time,
    network,
    random,
    relays: relayNames,
    onEvent: (name: string, event: ReplicaEvent) => {
      if (event.kind === 'committed' || event.kind === 'update-admitted') return;
      trace(`${time.nowMs().toFixed(0)} ${name} ${JSON.stringify(event)}`);
      // On a full disk nothing can be folded.
      if (event.kind === 'compaction-failed' && event.detail.includes('simulated')) return;
      // After a bit flip, what was built on the lost record stays unusable until peers send it again.
      const damagedDisk = faults.some(({ kind }) => kind === 'flip-bit') && disksLost > 0;
      if ((event.kind === 'update-refused' || event.kind === 'compaction-failed') && !damagedDisk) {
        problems.push(`${name}: honest edit refused: ${JSON.stringify(event)}`);
      }
    },
    ...(options.wrapStore && { wrapStore: options.wrapStore }),
    // Every other run folds and trims all the time.
    ...(options.seed % 2 === 1 && { largestLogBytes: smallLogBytes }),
    onStarted: (machine: Machine) => {
      if (machine.role === 'leaf') watchClaims(machine);
    },
  };
  const relays = relayNames.map((name) => createMachine(name, 'relay', deps));
  const leaves = leafNames.map((name) => createMachine(name, 'leaf', deps));
  const machines = [...relays, ...leaves];
  const people: Person[] = leaves.map((leaf) => createPerson(leaf, documents, random));
  let peace = false;

  /** Whenever a device claims more than before, the relays' disks are looked at. */
  function watchClaims(machine: Machine): void {
    const replica = machine.running()?.replica;
    replica?.onStatus(() => {
      const outbox = replica.status().outbox;
      if (outbox === undefined || machine.running()?.replica !== replica) return;
      const fresh = edits.filter(
        (edit) => edit.device === machine && !edit.forgotten && edit.savedOnRelays < outbox.relays,
      );
      if (fresh.length === 0) return;
      for (const edit of fresh) edit.savedOnRelays = outbox.relays;
      checkClaims(fresh, outbox.relays);
    });
  }

  function checkClaims(claimed: readonly Edit[], onRelays: number): void {
    for (const doc of documents) {
      const tokens = claimed.filter((edit) => edit.doc === doc).map(({ token }) => token);
      if (tokens.length === 0) continue;
      const disks = relays.map(({ disk }) => tokensOnDisk(disk, doc));
      for (const token of tokens) {
        const holders = disks.filter((held) => held.has(token)).length;
        if (holders < onRelays && !lossExplains(onRelays - holders)) {
          problems.push(
            `${token} was said to be on ${onRelays} relays, and is on ${holders} disks`,
          );
        }
      }
    }
  }

  let disksLost = 0;
  const lossExplains = (missing: number): boolean => missing <= disksLost;

  function start(machine: Machine): void {
    if (machine.running() !== undefined) return;
    machine.start().catch((error: unknown) => {
      trace(`${time.nowMs().toFixed(0)} ${machine.name} could not start: ${String(error)}`);
      time.at(1000, () => start(machine));
    });
  }

  function crash(machine: Machine): void {
    machine.crash();
    people.find(({ device }) => device === machine)?.closeTabs();
    for (const edit of edits) if (edit.device === machine && !edit.onDevice) edit.forgotten = true;
  }

  const hands = {
    time,
    network,
    random,
    relays,
    start,
    crash,
    machine: (name: string): Machine => {
      const found = machines.find((machine) => machine.name === name);
      if (found === undefined) throw new Error(`no machine ${name}`);
      return found;
    },
  };

  for (const machine of machines) start(machine);
  for (const fault of faults) {
    time.at(fault.atMs, () => {
      trace(`${time.nowMs().toFixed(0)} fault ${JSON.stringify(fault)}`);
      if (fault.kind === 'wipe' || fault.kind === 'restore-backup' || fault.kind === 'flip-bit')
        disksLost++;
      strike(fault, hands);
    });
  }
  for (const person of people) {
    const type = (): void => {
      if (peace) return;
      void person.edit().then((edit) => {
        if (edit !== undefined) edits.push(edit);
      });
      time.at(20 + random.fraction() * (random.chance(0.1) ? 3000 : 300), type);
    };
    time.at(random.fraction() * 500, type);
  }

  await time.runUntil(durationMs);
  peace = true;
  network.heal();
  for (const machine of machines) {
    machine.slowDisk = false;
    machine.diskFault = undefined;
    time.at(0, () => start(machine));
  }
  await healed();
  await checkOutcome();
  return {
    seed: options.seed,
    problems,
    faults,
    edits: edits.length,
    events: time.events(),
    acknowledged: edits.filter(({ savedOnRelays }) => savedOnRelays >= wantedRelays).length,
  };

  async function healed(): Promise<void> {
    const until = time.nowMs() + healingMs;
    while (time.nowMs() < until) {
      await time.runUntil(time.nowMs() + settleStepMs);
      const quiet = leaves.every((leaf) => leaf.running()?.replica.status().outbox?.pending === 0);
      if (quiet && (await differences()).length === 0) return;
    }
  }

  async function differences(): Promise<readonly string[]> {
    const found: string[] = [];
    const [first] = relays;
    const firstReplica = first?.running()?.replica;
    const reference = firstReplica && (await contentsOf(firstReplica, documents));
    if (reference === undefined) return [`${first?.name} is down`];
    for (const machine of machines) {
      const replica = machine.running()?.replica;
      if (replica === undefined) {
        found.push(`${machine.name} is down`);
        continue;
      }
      const contents = await contentsOf(replica, documents);
      for (const doc of documents) {
        if (contents.get(doc)?.bytes !== reference.get(doc)?.bytes)
          found.push(`${machine.name} differs in ${doc}`);
      }
    }
    return found;
  }

  async function checkOutcome(): Promise<void> {
    problems.push(...(await differences()));
    for (const leaf of leaves) {
      const pending = leaf.running()?.replica.status().outbox?.pending;
      if (pending !== 0) problems.push(`${leaf.name} still has ${pending} unsaved edits`);
    }
    const replica = relays[0]?.running()?.replica;
    if (replica === undefined) return;
    const contents = await contentsOf(replica, documents);
    for (const edit of edits) {
      if (contents.get(edit.doc)?.tokens.has(edit.token)) continue;
      if (edit.savedOnRelays >= wantedRelays)
        problems.push(`${edit.token} was saved on two relays, and is lost`);
      else if (edit.savedOnRelays > disksLost)
        problems.push(`${edit.token} was saved on a relay, and is lost`);
      else if (edit.onDevice) problems.push(`${edit.token} was on a device's disk, and is lost`);
    }
  }
}
