import { type ActionItem, foldActions } from './action-items.ts';
import { type Corrected, foldCorrections, isWithdrawn, withoutWithdrawn } from './corrections.ts';
import type { DrillEntry, DrillEntryOf, DrillMoment, ObservedAs } from './drill-entries.ts';
import type { DrillFindingState, DrillVerdict, HypothesisVerdict } from './drill-words.ts';
import { isSamePerson } from './people.ts';
import { chosen, groupBy, type Standing, standing, standingBy } from './standing.ts';

/** How a drill ended; `aborted`: it was given up. */
export interface DrillEnd {
  readonly outcome: DrillVerdict | 'aborted';
  readonly hypothesis: HypothesisVerdict;
}

export interface ObservedValue {
  readonly text: string;
  readonly asExpected: ObservedAs;
}

/** A line that was expected, and what was seen of it. */
export interface ExpectedLine {
  /** What an observation names in `of`. */
  readonly id: string;
  readonly text: string;
  /** Of the plan: it cannot be withdrawn. */
  readonly planned: boolean;
  readonly observed: Standing<ObservedValue>;
}

export interface DrillParticipant {
  readonly role: string;
  readonly person: string;
  readonly standing: Standing<boolean>;
}

/** What the drill showed; with the words as they were corrected last. */
export interface DrillFinding {
  readonly entry: DrillEntryOf<'finding'>;
  readonly state: DrillFindingState;
  readonly standing: Standing<DrillFindingState>;
}

/** A drill as its entries make it; what was withdrawn counts for nothing. */
export interface DrillState {
  /** Undefined for a practice run, which begins with its run. */
  readonly planned: DrillEntryOf<'planned'> | undefined;
  readonly title: Standing<string>;
  /** Who takes part in what, by role, then name; those who gave it back are left out. */
  readonly participants: readonly DrillParticipant[];
  /** Of everybody who was ever said to take part. */
  readonly participantStates: readonly DrillParticipant[];
  readonly expected: readonly ExpectedLine[];
  /** Seen, and not of anything that is expected. */
  readonly alsoObserved: readonly DrillEntryOf<'observed'>[];
  readonly moments: ReadonlyMap<DrillMoment, Standing<number>>;
  /** Verdicts and aborts are one matter: the later stands, so that a verdict takes an abort back. */
  readonly end: Standing<DrillEnd>;
  /** When it ended, wall clock ms since 1970: a verdict that is changed later does not move it. 0 while it is open. */
  readonly endedAtMs: number;
  readonly findings: readonly DrillFinding[];
  /** With their words as they were corrected last. */
  readonly actions: readonly ActionItem<DrillEntryOf<'action'>>[];
  readonly files: readonly DrillEntryOf<'file'>[];
  /** Ids of pinned entries. */
  readonly pinned: ReadonlySet<string>;
  readonly pins: ReadonlyMap<string, Standing<boolean>>;
  /** By id of the corrected entry. */
  readonly corrections: ReadonlyMap<string, Corrected>;
}

/**
 * What holds now. Given the same entries it is the same on every device, in whatever order they
 * came; see `foldIncident`, by whose rules it goes.
 *
 * @param entries in clock order, as `readDrillEntries` gives them
 */
export function foldDrill(entries: readonly DrillEntry[]): DrillState {
  const corrections = foldCorrections(
    entries.filter((entry) => entry.kind === 'correction'),
    entries,
  );
  const holding = withoutWithdrawn(entries, corrections);
  const of = <K extends DrillEntry['kind']>(kind: K): readonly DrillEntryOf<K>[] =>
    holding.filter((entry): entry is DrillEntryOf<K> => entry.kind === kind);
  const asCorrected = <E extends { readonly id: string; readonly text: string }>(entry: E): E => {
    const text = corrections.get(entry.id)?.text;
    return text === undefined ? entry : { ...entry, text };
  };
  const [planned] = of('planned');
  const participantStates = foldParticipants(of('participant'));
  const observed = of('observed').map(asCorrected);
  const expected = foldExpected(planned, of('expected').map(asCorrected), observed);
  const pins = standingBy(
    of('pin'),
    (entry) => entry.of,
    (entry) => entry.pinned,
  );
  const ends = holding.filter((entry) => entry.kind === 'verdict' || entry.kind === 'aborted');
  const end = standing(ends.map(asCorrected), endOf, (value, { text }) =>
    JSON.stringify(value.outcome === 'aborted' ? [value, text] : value),
  );
  return {
    planned,
    title: standing(
      [...(planned === undefined ? [] : [planned]), ...of('title')],
      ({ title }) => title,
    ),
    participants: participantStates.filter((one) => one.standing.now?.value === true),
    participantStates,
    expected,
    alsoObserved: observed.filter((entry) => !expected.some(({ id }) => id === entry.of)),
    moments: standingBy(
      of('moment'),
      ({ which }) => which,
      ({ atMs }) => atMs,
    ),
    end,
    endedAtMs: endedAt(ends, end, corrections),
    findings: foldFindings(of('finding').map(asCorrected), of('finding-state')),
    actions: foldActions(of('action').map(asCorrected), of('action-state')),
    files: of('file').map((entry) => ({
      ...entry,
      ...(corrections.get(entry.id)?.text === undefined
        ? {}
        : { text: corrections.get(entry.id)?.text }),
    })),
    pinned: new Set(chosen(pins)),
    pins,
    corrections,
  };
}

type End = DrillEntryOf<'verdict' | 'aborted'>;

function endOf(entry: End): DrillEnd {
  return entry.kind === 'verdict'
    ? { outcome: entry.outcome, hypothesis: entry.hypothesis }
    : { outcome: 'aborted', hypothesis: 'unknown' };
}

/** The first time that it ended as it now stands, by verdict or by abort. */
function endedAt(
  ends: readonly End[],
  { now }: Standing<DrillEnd>,
  corrections: ReadonlyMap<string, Corrected>,
): number {
  if (now === undefined) return 0;
  const kind = now.value.outcome === 'aborted' ? 'aborted' : 'verdict';
  return ends
    .filter((entry) => entry.kind === kind)
    .map((entry) => corrections.get(entry.id)?.happenedAtMs ?? entry.happenedAtMs)
    .reduce((first, atMs) => Math.min(first, atMs), Number.POSITIVE_INFINITY);
}

function foldParticipants(
  entries: readonly DrillEntryOf<'participant'>[],
): readonly DrillParticipant[] {
  const keyOf = ({ role, person }: { readonly role: string; readonly person: string }) =>
    JSON.stringify([role.toLowerCase(), person.toLowerCase()]);
  return [...groupBy(entries, keyOf)]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, group]) => {
      const last = group.at(-1);
      if (last === undefined) return [];
      const { role, person } = last;
      return [{ role, person, standing: standing(group, ({ holds }) => holds) }];
    });
}

function foldExpected(
  planned: DrillEntryOf<'planned'> | undefined,
  added: readonly DrillEntryOf<'expected'>[],
  observed: readonly DrillEntryOf<'observed'>[],
): readonly ExpectedLine[] {
  const seen = standingBy(
    observed,
    (entry) => entry.of,
    ({ text, asExpected }): ObservedValue => ({ text, asExpected }),
  );
  const none = standing<DrillEntryOf<'observed'>, ObservedValue>([], (entry) => entry);
  const line = (id: string, text: string, isPlanned: boolean): ExpectedLine => ({
    id,
    text,
    planned: isPlanned,
    observed: seen.get(id) ?? none,
  });
  return [
    ...(planned?.expects ?? []).map((text, place) =>
      line(`${planned?.id ?? ''}/${place}`, text, true),
    ),
    ...added.map(({ id, text }) => line(id, text, false)),
  ];
}

function foldFindings(
  entries: readonly DrillEntryOf<'finding'>[],
  states: readonly DrillEntryOf<'finding-state'>[],
): readonly DrillFinding[] {
  const byId = standingBy(
    states,
    (entry) => entry.of,
    ({ state }) => state,
  );
  const none = standing<DrillEntryOf<'finding-state'>, DrillFindingState>([], () => 'open');
  return entries.map((entry) => {
    const stands = byId.get(entry.id) ?? none;
    return { entry, state: stands.now?.value ?? 'open', standing: stands };
  });
}

/** Roles that were planned and that nobody has now, in the plan's order. */
export function rolesWithoutHolder({ planned, participants }: DrillState): readonly string[] {
  return (planned?.roles ?? []).filter(
    (role) => !participants.some((one) => isSamePerson(one.role, role)),
  );
}

/** True where something waits for a person to choose. */
export function hasDrillConflict(state: DrillState): boolean {
  const standings: readonly Standing<unknown>[] = [
    state.title,
    state.end,
    ...state.participantStates.map((one) => one.standing),
    ...state.expected.map(({ observed }) => observed),
    ...state.moments.values(),
    ...state.findings.map((one) => one.standing),
  ];
  return (
    standings.some(({ conflict }) => conflict.length > 0) ||
    state.actions.some(({ conflict }) => conflict.length > 0)
  );
}

/** What was measured, seconds; absent where it is not known, or cannot be: a span has no negative length. */
export interface Measured {
  /** Restored - started. */
  readonly recoverySeconds?: number;
  /** Started - data point. */
  readonly dataLossSeconds?: number;
}

/** When each moment was, wall clock ms since 1970; those that nobody knows are absent. */
export type KnownMoments = Partial<
  Record<'started' | 'detected' | 'restored' | 'dataPoint', number>
>;

export function knownMoments({ moments }: DrillState): KnownMoments {
  const known = (which: DrillMoment): number | undefined => {
    const atMs = moments.get(which)?.now?.value ?? 0;
    return atMs > 0 ? atMs : undefined;
  };
  const [started, detected, restored] = [known('started'), known('detected'), known('restored')];
  const dataPoint = known('data-point');
  return {
    ...(started === undefined ? {} : { started }),
    ...(detected === undefined ? {} : { detected }),
    ...(restored === undefined ? {} : { restored }),
    ...(dataPoint === undefined ? {} : { dataPoint }),
  };
}

export function measuredOf({ started, restored, dataPoint }: KnownMoments): Measured {
  const seconds = (fromMs: number | undefined, toMs: number | undefined): number | undefined =>
    fromMs === undefined || toMs === undefined || toMs < fromMs
      ? undefined
      : (toMs - fromMs) / 1_000;
  const recoverySeconds = seconds(started, restored);
  const dataLossSeconds = seconds(dataPoint, started);
  return {
    ...(recoverySeconds === undefined ? {} : { recoverySeconds }),
    ...(dataLossSeconds === undefined ? {} : { dataLossSeconds }),
  };
}

/** Entries of these kinds that were not withdrawn. */
export function countHolding(
  entries: readonly DrillEntry[],
  { corrections }: DrillState,
  kinds: readonly DrillEntry['kind'][],
): number {
  return entries.filter((entry) => kinds.includes(entry.kind) && !isWithdrawn(corrections, entry))
    .length;
}
