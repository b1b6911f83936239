import { byClock, type EntryStamp } from '@holdfast/shared/model/entries';
import type { DrillEntry } from '@holdfast/shared/model/drill-entries';
import type { Run } from '@holdfast/shared/model/run';
import type { RunEntry } from '@holdfast/shared/model/run-entries';
import { describeRunEntry } from '../../room/describe-run-entry.ts';
import { formatBytes } from '../../ui/bytes.ts';
import { drillRoomText } from '../../ui/text/drill-room.ts';
import { drillWords } from '../../ui/text/drill-words.ts';
import { incidentsText } from '../../ui/text/incidents.ts';
import type { ReadDrill } from './drill-store.ts';

const words = drillRoomText.timeline;

/** Something on a drill's timeline. */
export type DrillItem = EntryStamp & {
  /** When it happened, after corrections; wall clock, ms since 1970. */
  readonly atMs: number;
  readonly what:
    | { readonly kind: 'said'; readonly entry: DrillEntry }
    | { readonly kind: 'ran'; readonly run: Run }
    | { readonly kind: 'did'; readonly entry: RunEntry; readonly run: Run };
  /** What it says somebody did, as the end of a sentence that begins with their name. */
  readonly says: string;
  /** The words that people typed, as they read now; empty where there are none. */
  readonly text: string;
  readonly pinned: boolean;
  /** `id`: of the entry that corrected it last. */
  readonly correction?: { readonly id: string; readonly by: string; readonly withdrawn: boolean };
};

/** Everything that was said and done in a drill, in clock order. */
export function drillTimeline(
  drill: ReadDrill,
  time: (atMs: number) => string,
): readonly DrillItem[] {
  const { state } = drill;
  const runs = new Map(drill.runs.map(({ run }) => [run.id, run]));
  const items: DrillItem[] = [];
  for (const entry of drill.entries) {
    if (entry.kind === 'correction' || entry.kind === 'pin') continue;
    const corrected = state.corrections.get(entry.id);
    const first = 'text' in entry ? (entry.text ?? '') : '';
    items.push({
      ...stampOf(entry),
      atMs: corrected?.happenedAtMs ?? entry.happenedAtMs,
      what: { kind: 'said', entry },
      says: describe(entry, drill, time),
      text: textOf(entry, corrected?.text ?? first, drill),
      pinned: state.pinned.has(entry.id),
      ...(corrected === undefined
        ? {}
        : {
            correction: {
              id: corrected.by.id,
              by: corrected.by.by,
              withdrawn: corrected.withdrawn,
            },
          }),
    });
  }
  for (const run of runs.values()) {
    items.push({
      ...stampOf(run),
      atMs: run.happenedAtMs,
      what: { kind: 'ran', run },
      says: incidentsText.timeline.says.run(run.title),
      text: '',
      pinned: state.pinned.has(run.id),
    });
  }
  for (const entry of drill.runEntries) {
    const run = runs.get(entry.run);
    if (run === undefined) continue;
    const note = 'note' in entry ? (entry.note ?? '') : '';
    const output = 'output' in entry ? (entry.output ?? '') : '';
    items.push({
      ...stampOf(entry),
      atMs: entry.happenedAtMs,
      what: { kind: 'did', entry, run },
      says: describeRunEntry(entry, run),
      text: [note, output].filter((one) => one !== '').join('\n'),
      pinned: state.pinned.has(entry.id),
    });
  }
  return items.sort(byClock);
}

function stampOf({ id, by, person, device, happenedAtMs, posted }: EntryStamp): EntryStamp {
  return { id, by, person, device, happenedAtMs, posted };
}

function textOf(entry: DrillEntry, text: string, drill: ReadDrill): string {
  if (entry.kind !== 'observed') return text;
  const line = drill.state.expected.find(({ id }) => id === entry.of);
  const of = line === undefined ? '' : words.ofExpected(line.text);
  return [of, text].filter((one) => one !== '').join('\n');
}

function describe(entry: DrillEntry, drill: ReadDrill, time: (atMs: number) => string): string {
  const { state } = drill;
  switch (entry.kind) {
    case 'planned':
      return words.planned(drillWords.kind(entry.drillKind));
    case 'title':
      return words.titled(entry.title);
    case 'participant':
      return entry.holds
        ? words.joined(entry.person, entry.role)
        : words.left(entry.person, entry.role);
    case 'note':
    case 'decision':
    case 'output':
    case 'link':
    case 'expected':
    case 'aborted':
    case 'finding':
    case 'action':
      return words[entry.kind];
    case 'file':
      return words.files(entry.name, formatBytes(entry.size));
    case 'observed':
      return words.observed(drillWords.asExpected[entry.asExpected]);
    case 'moment': {
      const which = drillWords.moments[entry.which];
      return entry.atMs > 0 ? words.moment(which, time(entry.atMs)) : words.momentUnknown(which);
    }
    case 'verdict':
      return words.verdict(
        drillWords.outcomes[entry.outcome],
        drillWords.hypotheses[entry.hypothesis],
      );
    case 'finding-state': {
      const of = state.findings.find((one) => one.entry.id === entry.of);
      return words.findingState(drillWords.findingStates[entry.state], of?.entry.text ?? '');
    }
    case 'action-state': {
      const of = state.actions.find((one) => one.entry.id === entry.of);
      const who = [entry.owner, entry.due].filter((one) => one !== '').join(', ');
      return words.actionState(drillWords.actionStates[entry.state], of?.entry.text ?? '', who);
    }
    case 'retention':
      return words.retention(entry.dropped.length, entry.days);
    case 'correction':
    case 'pin':
      return '';
  }
}

export const drillFilters = [
  'all',
  'notes',
  'decisions',
  'observed',
  'moments',
  'findings',
  'steps',
] as const;
export type DrillFilterKind = (typeof drillFilters)[number];

/** Items of one kind that have every word of the query. */
export function filterDrillTimeline(
  items: readonly DrillItem[],
  kind: DrillFilterKind,
  query: string,
): readonly DrillItem[] {
  const asked = query
    .toLowerCase()
    .split(/\s+/u)
    .filter((word) => word !== '');
  if (kind === 'all' && asked.length === 0) return items;
  return items.filter((item) => {
    if (kind !== 'all' && filterOf(item) !== kind) return false;
    const text = `${item.by} ${item.says} ${item.text}`.toLowerCase();
    return asked.every((word) => text.includes(word));
  });
}

function filterOf({ what }: DrillItem): DrillFilterKind {
  if (what.kind !== 'said') return 'steps';
  switch (what.entry.kind) {
    case 'note':
    case 'output':
    case 'link':
    case 'file':
      return 'notes';
    case 'decision':
    case 'verdict':
    case 'aborted':
      return 'decisions';
    case 'expected':
    case 'observed':
      return 'observed';
    case 'moment':
      return 'moments';
    case 'finding':
    case 'finding-state':
    case 'action':
    case 'action-state':
      return 'findings';
    default:
      return 'all';
  }
}
