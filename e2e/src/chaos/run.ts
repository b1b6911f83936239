import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { LaunchOptions } from '@playwright/test';
import { z } from 'zod/mini';
import { runHoldfast } from '../command-line.ts';
import { createLedger } from './ledger.ts';
import { marksIn, marksOnRelay } from './marks-on-disk.ts';
import type { ChaosOptions } from './options.ts';
import { createPerson, type Deeds, type Person } from './person.ts';
import { describeFault, type PlannedFault, planChaos, seededRandom } from './schedule.ts';
import { createStriker } from './strike.ts';
import { createWorld, type World } from './world.ts';

export interface ChaosReport {
  readonly seed: number;
  readonly marks: number;
  /** Typed and gone, with what people had been told. */
  readonly lost: readonly string[];
  readonly falseStatements: readonly string[];
  /** Gone with a tab or device before anything was promised for them. */
  readonly excused: number;
  readonly deeds: Deeds;
  /** From each key to the end of its handling, ms. */
  readonly keys: readonly number[];
  readonly mishaps: number;
  /** From the end of the faults until every page said that all is on two relays. */
  readonly healedAfterMs: number | undefined;
  /** Relays or browsers that do not hold the same marks at the end, relays that ended by themselves. */
  readonly problems: readonly string[];
  readonly hasFullDisk: boolean;
  readonly hasMachines: boolean;
}

const relayCount = 3;
const knownText = 'We type here.';
const letters = 'abcdefgh';
/** Long: a busy machine is no failure. */
const healWithinMs = 600_000;
const allSaved = /^Saved on [2-9]/u;

/** One chaos run. `note` gets a line for each thing that happens. Rejects soon after `signal`. */
export async function runChaos(
  options: ChaosOptions,
  launch: LaunchOptions,
  signal: AbortSignal,
  note: (text: string) => void,
): Promise<ChaosReport> {
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(new Error('stopped')));
  });
  const world = await createWorld({ relays: relayCount, launch });
  const people: Person[] = [];
  try {
    return await Promise.race([aborted, chaosIn(world, people, options, note)]);
  } finally {
    await Promise.allSettled(people.map((person) => person.dispose()));
    await world.dispose();
  }
}

async function chaosIn(
  world: World,
  people: Person[],
  options: ChaosOptions,
  note: (text: string) => void,
): Promise<ChaosReport> {
  await Promise.all(world.relays.map((relay) => relay.start()));
  const runbookId = await createSharedRunbook(world);
  const ledger = createLedger();
  const falseStatements: string[] = [];
  const startMs = Date.now();
  const noteAt = (text: string): void =>
    note(`${((Date.now() - startMs) / 1000).toFixed(1).padStart(6)} s  ${text}`);
  for (let index = 0; index < options.people; index++) {
    const name = letters[index] ?? 'z';
    const home = world.relays[index % relayCount];
    people.push(
      createPerson({
        name,
        device: { launch: await world.launchFor(index) },
        editorUrl: `${home?.url ?? ''}/runbooks/${runbookId}/edit`,
        knownText,
        ledger,
        random: seededRandom(options.seed + index + 1),
        note: noteAt,
      }),
    );
  }
  const planned = planChaos({
    seed: options.seed,
    durationMs: options.minutes * 60_000,
    relays: relayCount,
    devices: options.people,
    smallDisks: world.smallDisk === undefined ? [] : [relayCount - 1],
    slowRelays: !world.hasMachines,
  });
  const striker = createStriker({
    world,
    people,
    ledger,
    note: noteAt,
    onFalsehood: (what) => falseStatements.push(what),
  });

  await Promise.all(people.map((person) => person.start()));
  // On a busy machine that takes its time, and faults would keep it from ever happening.
  await Promise.all(people.map((person) => person.begun));
  const begunMs = Date.now();
  const problems: string[] = [];
  const carryOut = async (fault: PlannedFault): Promise<void> => {
    await pause(begunMs + fault.atMs - Date.now());
    noteAt(describeFault(fault));
    await striker.strike(fault);
  };
  const strikes = planned.map((fault) =>
    carryOut(fault).catch((problem: unknown) => {
      problems.push(`after "${describeFault(fault)}": ${String(problem)}`);
    }),
  );
  await Promise.all([...strikes, pause(options.minutes * 60_000)]);

  noteAt('all faults end');
  const healing = performance.now();
  await striker.heal();
  await Promise.all(people.map((person) => person.stop()));
  const healed = await untilAllSaved(people);
  const healedAfterMs = healed ? performance.now() - healing : undefined;
  const held = await marksHeld(world, people, noteAt);
  const end = ledger.checkEnd(held.marks);
  problems.push(...held.differences);
  problems.push(...striker.unexpectedEnds().map((text) => `ended by itself: ${text}`));
  if (!healed) {
    const words = await Promise.all(people.map((person) => person.words()));
    problems.push(
      `not saved on two relays ${healWithinMs / 1000} s after the faults: ${words.join('; ')}`,
    );
  }
  return {
    seed: options.seed,
    marks: end.marks,
    excused: end.excused,
    lost: end.lost.map(({ mark, said, device }) => `${mark} of ${device}: people read "${said}"`),
    falseStatements: [
      ...falseStatements,
      ...end.lost
        .filter(({ said }) => /relay|device/u.test(said))
        .map(({ mark, said }) => `${mark}: "${said}", and it is nowhere`),
    ],
    keys: people.flatMap((person) => person.waitsMs()),
    mishaps: people.reduce((sum, person) => sum + person.mishaps(), 0),
    healedAfterMs,
    problems,
    deeds: {
      words: total(people, ({ words }) => words),
      posts: total(people, ({ posts }) => posts),
      ticks: total(people, ({ ticks }) => ticks),
    },
    hasFullDisk: world.smallDisk !== undefined,
    hasMachines: world.hasMachines,
  };
}

function total(people: readonly Person[], count: (deeds: Deeds) => number): number {
  return people.reduce((sum, person) => sum + count(person.deeds()), 0);
}

const listedSchema = z.array(z.object({ document: z.string() }));

/** Imports one runbook through the first relay; returns its id, once every relay has it. */
async function createSharedRunbook(world: World): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'holdfast-chaos-import-'));
  try {
    const source = join(folder, 'runbooks');
    await mkdir(source);
    await writeFile(join(source, 'shared.md'), `# Everything at once\n\n${knownText}\n`);
    const on = (url: string) => ['--relay', url, '--workspace', world.workspace];
    const first = world.relays[0]?.url ?? '';
    await importOnce(folder, ['import', 'runbooks', source, ...on(first)]);
    for (const { url } of world.relays) {
      for (;;) {
        const output = await runHoldfast(folder, ['list', 'runbooks', '--json', ...on(url)]).catch(
          () => '[]',
        );
        const [listed] = listedSchema.parse(JSON.parse(output));
        if (listed !== undefined && url === world.relays.at(-1)?.url) {
          return listed.document.replace(/^runbook:/u, '');
        }
        if (listed !== undefined) break;
        await pause(200);
      }
    }
    throw new Error('no relay to import on');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The command gives up after a while, which a busy machine may need more than once. What is there already it leaves. */
async function importOnce(folder: string, args: readonly string[]): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await runHoldfast(folder, args);
      return;
    } catch (problem) {
      if (attempt === 3) throw problem;
    }
  }
}

async function untilAllSaved(people: readonly Person[]): Promise<boolean> {
  const deadlineMs = Date.now() + healWithinMs;
  while (Date.now() < deadlineMs) {
    const words = await Promise.all(people.map((person) => person.words()));
    if (words.every((said) => allSaved.test(said))) return true;
    await pause(200);
  }
  return false;
}

interface Held {
  /** What anyone holds. */
  readonly marks: ReadonlySet<string>;
  /** Names whoever does not hold all of it. */
  readonly differences: readonly string[];
}

/** Asks every relay and browser. Gives marks that are on their way a moment. */
async function marksHeld(
  world: World,
  people: readonly Person[],
  note: (text: string) => void,
): Promise<Held> {
  const deadlineMs = Date.now() + healWithinMs;
  const none = new Set<string>();
  for (;;) {
    const relays = await Promise.all(
      world.relays.map(async ({ name, url }) => ({
        name,
        // One that does not answer holds nothing that anyone could read.
        marks: await marksOnRelay(url, world.workspace).catch(() => none),
      })),
    );
    const browsers = await Promise.all(
      people.map(async (person) => ({
        name: `browser ${person.name}`,
        marks: await person.read().then(marksIn, () => none),
      })),
    );
    const holders = [...relays, ...browsers];
    note(`marks held: ${holders.map(({ name, marks }) => `${name} ${marks.size}`).join(', ')}`);
    const all = new Set(holders.flatMap(({ marks }) => [...marks]));
    const short = holders.filter(({ marks }) => marks.size < all.size);
    if (short.length === 0) return { marks: all, differences: [] };
    if (Date.now() > deadlineMs) {
      const differences = short.map(
        ({ name, marks }) => `${name} lacks ${all.size - marks.size} marks`,
      );
      return { marks: all, differences };
    }
    await pause(1000);
  }
}
