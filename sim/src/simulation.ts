import { decodeFrame, encodeMessage, linkVersion } from '@holdfast/shared/protocol/link-messages';
import type { ReplicaEvent, ReplicaRole } from '@holdfast/shared/replica/replica-api';
import { runCommand } from './command-line.ts';
import { planRun, type RunPlan } from './faults.ts';
import { intrude } from './intruder.ts';
import { createJudge, type Judge } from './judge.ts';
import { createMachine, type Machine, type MachineDeps } from './machines.ts';
import { createNetwork, type Network } from './network.ts';
import { checkOutcome, differences } from './outcome.ts';
import { createPerson, type Person } from './people.ts';
import { createSeededRandom, type SeededRandom } from './random.ts';
import { type Backups, type FaultHands, strike } from './strike.ts';
import { createVirtualTime, type VirtualTime } from './virtual-clock.ts';

const longestHealingMs = 240_000;
const lookEveryMs = 500;
const startAgainMs = 700;
const startDamagedAfterMs = 20_000;

export interface SimulationOptions {
  readonly seed: number;
  readonly trace?: ((line: string) => void) | undefined;
  /** What is not left to the seed. */
  readonly plan?: Partial<RunPlan>;
}

export interface SimulationResult {
  readonly plan: RunPlan;
  readonly problems: readonly string[];
  readonly edits: number;
  readonly events: number;
  /** Edits that were reported saved on the wanted number of relays. */
  readonly acknowledged: number;
  /** Virtual time that passed. */
  readonly simulatedMs: number;
}

/** Version spoken by a machine of the next release: the present one too, or only its own. */
type NextVersion = 'both' | 'new';

/** Frames that were under way when a machine changed its version have arrived after this. */
const versionChangeMs = 5000;

interface Run {
  readonly plan: RunPlan;
  readonly time: VirtualTime;
  readonly network: Network;
  readonly random: SeededRandom;
  readonly judge: Judge;
  /** Machines by name, those that are gone too. */
  readonly machines: Map<string, Machine>;
  readonly relays: Machine[];
  readonly devices: Machine[];
  readonly people: Person[];
  /** The relays that everyone knows at present. */
  readonly relayNames: string[];
  readonly spoken: Map<string, { readonly version: NextVersion; readonly sinceMs: number }>;
  readonly trace: (text: string) => void;
  readonly machineDeps: MachineDeps;
}

/** One run: relays, devices, people who type, everything that can go wrong, then peace. */
export async function simulate(options: SimulationOptions): Promise<SimulationResult> {
  const run = prepare(options);
  const { plan, time, judge } = run;
  for (const machine of run.machines.values()) start(run, machine);
  scheduleFaults(run);
  for (const person of run.people) letType(run, person);
  await passUnlessWrong(run, plan.durationMs);
  if (judge.problems.length === 0) {
    makePeace(run);
    await healed(run);
    if (plan.restMs > 0) await rest(run);
    await checkOutcome({ ...run, documents: plan.documents });
  }
  return {
    plan,
    problems: judge.problems,
    edits: judge.edits.length,
    events: time.events(),
    acknowledged: judge.edits.filter((edit) => edit.savedOnRelays >= plan.wantedRelays).length,
    simulatedMs: time.nowMs(),
  };
}

/** Up to the first problem: what comes after it proves nothing. */
async function passUnlessWrong({ time, judge }: Run, untilMs: number): Promise<void> {
  while (time.nowMs() < untilMs && judge.problems.length === 0) {
    await time.runUntil(Math.min(untilMs, time.nowMs() + lookEveryMs));
  }
}

function prepare(options: SimulationOptions): Run {
  const plan: RunPlan = { ...planRun(options.seed), ...options.plan };
  const random = createSeededRandom(plan.seed ^ 0x5eed);
  const time = createVirtualTime();
  const spoken: Run['spoken'] = new Map();
  const network = createNetwork(time, random, {
    onFirstFrame: (from, frame) => inVersion(frame, spoken.get(from)?.version),
  });
  const relays: Machine[] = [];
  const relayNames = [...plan.relays];
  const { wantedRelays, largestLogBytes } = plan;
  const judge = createJudge({ nowMs: time.nowMs, relays: () => relays });
  const trace = (text: string): void => options.trace?.(`${time.nowMs().toFixed(2)} ${text}`);
  const machineDeps: MachineDeps = {
    time,
    network,
    random,
    relays: relayNames,
    wantedRelays,
    onEvent: (name, event) => noteEvent(run, name, event),
    onStarted: (machine) => noteStarted(run, machine),
    ...(largestLogBytes !== undefined && { largestLogBytes }),
  };
  const run: Run = {
    ...{ plan, time, network, random, judge, relays, relayNames, spoken, trace, machineDeps },
    machines: new Map(),
    devices: [],
    people: [],
  };
  for (const name of plan.relays) relays.push(addMachine(run, name, 'relay'));
  for (const name of plan.devices) {
    const device = addMachine(run, name, 'leaf');
    const { documents } = plan;
    const { problem: onProblem, saidOnDevice: onSaid } = judge;
    run.devices.push(device);
    run.people.push(createPerson({ device, documents, time, random, onProblem, onSaid }));
  }
  return run;
}

function addMachine(run: Run, name: string, role: ReplicaRole): Machine {
  const machine = createMachine(name, role, run.machineDeps);
  run.machines.set(name, machine);
  run.judge.watchDisk(machine);
  return machine;
}

function machineNamed(run: Run, name: string): Machine {
  const found = run.machines.get(name);
  if (found === undefined) throw new Error(`no machine ${name}`);
  return found;
}

const personAt = (run: Run, machine: Machine): Person | undefined =>
  run.people.find(({ device }) => device === machine);

function noteEvent(run: Run, name: string, event: ReplicaEvent): void {
  if (event.kind === 'update-admitted') return;
  run.trace(`${name} ${JSON.stringify(event)}`);
  run.judge.event(machineNamed(run, name), event);
  if (event.kind !== 'link-up') return;
  const spoken = run.spoken.get(event.peer);
  if (spoken?.version === 'new' && run.time.nowMs() > spoken.sinceMs + versionChangeMs)
    run.judge.problem(`${name} linked to ${event.peer}, which speaks no common version`);
}

function noteStarted(run: Run, machine: Machine): void {
  run.trace(`${machine.name} runs`);
  if (machine.role !== 'leaf') return;
  run.judge.restarted(machine);
  const replica = machine.running()?.replica;
  replica?.onStatus(() => {
    if (machine.running()?.replica === replica) run.judge.statusOf(machine);
  });
}

function start(run: Run, machine: Machine): void {
  machine.start().catch((error: unknown) => {
    run.trace(`${machine.name} could not start: ${String(error)}`);
    run.time.at(startAgainMs, () => start(run, machine));
  });
}

function crash(run: Run, machine: Machine): void {
  personAt(run, machine)?.killTabs();
  machine.crash();
}

function scheduleFaults(run: Run): void {
  const backups: Backups = new Map();
  const hands = createHands(run);
  for (const fault of run.plan.faults) {
    run.time.at(fault.atMs, () => {
      if ('machine' in fault && run.machines.get(fault.machine)?.gone === true) return;
      run.trace(`fault ${JSON.stringify(fault)}`);
      strike(fault, hands, backups);
    });
  }
}

function letType(run: Run, person: Person): void {
  const { time, random } = run;
  const type = (): void => {
    if (time.nowMs() >= run.plan.durationMs) return;
    const edit = person.edit();
    if (edit !== undefined) {
      run.trace(`${edit.name} in ${edit.doc}`);
      run.judge.made(edit);
    }
    time.at(20 + random.fraction() * (random.chance(0.1) ? 3000 : 300), type);
  };
  time.at(random.fraction() * 500, type);
}

function createHands(run: Run): FaultHands {
  const { time, network, random, judge, relays, relayNames, devices } = run;
  const relayListChanged = (): void => {
    for (const machine of run.machines.values()) machine.running()?.dialer.update();
  };
  return {
    time,
    network,
    random,
    relays: () => relays,
    devices: () => devices,
    machine: (name) => machineNamed(run, name),
    start: (machine) => start(run, machine),
    crash: (machine) => crash(run, machine),
    restartHub(machine, meanwhile) {
      machine.crash();
      meanwhile?.();
      personAt(run, machine)?.hubLost();
      time.at(10, () => start(run, machine));
    },
    losing: judge.losing,
    killTab: (machine, tab) => personAt(run, machine)?.killTab(tab),
    loseCopies: (machine) => personAt(run, machine)?.loseCopies(),
    addRelay(name) {
      const relay = addMachine(run, name, 'relay');
      relays.push(relay);
      relayNames.push(name);
      start(run, relay);
      relayListChanged();
    },
    removeMachine(machine) {
      crash(run, machine);
      machine.gone = true;
      for (const list of [relays, devices]) {
        if (list.includes(machine)) list.splice(list.indexOf(machine), 1);
      }
      if (machine.role === 'relay') relayNames.splice(relayNames.indexOf(machine.name), 1);
      judge.removed(machine);
      relayListChanged();
    },
    speak(name, version) {
      if (version === undefined) run.spoken.delete(name);
      else run.spoken.set(name, { version, sinceMs: time.nowMs() });
    },
    runCommand: (name, killedAfterMs) => startCommand(run, name, killedAfterMs),
    intrude(relay, role, forMs) {
      judge.expectRefusals(time.nowMs() + forMs + 5000);
      void intrude(
        { network, time, random, documents: run.plan.documents },
        { relay, role, forMs },
      );
    },
  };
}

function startCommand(run: Run, name: string, killedAfterMs: number | undefined): void {
  const { time, random, judge } = run;
  const machine = addMachine(run, name, 'leaf');
  const { documents, wantedRelays } = run.plan;
  const end = (): void => {
    if (!machine.gone) machine.crash();
    machine.gone = true;
    judge.removed(machine);
  };
  const onEdit = judge.made;
  runCommand({ machine, documents, time, random, wantedRelays, onEdit }).then(
    end,
    (error: unknown) => judge.problem(`${name}: ${String(error)}`),
  );
  if (killedAfterMs !== undefined) time.at(killedAfterMs, end);
}

/** Nothing goes wrong any more; whoever had given a relay up tries it again. */
function makePeace(run: Run): void {
  const { time, network, judge, plan } = run;
  run.trace('peace');
  network.heal();
  judge.checkAllClaims();
  run.spoken.clear();
  for (const machine of run.machines.values()) {
    machine.slowDisk = false;
    machine.diskFault = undefined;
    machine.unreadableDisk = false;
    machine.failedWritesLand = false;
    machine.running()?.dialer.retry();
    if (run.relays.includes(machine) || run.devices.includes(machine)) {
      time.at(0, () => start(run, machine));
    }
  }
  for (const { device, openAll } of run.people) if (!device.gone) time.at(1, openAll);
  // Damage that nobody has met yet is met now by those who read, later by opening the store again.
  for (const machine of judge.damaged()) {
    if (machine.gone) continue;
    const replica = machine.running()?.replica;
    for (const doc of plan.documents) void replica?.read(doc).catch(() => undefined);
    time.at(startDamagedAfterMs, () => {
      crash(run, machine);
      start(run, machine);
    });
  }
}

/** Relays start again, and compare digests of what has rested for a while. */
async function rest(run: Run): Promise<void> {
  for (const relay of run.relays) {
    crash(run, relay);
    start(run, relay);
  }
  await run.time.runUntil(run.time.nowMs() + run.plan.restMs);
}

/** Lets time pass until everything is the same everywhere, or should be. */
async function healed(run: Run): Promise<void> {
  const untilMs = run.time.nowMs() + longestHealingMs;
  const isDamaged = run.judge.damaged().some(({ gone }) => !gone);
  if (isDamaged) await run.time.runUntil(run.time.nowMs() + startDamagedAfterMs);
  for (let stepMs = lookEveryMs; run.time.nowMs() < untilMs; stepMs *= 1.3) {
    await run.time.runUntil(run.time.nowMs() + stepMs);
    if (differences({ ...run, documents: run.plan.documents }).length === 0) return;
  }
}

/** A message of a type that only the next version knows: its number, its length, its bytes. */
const newerMessage = Uint8Array.of(99, 3, 1, 2, 3);

/** The first frame of a link as a machine of the next version would send it. */
function inVersion(frame: Uint8Array, version: NextVersion | undefined): Uint8Array {
  if (version === undefined) return frame.slice();
  const next = linkVersion + 1;
  const parts = (decodeFrame(frame) ?? []).map((message) => {
    if (message.type !== 'hello') return encodeMessage(message);
    const oldestVersion = version === 'new' ? next : message.oldestVersion;
    return encodeMessage({ ...message, version: next, oldestVersion });
  });
  return Uint8Array.from([...parts, newerMessage].flatMap((part) => [...part]));
}
