import { headsOf } from './entries.ts';
import type { EntryOf, IncidentEntry } from './incident-entries.ts';
import {
  type HypothesisState,
  type IncidentRole,
  type IncidentStatus,
  builtInRoles,
  type Milestone,
  milestones,
  type Severity,
} from './incident-terms.ts';
import { type Corrected, foldCorrections, isWithdrawn, withoutWithdrawn } from './corrections.ts';
import { type ActionItem, foldActions } from './action-items.ts';
import {
  chosen,
  type Decided,
  decided,
  type Deciding,
  groupBy,
  type Standing,
  standing,
  standingBy,
} from './standing.ts';
import { isSamePerson } from './people.ts';

export interface RoleState {
  readonly role: IncidentRole;
  /** Who holds it; several only of `expert`, or in a conflict. Empty where nobody does. */
  readonly holders: readonly Decided<string>[];
  /** Two or more who hold what only one can. */
  readonly conflict: readonly Decided<string>[];
  readonly heads: readonly string[];
}

export interface Hypothesis {
  readonly entry: EntryOf<'hypothesis'>;
  readonly state: Standing<HypothesisState>;
}

export interface RunbookVerdict {
  readonly runbook: string;
  readonly helped: Standing<boolean>;
}

/** An incident as its entries make it; what was withdrawn counts for nothing. */
export interface IncidentState {
  readonly title: Standing<string>;
  /** `now` is undefined where nobody has said how bad it is. */
  readonly severity: Standing<Severity>;
  readonly status: Standing<IncidentStatus>;
  /** Every role of `builtInRoles`, in their order, then all others that anybody was given, by id. */
  readonly roles: readonly RoleState[];
  /** Affected components, by name. */
  readonly components: readonly string[];
  readonly componentStates: ReadonlyMap<string, Standing<boolean>>;
  readonly hypotheses: readonly Hypothesis[];
  /** With their words as they were corrected last. */
  readonly actions: readonly ActionItem<EntryOf<'action'>>[];
  /** Ids of pinned entries. */
  readonly pinned: ReadonlySet<string>;
  readonly pins: ReadonlyMap<string, Standing<boolean>>;
  /** By id of the corrected entry. */
  readonly corrections: ReadonlyMap<string, Corrected>;
  readonly milestones: ReadonlyMap<Milestone, Standing<number>>;
  /** Document name of the incident that this one is a duplicate of; empty where it stands for itself. */
  readonly mergedInto: Standing<string>;
  readonly runbookVerdicts: readonly RunbookVerdict[];
  /** Names of alerts of which at least one fires. */
  readonly firing: readonly string[];
  /** Names of all alerts, each once. */
  readonly alerts: readonly string[];
}

/**
 * What holds now. Given the same entries it is the same on every device, in whatever order they
 * came: of decisions about one matter, those count whose id no other names as seen; of these the
 * latest by the clock stands, and where they differ all are reported.
 *
 * @param entries in clock order, as `readIncidentEntries` gives them
 */
export function foldIncident(entries: readonly IncidentEntry[]): IncidentState {
  const corrections = foldCorrections(
    entries.filter((entry) => entry.kind === 'correction'),
    entries,
  );
  const holding = withoutWithdrawn(entries, corrections);
  const of = <K extends IncidentEntry['kind']>(kind: K): readonly EntryOf<K>[] =>
    holding.filter((entry): entry is EntryOf<K> => entry.kind === kind);
  const asCorrected = <E extends { readonly id: string; readonly text: string }>(entry: E): E => {
    const text = corrections.get(entry.id)?.text;
    return text === undefined ? entry : { ...entry, text };
  };
  const declared = of('declared');
  const pins = standingBy(
    of('pin'),
    (entry) => entry.of,
    (entry) => entry.pinned,
  );
  const componentStates = standingBy(
    of('component'),
    (entry) => entry.component,
    (entry) => entry.affected,
  );
  return {
    title: standing([...declared, ...of('title')], ({ title }) => title),
    severity: standing(
      [...declared.filter((entry) => entry.severityStated !== false), ...of('severity')],
      (entry) => entry.severity,
    ),
    status: foldStatus(of('status')),
    roles: foldRoles(of('role')),
    components: chosen(componentStates).toSorted(),
    componentStates,
    hypotheses: foldHypotheses(of('hypothesis').map(asCorrected), of('hypothesis-state')),
    actions: foldActions(of('action').map(asCorrected), of('action-state')),
    pinned: new Set(chosen(pins)),
    pins,
    corrections,
    milestones: standingBy(
      of('milestone'),
      ({ which }) => which,
      ({ atMs }) => atMs,
    ),
    mergedInto: standing(of('merge'), ({ into }) => into),
    runbookVerdicts: [
      ...standingBy(
        of('runbook-verdict'),
        ({ runbook }) => runbook,
        ({ helped }) => helped,
      ),
    ].map(([runbook, helped]) => ({ runbook, helped })),
    ...foldAlerts(of('alert')),
  };
}

/** Resolved for two reasons is two resolutions. */
function foldStatus(entries: readonly EntryOf<'status'>[]): Standing<IncidentStatus> {
  return standing(
    entries,
    ({ status }) => status,
    (status, { text = '' }) => (status === 'resolved' ? `resolved ${text}` : status),
  );
}

function foldRoles(entries: readonly EntryOf<'role'>[]): readonly RoleState[] {
  const byRole = groupBy(entries, ({ role }) => role);
  const others = [...byRole.keys()].filter((role) => !builtInRoles.some((one) => one === role));
  return [...builtInRoles, ...others.toSorted()].map((role) => {
    const own = byRole.get(role) ?? [];
    const groups =
      role === 'expert' ? [...groupBy(own, ({ person }) => person.toLowerCase()).values()] : [own];
    const heads = groups.flatMap((group) => headsOf(group));
    const latest = groups.flatMap((group) => headsOf(group).slice(-1));
    const held = (role === 'expert' ? latest : heads).filter(({ holds }) => holds);
    const holders = onePerName(held).map((entry) => decided(entry, entry.person));
    const clash = role !== 'expert' && holders.length > 1;
    const last = latest[0];
    const now = role === 'expert' || clash || last?.holds === true ? holders : [];
    return {
      role,
      holders: now,
      conflict: clash ? holders : [],
      heads: heads.map(({ id }) => id),
    };
  });
}

function onePerName(entries: readonly EntryOf<'role'>[]): readonly EntryOf<'role'>[] {
  return entries.filter(
    ({ person }, at) => !entries.slice(at + 1).some((later) => isSamePerson(later.person, person)),
  );
}

function foldHypotheses(
  entries: readonly EntryOf<'hypothesis'>[],
  states: readonly EntryOf<'hypothesis-state'>[],
): readonly Hypothesis[] {
  const byId = standingBy(
    states,
    (entry) => entry.of,
    ({ state }) => state,
  );
  const none = standing<Deciding, HypothesisState>([], () => 'open');
  return entries.map((entry) => ({ entry, state: byId.get(entry.id) ?? none }));
}

/**
 * An alert is what has its name and labels: one of two of the same name may end before the other.
 * It is what it was at the latest moment that was told of, not what was told last: what a partition
 * held up is old news.
 */
function foldAlerts(
  entries: readonly EntryOf<'alert'>[],
): Pick<IncidentState, 'firing' | 'alerts'> {
  const states = [...groupBy(entries, alertKey).values()].map((told) =>
    told.reduce((last, next) => {
      const isLater =
        next.happenedAtMs > last.happenedAtMs ||
        (next.happenedAtMs === last.happenedAtMs && (!next.firing || last.firing));
      return isLater ? next : last;
    }),
  );
  const namesOf = (some: readonly EntryOf<'alert'>[]): readonly string[] => [
    ...new Set(some.map(({ alert }) => alert)),
  ];
  return { alerts: namesOf(entries), firing: namesOf(states.filter(({ firing }) => firing)) };
}

function alertKey({ alert, labels = {} }: EntryOf<'alert'>): string {
  const sorted = Object.entries(labels).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([alert, sorted]);
}

/** True where something waits for a person to choose. */
export function hasConflict(state: IncidentState): boolean {
  return (
    [state.title, state.severity, state.status, state.mergedInto].some(
      ({ conflict }) => conflict.length > 0,
    ) ||
    state.roles.some(({ conflict }) => conflict.length > 0) ||
    state.actions.some(({ conflict }) => conflict.length > 0) ||
    state.hypotheses.some((one) => one.state.conflict.length > 0)
  );
}

/** When each milestone was, wall clock ms since 1970; those that nobody can tell are absent. */
export type Milestones = Partial<Record<Milestone, number>>;

/**
 * The moments that durations are counted between: what people chose, else what the timeline tells.
 * Started and detected: the declaration or the first alert, whichever was earlier. Acknowledged: the
 * first commander. Mitigated: the first time that it was monitored or resolved since it was last
 * worse. Resolved: the first time that it was since it was last open, while that stands.
 */
export function milestonesOf(state: IncidentState, entries: readonly IncidentEntry[]): Milestones {
  const at = (entry: IncidentEntry): number =>
    state.corrections.get(entry.id)?.happenedAtMs ?? entry.happenedAtMs;
  const valid = entries.filter((entry) => !isWithdrawn(state.corrections, entry));
  const first = (isIt: (entry: IncidentEntry) => boolean): number | undefined => {
    const times = valid.filter(isIt).map(at);
    return times.length === 0 ? undefined : times.reduce((least, ms) => Math.min(least, ms));
  };
  const begun = first(({ kind }) => kind === 'declared' || kind === 'alert');
  const told: Milestones = {};
  const statuses = valid.filter((entry): entry is EntryOf<'status'> => entry.kind === 'status');
  const lastWorse = statuses.findLastIndex(
    ({ status }) => status === 'investigating' || status === 'identified',
  );
  const better = statuses[lastWorse + 1];
  const isResolved = statuses.at(-1)?.id === state.status.now?.id;
  // Who says once more that it is resolved, as to settle why, makes it last no longer.
  const lastOpen = statuses.findLastIndex(({ status }) => status !== 'resolved');
  const resolved = isResolved ? statuses[lastOpen + 1] : undefined;
  const guess: Record<Milestone, number | undefined> = {
    started: begun,
    detected: begun,
    acknowledged: first(
      (entry) => entry.kind === 'role' && entry.role === 'commander' && entry.holds,
    ),
    mitigated: better === undefined ? undefined : at(better),
    resolved: resolved === undefined ? undefined : at(resolved),
  };
  for (const which of milestones) {
    const atMs = state.milestones.get(which)?.now?.value ?? guess[which];
    if (atMs !== undefined && atMs > 0) told[which] = atMs;
  }
  return told;
}
