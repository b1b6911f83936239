import type { EntryFields, KnownEntry } from '../model/entries.ts';
import { idAt, splitId } from '../model/ids.ts';
import type { Severity } from '../model/incident-terms.ts';
import { canHaveHappened } from '../model/moments.ts';
import type { DocumentName } from '../protocol/names.ts';
import {
  alertEnding,
  type EntryIds,
  entryIds,
  type Episode,
  episodeName,
  newEpisode,
} from './episode.ts';
import type { MachineReport, ReportedAlert } from './machine-report.ts';

/**
 * Two Alertmanagers that hear of an alert from two Prometheis may tell its start differently, by an
 * evaluation interval or so: nearer than this it is the same alert.
 */
const sameStartMs = 5 * 60_000;
/** A group that fires again so soon after it was quiet, while people are still at it, is the same incident. */
const flapMs = 15 * 60_000;

/** What is to be written into one document. */
export interface ReportWrite {
  readonly doc: DocumentName;
  readonly declares: boolean;
  readonly entries: readonly KnownEntry[];
}

export type ReportPlan =
  | {
      readonly ok: true;
      /** The incidents that the report is about. */
      readonly incidents: readonly DocumentName[];
      readonly writes: readonly ReportWrite[];
    }
  | { readonly ok: false; readonly problem: string };

/**
 * Decides what a report adds to the incidents of its group. Everything has an id that follows from
 * what it says, so that a repeat, or the same from another relay, adds nothing. It only depends on
 * the order of reports where the order is all that tells (the title is that of the first).
 *
 * Alerts that are known go on in their incident. New ones join one in which another alert of the
 * report is, or that was quiet for a short time only; else they are a new incident. What people
 * resolved stays as it is: new alerts are then a new incident.
 *
 * @param episodes those of the group, the first to start first
 */
export function planReport(
  report: MachineReport,
  episodes: readonly Episode[],
  nowMs: number,
): ReportPlan {
  const alerts = report.alerts.map((alert) => ({ alert, ending: alertEnding(alert.identity) }));
  const drafts = new Map(
    episodes.map((episode) => [episode.name, createDraft(episode, report, nowMs)]),
  );
  const homes = new Set<Draft>();
  const live = new Set<Draft>();
  const fresh: Placed[] = [];
  for (const placed of alerts) {
    const known = [...drafts.values()].filter((draft) => draft.holds(placed));
    for (const draft of known) {
      homes.add(draft);
      if (!placed.alert.resolved) live.add(draft);
    }
    if (known.length === 0) fresh.push(placed);
  }
  if (!report.recurs) return planSingle(report, alerts, drafts, nowMs);
  const open = [...homes].filter(isOpen);
  let target = inOrder(open)[0];
  if (fresh.length > 0) {
    // That something was over before anybody heard of it starts no incident where there is one to tell it.
    if (fresh.every(({ alert }) => alert.resolved))
      target ??= inOrder([...homes]).at(-1) ?? inOrder([...drafts.values()]).at(-1);
    target ??= stillWarm(drafts, fresh) ?? newDraft(report, fresh, drafts, nowMs);
    homes.add(target);
    live.add(target);
  }
  for (const placed of alerts) {
    for (const draft of homes) {
      if (draft.holds(placed) || (draft === target && fresh.includes(placed))) draft.add(placed);
    }
  }
  mergeTwins(inOrder([...live].filter(isOpen)));
  for (const draft of homes) if (draft === target || !draft.episode.isOver) draft.finish();
  return planOf(homes);
}

interface Placed {
  readonly alert: ReportedAlert;
  readonly ending: string;
}

interface Draft {
  readonly episode: Episode;
  readonly ids: EntryIds;
  holds(placed: Placed): boolean;
  /** Whether it says already that the alert is over. */
  saysOver(placed: Placed): boolean;
  add(placed: Placed): void;
  put(id: string, fields: EntryFields, happenedAtMs?: number): void;
  /** Adds what is not about one alert. */
  finish(): void;
  write(): ReportWrite;
}

/** One incident for good: there is nothing but the key to tell one time from another. */
function planSingle(
  report: MachineReport,
  alerts: readonly Placed[],
  drafts: ReadonlyMap<DocumentName, Draft>,
  nowMs: number,
): ReportPlan {
  const told = [
    report.startedAtMs,
    ...report.alerts.flatMap((one) => [one.startedAtMs, one.endedAtMs]),
  ];
  if (told.some((atMs = 0) => !canHaveHappened(atMs, nowMs))) {
    return {
      ok: false,
      problem:
        'A time in the report has not come yet. Check startedAt, the other times and the clocks of sender and relay.',
    };
  }
  const name = episodeName(report.group, report.startedAtMs ?? 0);
  const draft = drafts.get(name) ?? createDraft(newEpisode(name), report, nowMs);
  const firing = alerts.filter(({ alert }) => !alert.resolved);
  const isNews = firing.some((placed) =>
    draft.holds(placed)
      ? placed.alert.startedAtMs === undefined && draft.saysOver(placed)
      : draft.episode.isOver,
  );
  if (isNews) {
    return {
      ok: false,
      problem:
        'The incident with this key is over. For a new one send another key, or the same with another startedAt.',
    };
  }
  for (const placed of alerts) draft.add(placed);
  draft.finish();
  return planOf([draft]);
}

function planOf(drafts: Iterable<Draft>): ReportPlan {
  const writes = [...drafts].map((draft) => draft.write());
  return {
    ok: true,
    incidents: writes.map(({ doc }) => doc),
    writes: writes.filter(({ entries }) => entries.length > 0),
  };
}

function isOpen({ episode }: Draft): boolean {
  return !episode.isOver && !episode.isMerged;
}

/** The first to start first: names begin with the moment. */
function inOrder(some: readonly Draft[]): readonly Draft[] {
  return some.toSorted((a, b) => (a.episode.name < b.episode.name ? -1 : 1));
}

function stillWarm(
  drafts: ReadonlyMap<DocumentName, Draft>,
  fresh: readonly Placed[],
): Draft | undefined {
  const startMs = earliest(fresh) ?? 0;
  return [...drafts.values()].findLast((draft) => {
    const { quietSinceMs } = draft.episode;
    return (
      isOpen(draft) &&
      quietSinceMs !== undefined &&
      startMs >= quietSinceMs &&
      startMs - quietSinceMs <= flapMs
    );
  });
}

function newDraft(
  report: MachineReport,
  fresh: readonly Placed[],
  drafts: ReadonlyMap<DocumentName, Draft>,
  nowMs: number,
): Draft {
  let startMs = earliest(fresh) ?? nowMs;
  let name = episodeName(report.group, startMs);
  // Alerts of one rule start in the same millisecond, and people may have resolved the first of them.
  while (drafts.get(name)?.episode.isOver === true) {
    startMs += 1;
    name = episodeName(report.group, startMs);
  }
  return drafts.get(name) ?? createDraft(newEpisode(name), report, nowMs);
}

function earliest(some: readonly Placed[]): number | undefined {
  return some.reduce<number | undefined>((least, { alert: { startedAtMs } }) => {
    if (startedAtMs === undefined) return least;
    return least === undefined || startedAtMs < least ? startedAtMs : least;
  }, undefined);
}

/** Relays that did not hear of each other may have begun a group with different alerts: the earlier incident stands for both. */
function mergeTwins([first, ...later]: readonly Draft[]): void {
  if (first === undefined) return;
  const into = first.episode.name;
  for (const { episode, ids, put } of later) {
    if (!episode.wasMerged) put(ids.other('merge', into), { kind: 'merge', into, after: [] });
  }
}

function createDraft(episode: Episode, report: MachineReport, nowMs: number): Draft {
  const ids = entryIds(episode.name);
  const entries = new Map<string, KnownEntry>();
  const momentsOf = (ending: string): readonly number[] => episode.moments.get(ending) ?? [];
  function isThere(id: string): boolean {
    const parts = splitId(id);
    return entries.has(id) || (parts !== undefined && momentsOf(parts.ending).includes(parts.atMs));
  }

  function put(id: string, fields: EntryFields, happenedAtMs: number = nowMs): void {
    if (!isThere(id)) entries.set(id, { id, fields, happenedAtMs: Math.max(0, happenedAtMs) });
  }

  /** The start under which the alert is known here; undefined where it is not. */
  function knownStart({ alert, ending }: Placed): number | undefined {
    const starts = momentsOf(ids.firing(ending));
    const startMs = alert.startedAtMs ?? 0;
    if (starts.includes(startMs)) return startMs;
    return starts.find((one) => {
      if (Math.abs(one - startMs) > sameStartMs) return false;
      if (alert.endedAtMs !== undefined && one > alert.endedAtMs) return false;
      const endMs = episode.endsMs.get(idAt(one, ids.over(ending)));
      // The other of a pair tells its end too; what fires after an end fires anew.
      return endMs === undefined || (alert.resolved && startMs < endMs);
    });
  }

  function addAlert(placed: Placed): void {
    const { alert, ending } = placed;
    const startMs = knownStart(placed) ?? alert.startedAtMs ?? 0;
    const { name, labels, url } = alert;
    const fields = { kind: 'alert', alert: name, labels };
    const link = url === '' ? {} : { url };
    put(
      idAt(startMs, ids.firing(ending)),
      { ...fields, firing: true, ...(alert.text === '' ? {} : { text: alert.text }), ...link },
      startMs === 0 ? nowMs : believed(startMs, name),
    );
    if (!alert.resolved) return;
    put(
      idAt(startMs, ids.over(ending)),
      { ...fields, firing: false, ...link },
      believed(Math.max(alert.endedAtMs ?? nowMs, startMs), name),
    );
  }

  /** A time that has not come yet by far is said to be none: an alarm is never refused for its clock. */
  function believed(atMs: number, alert: string): number {
    if (canHaveHappened(atMs, nowMs)) return atMs;
    const told = new Date(atMs).toISOString();
    const text = `“${alert}” came with the time ${told}, which has not come yet. It stands here at the time at which a relay heard of it. Check the clocks of what sent it and of the relay.`;
    put(ids.other('note', 'clock ahead'), { kind: 'note', text });
    return nowMs;
  }

  function declare(): void {
    const { title, from, severity = 3 } = report;
    if (!episode.isDeclared) put(ids.declared, { kind: 'declared', title, severity, from });
  }

  /** The worst that was said counts, whatever came first; what people decided is left alone. */
  function raise(level: Severity): void {
    if (!episode.severityIsOurs) return;
    const lesser = severityLevels.filter((one) => one > level).map(ids.severity);
    if (severityLevels.some((one) => one < level && isThere(ids.severity(one)))) return;
    const text = `Said by ${report.severityFrom}.`;
    const after = [ids.declared, ...lesser];
    put(ids.severity(level), { kind: 'severity', severity: level, text, after });
  }

  function finish(): void {
    declare();
    if (report.severity !== undefined) raise(report.severity);
    for (const component of report.components) {
      const fields = { kind: 'component', component, affected: true, after: [] };
      put(ids.other('component', component), fields);
    }
    for (const { url, text } of report.links) {
      const words = text === '' ? {} : { text };
      put(ids.other('link', url), { kind: 'link', url, ...words });
    }
    for (const text of report.notes) put(ids.other('note', text), { kind: 'note', text });
    if (report.allResolved && !episode.isOver) put(ids.other('quiet', quietKey()), quietNote());
  }

  /** Once each time: a group may become quiet more than once. */
  function quietKey(): string {
    return String(
      Math.max(
        0,
        ...report.alerts.map(({ endedAtMs, startedAtMs }) => endedAtMs ?? startedAtMs ?? 0),
      ),
    );
  }

  return {
    episode,
    ids,
    put,
    holds: (placed) => knownStart(placed) !== undefined,
    saysOver: ({ alert, ending }) => momentsOf(ids.over(ending)).includes(alert.startedAtMs ?? 0),
    add: addAlert,
    finish,
    write() {
      const all = [...entries.values()];
      // Told first, whatever was found first.
      const first = all.filter(({ id }) => id === ids.declared);
      const rest = all.filter(({ id }) => id !== ids.declared);
      return { doc: episode.name, declares: first.length > 0, entries: [...first, ...rest] };
    },
  };
}

const severityLevels: readonly Severity[] = [1, 2, 3, 4];

function quietNote(): EntryFields {
  return {
    kind: 'note',
    text: 'All alerts of this group have resolved. The incident stays open until somebody resolves it.',
  };
}
