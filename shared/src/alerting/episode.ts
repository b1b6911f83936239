import type * as Y from 'yjs';
import { idAt, idEnding, joinEndings, splitId } from '../model/ids.ts';
import { readIncident } from '../model/incident.ts';
import type { Severity } from '../model/incident-terms.ts';
import { latestOf } from '../model/moments.ts';
import { documentKind, type DocumentName, documentNameSchema } from '../protocol/names.ts';

/**
 * An episode is one incident about a group of alerts, from its first alert until it is over. Its
 * document's id is the moment of that alert and a hash of the group, so that relays that do not hear
 * of each other make the same document, and each finds all episodes of a group by their names.
 */
export function episodeName(group: string, startMs: number): DocumentName {
  return documentNameSchema.parse(`incident:${idAt(startMs, groupEnding(group))}`);
}

function groupEnding(group: string): string {
  return idEnding('incident of', group);
}

/** The newest episodes of a group, the first to start first. */
export function episodesOf(
  group: string,
  documents: readonly DocumentName[],
  most: number,
): readonly DocumentName[] {
  const ending = groupEnding(group);
  return documents
    .filter((name) => name.endsWith(ending) && documentKind(name) === 'incident')
    .toSorted()
    .slice(-most);
}

/** What is known of an episode, as far as it bears on what a machine says next. */
export interface Episode {
  readonly name: DocumentName;
  /** Of entries that machines made, by the ending of the id: the moments of them. */
  readonly moments: ReadonlyMap<string, readonly number[]>;
  readonly isDeclared: boolean;
  /** People resolved it. */
  readonly isOver: boolean;
  /** Somebody said once that it is the same as another, or that it is not. */
  readonly wasMerged: boolean;
  readonly isMerged: boolean;
  /** No person has decided on the severity. */
  readonly severityIsOurs: boolean;
  /** When an alert ended, ms since 1970, by the id of the entry that says so. */
  readonly endsMs: ReadonlyMap<string, number>;
  /** When the last alert resolved, ms since 1970; undefined while one fires. */
  readonly quietSinceMs: number | undefined;
}

/** One of which nothing is here yet. */
export function newEpisode(name: DocumentName): Episode {
  return {
    name,
    moments: new Map(),
    isDeclared: false,
    isOver: false,
    wasMerged: false,
    isMerged: false,
    severityIsOurs: true,
    endsMs: new Map(),
    quietSinceMs: undefined,
  };
}

export function readEpisode(name: DocumentName, doc: Y.Doc): Episode {
  const moments = new Map<string, number[]>();
  const ids = entryIds(name);
  const { entries, state } = readIncident(doc);
  for (const { id } of entries) {
    const parts = splitId(id);
    if (parts === undefined) continue;
    const known = moments.get(parts.ending);
    if (known === undefined) moments.set(parts.ending, [parts.atMs]);
    else known.push(parts.atMs);
  }
  const ours = new Set([ids.declared, ...severityLevels.map(ids.severity)]);
  const endsMs = new Map(
    entries.flatMap((entry) =>
      entry.kind === 'alert' && !entry.firing ? [[entry.id, entry.happenedAtMs] as const] : [],
    ),
  );
  return {
    name,
    moments,
    isDeclared: entries.some(({ kind }) => kind === 'declared'),
    isOver: state.status.now?.value === 'resolved',
    wasMerged: state.mergedInto.heads.length > 0,
    isMerged: (state.mergedInto.now?.value ?? '') !== '',
    severityIsOurs: state.severity.heads.every((id) => ours.has(id)),
    endsMs,
    quietSinceMs:
      state.firing.length > 0 || endsMs.size === 0 ? undefined : latestOf(endsMs.values(), 0),
  };
}

const severityLevels: readonly Severity[] = [1, 2, 3, 4];

/** Ids of the entries that machines make: the same on every relay, so that twice is once. */
export interface EntryIds {
  readonly declared: string;
  severity(level: Severity): string;
  /** Of an alert's own ending: that of the entries that say it fires, or that it is over. */
  firing(alertEnding: string): string;
  over(alertEnding: string): string;
  /** Of something else, known by its words. */
  other(...words: readonly string[]): string;
}

export function entryIds(name: DocumentName): EntryIds {
  const firing = idEnding(name, 'firing');
  const over = idEnding(name, 'over');
  const startMs = splitId(name.slice(name.indexOf(':') + 1))?.atMs ?? 0;
  const other = (...words: readonly string[]): string => idAt(startMs, idEnding(name, ...words));
  return {
    declared: other('declared'),
    severity: (level) => other('severity', String(level)),
    firing: (ending) => joinEndings(ending, firing),
    over: (ending) => joinEndings(ending, over),
    other,
  };
}

export function alertEnding(identity: string): string {
  return idEnding('alert', identity);
}
