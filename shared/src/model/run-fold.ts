import { type EntryStamp, headsOf } from './entries.ts';
import type { Run } from './run.ts';
import { isSameAuthor } from './people.ts';
import { latestOf } from './moments.ts';
import type { RunEntry, StepStateName, Verdict } from './run-entries.ts';

/** Who said something, and when it happened (wall clock, ms since 1970). */
export interface Said {
  /** Of its entry. */
  readonly id: string;
  readonly by: string;
  readonly person?: string | undefined;
  readonly device: string;
  readonly atMs: number;
}

export interface StepRemark extends Said {
  readonly note: string;
  readonly output: string;
  /** The state that it was written with; absent for a note by itself. */
  readonly state?: StepStateName;
}

/** A step as it stands. */
export interface StepState {
  readonly state: StepStateName;
  /** Who set that state; empty while nobody has. */
  readonly by: string;
  readonly person?: string | undefined;
  readonly atMs: number;
  /** False in a run of a part that does not have it. */
  readonly inPart: boolean;
  /** The reason that the present state was given with. */
  readonly reason: string;
  readonly remarks: readonly StepRemark[];
  /** Others who set the same state without having seen each other: a double tick. */
  readonly also: readonly Said[];
  /** Two or more ends that people set without having seen each other's; empty where there are none. */
  readonly conflict: readonly (Said & { readonly state: StepStateName })[];
  /** Who asked for a second person, while the step waits for one. */
  readonly asked: Said | undefined;
  /** Second persons' yes, never of whoever asked. `sameDevice`: it came from the same device. */
  readonly approvals: readonly (Said & { readonly sameDevice: boolean })[];
  /** Ids of the ticks that nothing has taken the place of yet. */
  readonly heads: readonly string[];
}

/** A run as it stands. */
export interface RunState {
  readonly run: Run;
  /** In the order of `run.steps`. */
  readonly steps: readonly StepState[];
  readonly outcome: 'open' | Verdict;
  /** 0 while it goes on. */
  readonly endedAtMs: number;
  readonly endedBy: string;
  readonly endNote: string;
  /** Two or more verdicts that people gave without having seen each other's. */
  readonly endConflict: readonly (Said & { readonly verdict: Verdict; readonly note: string })[];
  readonly endHeads: readonly string[];
  readonly values: readonly { readonly name: string; readonly value: string }[];
  /** Who ticked or approved something, each once. */
  readonly people: readonly string[];
  /** Wall clock of the last thing that happened in it. */
  readonly changedAtMs: number;
  readonly counts: {
    /** In this run's part. */
    readonly steps: number;
    readonly done: number;
    readonly skipped: number;
    readonly failed: number;
    readonly open: number;
  };
}

type Tick = Extract<RunEntry, { kind: 'tick' }>;
type Approval = Extract<RunEntry, { kind: 'approve' }>;
type End = Extract<RunEntry, { kind: 'end' }>;

/** True for the states that end a step. */
export function isEnded(state: StepStateName): boolean {
  return state === 'done' || state === 'skipped' || state === 'failed';
}

/**
 * A run as its entries make it; entries of others are passed over. Given the same entries it is the
 * same on every device, in whatever order they came.
 *
 * An entry takes the place of those that its author had seen. Of those left over, an end (done,
 * skipped, failed) counts before what is no end, then the latest; different ends are a conflict, and
 * stay one until somebody decides.
 *
 * @param entries in clock order, as `readRunEntries` gives them
 */
export function foldRun(run: Run, entries: readonly RunEntry[]): RunState {
  const own = entries.filter((entry) => entry.run === run.id);
  const byStep = new Map<number, RunEntry[]>();
  for (const entry of own) {
    if (!('step' in entry)) continue;
    const some = byStep.get(entry.step);
    if (some === undefined) byStep.set(entry.step, [entry]);
    else some.push(entry);
  }
  const part = run.part === undefined ? undefined : new Set(run.part);
  const steps = run.steps.map((_, place) =>
    foldStep(byStep.get(place) ?? [], part === undefined || part.has(place)),
  );
  const counted = steps.filter(({ inPart }) => inPart);
  const count = (state: StepStateName) => counted.filter((step) => step.state === state).length;
  return {
    run,
    steps,
    ...foldEnd(own.filter((entry) => entry.kind === 'end')),
    values: foldValues(run, own),
    people: peopleOf(own),
    changedAtMs: latestOf(
      own.map(({ happenedAtMs }) => happenedAtMs),
      run.happenedAtMs,
    ),
    counts: {
      steps: counted.length,
      done: count('done'),
      skipped: count('skipped'),
      failed: count('failed'),
      open: counted.filter(({ state }) => !isEnded(state)).length,
    },
  };
}

function foldStep(entries: readonly RunEntry[], inPart: boolean): StepState {
  const ticks = entries.filter((entry) => entry.kind === 'tick');
  const heads = headsOf(ticks);
  const { winner, ends } = choose(heads, ({ state }) => isEnded(state));
  const state = winner?.state ?? 'pending';
  const isConflict = new Set(ends.map((end) => end.state)).size > 1;
  const approvals = approvalsOf(entries, ticks);
  const waits = state === 'waiting' && winner !== undefined;
  return {
    state: waits && approvals.some(({ of }) => of === winner.id) ? 'running' : state,
    by: winner?.by ?? '',
    person: winner?.person,
    atMs: winner?.happenedAtMs ?? 0,
    inPart,
    reason: winner?.note ?? '',
    remarks: entries.flatMap(toRemark),
    also: isConflict
      ? []
      : heads.filter((head) => head !== winner && head.state === state).map(said),
    conflict: isConflict ? ends.map((end) => ({ ...said(end), state: end.state })) : [],
    asked: waits ? said(winner) : undefined,
    approvals: approvals.map(({ entry, sameDevice }) => ({ ...said(entry), sameDevice })),
    heads: heads.map(({ id }) => id),
  };
}

function choose<E>(
  heads: readonly E[],
  isEnd: (entry: E) => boolean,
): { readonly winner: E | undefined; readonly ends: readonly E[] } {
  const ends = heads.filter(isEnd);
  return { winner: (ends.length > 0 ? ends : heads).at(-1), ends };
}

interface ValidApproval {
  readonly entry: Approval;
  readonly of: string;
  readonly sameDevice: boolean;
}

/** Those of a second person, to a request that was not started over since. */
function approvalsOf(
  entries: readonly RunEntry[],
  ticks: readonly Tick[],
): readonly ValidApproval[] {
  const lastReset = ticks.findLastIndex(({ state }) => state === 'pending');
  return entries.flatMap((entry) => {
    if (entry.kind !== 'approve') return [];
    const at = ticks.findIndex(({ id, state }) => id === entry.of && state === 'waiting');
    const asked = ticks[at];
    if (asked === undefined || at < lastReset || isSameAuthor(asked, entry)) return [];
    const sameDevice = asked.device !== '' && asked.device === entry.device;
    return [{ entry, of: entry.of, sameDevice }];
  });
}

function toRemark(entry: RunEntry): readonly StepRemark[] {
  if (entry.kind !== 'tick' && entry.kind !== 'step-note' && entry.kind !== 'approve') return [];
  const note = entry.note ?? '';
  const output = entry.kind === 'approve' ? '' : (entry.output ?? '');
  if (note === '' && output === '') return [];
  return [
    { ...said(entry), note, output, ...(entry.kind === 'tick' ? { state: entry.state } : {}) },
  ];
}

function foldEnd(
  ends: readonly End[],
): Pick<RunState, 'outcome' | 'endedAtMs' | 'endedBy' | 'endNote' | 'endConflict' | 'endHeads'> {
  const heads = headsOf(ends);
  const { winner, ends: given } = choose(heads, ({ verdict }) => verdict !== 'open');
  const isConflict = new Set(given.map(({ verdict }) => verdict)).size > 1;
  const isOpen = winner === undefined || winner.verdict === 'open';
  return {
    outcome: winner?.verdict ?? 'open',
    endedAtMs: isOpen ? 0 : winner.happenedAtMs,
    endedBy: isOpen ? '' : winner.by,
    endNote: isOpen ? '' : (winner.note ?? ''),
    endConflict: isConflict
      ? given.flatMap((end) =>
          end.verdict === 'open'
            ? []
            : [{ ...said(end), verdict: end.verdict, note: end.note ?? '' }],
        )
      : [],
    endHeads: heads.map(({ id }) => id),
  };
}

function foldValues(run: Run, entries: readonly RunEntry[]): RunState['values'] {
  const values = new Map((run.values ?? []).map(({ name, value }) => [name, value]));
  for (const entry of entries) if (entry.kind === 'value') values.set(entry.name, entry.value);
  return [...values].map(([name, value]) => ({ name, value }));
}

function peopleOf(entries: readonly RunEntry[]): readonly string[] {
  const acted = entries.filter(({ kind }) => kind === 'tick' || kind === 'approve');
  return [...new Set(acted.map(({ by }) => by).filter((name) => name !== ''))];
}

function said({ id, by, person, device, happenedAtMs }: EntryStamp): Said {
  return { id, by, ...(person === undefined ? {} : { person }), device, atMs: happenedAtMs };
}
