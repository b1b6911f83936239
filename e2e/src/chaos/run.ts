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
import { createPerson, type Person } from './person.ts';
import { describeFault, planChaos, seededRandom } from './schedule.ts';
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
  readonly keys: readonly number[];
  readonly mishaps: number;
  /** From the end of the faults until every page said that all is on two relays. */
  readonly healedAfterMs: number | undefined;
  /** Relays or browsers that do not hold the same marks at the end, relays that ended by themselves. */
  readonly problems: readonly string[];
  readonly fullDisk: boolean;
}

const relayCount = 3;
const knownText = 'We type here.';
const letters = 'abcdefgh';
const healWithinMs = 90_000;
const allSaved = /^Saved on [2-9]/u;

/** One chaos run. `note` gets a line for each thing that happens. */
export async function runChaos(
  options: ChaosOptions,
  launch: LaunchOptions,
  note: (text: string) => void,
): Promise<ChaosReport> {
  const world = await createWorld({ relays: relayCount, launch });
  const people: Person[] = [];
  try {
    await Promise.all(world.relays.map((relay) => relay.start()));
    const id = await createSharedRunbook(world);
    return await chaosIn(world, people, id, options, note);
  } finally {
    await Promise.all(people.map((person) => person.dispose()));
    await world.dispose();
  }
}

async function chaosIn(
  world: World,
  people: Person[],
  runbookId: string,
  options: ChaosOptions,
  note: (text: string) => void,
): Promise<ChaosReport> {
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
        device: { launch: await world.launchFor(name) },
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
  });
  const striker = createStriker({
    world,
    people,
    ledger,
    note: noteAt,
    onFalsehood: (what) => falseStatements.push(what),
  });

  await Promise.all(people.map((person) => person.start()));
  const begunMs = Date.now();
  const strikes = planned.map(async (fault) => {
    await pause(begunMs + fault.atMs - Date.now());
    noteAt(describeFault(fault));
    await striker.strike(fault);
  });
  await Promise.all([...strikes, pause(options.minutes * 60_000)]);

  noteAt('all faults end');
  const healing = performance.now();
  await striker.heal();
  await Promise.all(people.map((person) => person.stop()));
  const healed = await untilAllSaved(people);
  const healedAfterMs = healed ? performance.now() - healing : undefined;
  const problems = await differences(world, people, noteAt);
  const present = await marksOnRelay(world.relays[0]?.url ?? '', world.workspace);
  const end = ledger.checkEnd(present);
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
    fullDisk: world.smallDisk !== undefined,
  };
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
    await runHoldfast(folder, ['import', 'runbooks', source, ...on(first)]);
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

async function untilAllSaved(people: readonly Person[]): Promise<boolean> {
  const deadlineMs = Date.now() + healWithinMs;
  while (Date.now() < deadlineMs) {
    const words = await Promise.all(people.map((person) => person.words()));
    if (words.every((said) => allSaved.test(said))) return true;
    await pause(200);
  }
  return false;
}

/** Names whoever does not hold the same marks as the first relay. Gives those on their way a moment. */
async function differences(
  world: World,
  people: readonly Person[],
  note: (text: string) => void,
): Promise<string[]> {
  const deadlineMs = Date.now() + healWithinMs;
  for (;;) {
    const relays = await Promise.all(
      world.relays.map(async ({ name, url }) => ({
        name,
        // One that does not answer holds nothing that anyone could read.
        marks: await marksOnRelay(url, world.workspace).catch(() => new Set<string>()),
      })),
    );
    const browsers = await Promise.all(
      people.map(async (person) => ({
        name: `browser ${person.name}`,
        marks: marksIn(await person.read()),
      })),
    );
    const holders = [...relays, ...browsers];
    note(`marks held: ${holders.map(({ name, marks }) => `${name} ${marks.size}`).join(', ')}`);
    const all = new Set(holders.flatMap(({ marks }) => [...marks]));
    const short = holders.filter(({ marks }) => marks.size < all.size);
    if (short.length === 0) return [];
    if (Date.now() > deadlineMs) {
      return short.map(({ name, marks }) => `${name} lacks ${all.size - marks.size} marks`);
    }
    await pause(1000);
  }
}
