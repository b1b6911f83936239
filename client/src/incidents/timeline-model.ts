import { byClock, type EntryStamp } from '@holdfast/shared/model/entries';
import type { IncidentEntry } from '@holdfast/shared/model/incident-entries';
import { canHaveHappened } from '@holdfast/shared/model/moments';
import type { RunEntry } from '@holdfast/shared/model/run-entries';
import type { Run } from '@holdfast/shared/model/run';
import type { ReadIncident } from './incident-store.ts';

/** Something on the timeline: what somebody said, decided, or did in a run. */
export type TimelineItem = EntryStamp & {
  /** Document name of the incident that it was said in. */
  readonly document: string;
  /** When it happened, after corrections; wall clock, ms since 1970. */
  readonly atMs: number;
  readonly pinned: boolean;
  /** Other incidents, merged with this one, in which the same alert was told of; document names. */
  readonly alsoIn?: readonly string[];
  readonly what:
    | { readonly kind: 'said'; readonly entry: IncidentEntry }
    | { readonly kind: 'ran'; readonly run: Run }
    | { readonly kind: 'did'; readonly entry: RunEntry; readonly run: Run };
  /** Who said last that it is pinned; absent where it is not. */
  readonly pin?: { readonly id: string; readonly by: string };
  /** How it reads now where it was corrected; absent where it was not. */
  readonly correction?: {
    /** Of the entry that corrected it last. */
    readonly id: string;
    readonly by: string;
    /** Undefined: as it was first said. */
    readonly text: string | undefined;
    readonly withdrawn: boolean;
  };
};

export const timelineKinds = [
  'all',
  'notes',
  'decisions',
  'changes',
  'steps',
  'alerts',
  'pinned',
] as const;
export type TimelineKind = (typeof timelineKinds)[number];

/** Entries that are no line of their own: they change how others read. */
const silent: ReadonlySet<IncidentEntry['kind']> = new Set(['correction', 'pin']);

/** One incident's timeline, in clock order. */
export function timelineOf(document: string, incident: ReadIncident): readonly TimelineItem[] {
  const { state } = incident;
  const runs = new Map(incident.runs.map(({ run }) => [run.id, run]));
  const items: TimelineItem[] = [];
  for (const entry of incident.entries) {
    if (silent.has(entry.kind)) continue;
    const corrected = state.corrections.get(entry.id);
    items.push({
      ...stampOf(entry),
      // There it is whose the role is, not who gave it.
      ...(entry.kind === 'role' ? { person: undefined } : {}),
      document,
      atMs: corrected?.happenedAtMs ?? entry.happenedAtMs,
      ...pinOf(incident, entry.id),
      what: { kind: 'said', entry },
      ...(corrected === undefined
        ? {}
        : {
            correction: {
              id: corrected.by.id,
              by: corrected.by.by,
              text: corrected.text,
              withdrawn: corrected.withdrawn,
            },
          }),
    });
  }
  for (const run of runs.values()) {
    items.push({
      ...stampOf(run),
      document,
      atMs: run.happenedAtMs,
      ...pinOf(incident, run.id),
      what: { kind: 'ran', run },
    });
  }
  for (const entry of incident.runEntries) {
    const run = runs.get(entry.run);
    if (run === undefined) continue;
    items.push({
      ...stampOf(entry),
      document,
      atMs: entry.happenedAtMs,
      ...pinOf(incident, entry.id),
      what: { kind: 'did', entry, run },
    });
  }
  return items.sort(byClock);
}

function pinOf({ state }: ReadIncident, id: string): Pick<TimelineItem, 'pinned' | 'pin'> {
  const now = state.pinned.has(id) ? state.pins.get(id)?.now : undefined;
  return now === undefined ? { pinned: false } : { pinned: true, pin: { id: now.id, by: now.by } };
}

/** The timelines of incidents that are one outage, as one. */
export function mergeTimelines(
  timelines: readonly (readonly TimelineItem[])[],
): readonly TimelineItem[] {
  const [only] = timelines;
  return timelines.length === 1 && only !== undefined ? only : timelines.flat().sort(byClock);
}

/** The same alert, told of in two incidents less than this apart, is one line. */
const sameAlertMs = 10 * 60_000;

/**
 * The same alert that was told of in several incidents of one outage, as one item: the first of
 * them, which names the others. Nothing is taken out of any incident.
 */
export function joinTwins(items: readonly TimelineItem[]): readonly TimelineItem[] {
  const joined: TimelineItem[] = [];
  const places = new Map<string, number>();
  for (const item of items) {
    const key = alertKey(item);
    const place = key === undefined ? undefined : places.get(key);
    const twin = place === undefined ? undefined : joined[place];
    const isTwin =
      twin !== undefined &&
      twin.document !== item.document &&
      twin.alsoIn?.includes(item.document) !== true &&
      Math.abs(twin.atMs - item.atMs) <= sameAlertMs;
    if (isTwin && place !== undefined) {
      joined[place] = { ...twin, alsoIn: [...(twin.alsoIn ?? []), item.document] };
      continue;
    }
    if (key !== undefined) places.set(key, joined.length);
    joined.push(item);
  }
  return joined;
}

/** Undefined for what is no alert, or says more than an alert does. */
function alertKey({ what, correction, pinned }: TimelineItem): string | undefined {
  if (what.kind !== 'said' || what.entry.kind !== 'alert') return undefined;
  if (correction !== undefined || pinned) return undefined;
  const { alert, firing, labels = {}, text = '' } = what.entry;
  const sorted = Object.entries(labels).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([alert, firing, sorted, text]);
}

function stampOf({ id, by, person, device, happenedAtMs, posted }: EntryStamp): EntryStamp {
  return { id, by, person, device, happenedAtMs, posted };
}

/** The words of an item that people typed, as they read now; empty where there are none. */
export function wordsOf({ what, correction }: TimelineItem): string {
  if (what.kind === 'ran') return '';
  if (what.kind === 'did') {
    const { entry } = what;
    const note = 'note' in entry ? (entry.note ?? '') : '';
    const output = 'output' in entry ? (entry.output ?? '') : '';
    return [note, output].filter((text) => text !== '').join('\n');
  }
  return correction?.text ?? ('text' in what.entry ? (what.entry.text ?? '') : '');
}

/** Items of one kind that have every word of the query; `describe` gives what else is shown of one. */
export function filterTimeline(
  items: readonly TimelineItem[],
  kind: TimelineKind,
  query: string,
  describe: (item: TimelineItem) => string,
): readonly TimelineItem[] {
  const words = query
    .toLowerCase()
    .split(/\s+/u)
    .filter((word) => word !== '');
  if (kind === 'all' && words.length === 0) return items;
  return items.filter((item) => {
    if (!isOf(item, kind)) return false;
    if (words.length === 0) return true;
    const text = `${item.by} ${describe(item)} ${wordsOf(item)}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

function isOf({ what, pinned }: TimelineItem, kind: TimelineKind): boolean {
  if (kind === 'all') return true;
  if (kind === 'pinned') return pinned;
  if (what.kind !== 'said') return kind === 'steps';
  switch (what.entry.kind) {
    case 'note':
    case 'output':
    case 'link':
    case 'hypothesis':
    case 'hypothesis-state':
    case 'update':
      return kind === 'notes';
    case 'decision':
    case 'action':
    case 'action-state':
      return kind === 'decisions';
    case 'alert':
      return kind === 'alerts';
    default:
      return kind === 'changes';
  }
}

/** Two devices whose wall clocks differ, by at least so much. */
export interface Skew {
  readonly ahead: EntryStamp;
  readonly behind: EntryStamp;
  readonly byMs: number;
}

/** Less is no more than how long people take to look at a clock. */
const tellingSkewMs = 60_000;

/**
 * The largest difference between two devices' wall clocks that the entries prove: whoever posted
 * after having seen an entry from a later time of day has a clock that is behind, or the other's is
 * ahead; which, nobody can tell from this. Undefined where nothing tells.
 */
export function clockSkew(entries: readonly IncidentEntry[]): Skew | undefined {
  let latest: IncidentEntry | undefined;
  let most: Skew | undefined;
  for (const entry of entries) {
    if (entry.wallMs === 0) continue;
    const byMs = latest === undefined ? 0 : latest.wallMs - entry.wallMs;
    // The hybrid clock was pushed: the author had seen the later one.
    const hadSeen = entry.posted.ms > entry.wallMs;
    if (
      latest !== undefined &&
      hadSeen &&
      byMs >= tellingSkewMs &&
      latest.device !== entry.device
    ) {
      if (most === undefined || byMs > most.byMs) most = { ahead: latest, behind: entry, byMs };
    }
    if (latest === undefined || entry.wallMs > latest.wallMs) latest = entry;
  }
  return most;
}

/** Who wrote by the clock that is furthest ahead of this one, by more than a day, and by how much; undefined where nobody did. */
export function furthestAhead(
  entries: readonly IncidentEntry[],
  nowMs: number,
): { readonly by: string; readonly byMs: number } | undefined {
  let most: { readonly by: string; readonly byMs: number } | undefined;
  for (const { by, wallMs } of entries) {
    if (canHaveHappened(wallMs, nowMs)) continue;
    if (most === undefined || wallMs - nowMs > most.byMs) most = { by, byMs: wallMs - nowMs };
  }
  return most;
}
