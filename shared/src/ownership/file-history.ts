import type { LoggedCommit } from './git-log.ts';

/** One name and address that commits were made under. */
export interface CommitAuthor {
  readonly name: string;
  readonly email: string;
  readonly commits: number;
}

/** What somebody did to a file. */
export interface FileChange {
  /** An index in `History.authors`. */
  readonly author: number;
  /** Seconds since 1970. */
  readonly at: number;
  readonly kind: 'added' | 'changed' | 'renamed';
}

export interface History {
  readonly authors: readonly CommitAuthor[];
  readonly commits: number;
  /** The newest commit's hash; empty where there is no commit. */
  readonly head: string;
  /** When the last commit was made, in seconds since 1970; clocks that run ahead of `now` left out. */
  readonly lastAt: number;
  /** Every file that is there, by path, with all that was done to it under whatever name; newest first. */
  readonly files: ReadonlyMap<string, readonly FileChange[]>;
}

export interface HistoryMaker {
  /** Commits as a log has them: newest first. */
  add(commit: LoggedCommit): void;
  /**
   * `files` are the paths at the newest commit; without them they follow from the log. `now` is in
   * seconds since 1970.
   */
  finish(options?: {
    readonly files?: readonly string[] | undefined;
    readonly now?: number;
  }): History;
}

/** What was done to one file, as long as it is followed back. */
interface Track {
  /** As it is called now, or was when it went. */
  readonly path: string;
  readonly changes: FileChange[];
}

/**
 * Puts a log together, file by file, going back in time: from a rename on, the earlier name's
 * changes are the file's. A branch may have worked under the earlier name after the rename (by the
 * clock); what nothing that is there today accounts for goes along all renames, whenever they were.
 */
export function createHistory(): HistoryMaker {
  const authors: { name: string; email: string; commits: number }[] = [];
  const authorByKey = new Map<string, number>();
  const times: number[] = [];
  let head = '';
  /** By the path at the moment of the log that is read. */
  const tracks = new Map<string, Track>();
  const finished: Track[] = [];
  const laterName = new Map<string, string>();
  /** By path: is it there after the newest commit that says anything of it? */
  const isThere = new Map<string, boolean>();

  function authorOf({ name, email }: LoggedCommit): number {
    const key = `${email}\t${name}`;
    const known = authorByKey.get(key);
    const index = known ?? authors.length;
    if (known === undefined) {
      authorByKey.set(key, index);
      authors.push({ name, email, commits: 0 });
    }
    const author = authors[index];
    if (author !== undefined) author.commits += 1;
    return index;
  }

  function trackOf(path: string): Track {
    const known = tracks.get(path);
    if (known !== undefined) return known;
    const track: Track = { path, changes: [] };
    tracks.set(path, track);
    return track;
  }

  function note(path: string, there: boolean): void {
    if (!isThere.has(path)) isThere.set(path, there);
  }

  return {
    add(commit) {
      if (times.length === 0) head = commit.hash;
      times.push(commit.at);
      const author = authorOf(commit);
      // All files that a commit changes share its entry.
      const entry = (kind: FileChange['kind']): FileChange => ({ author, at: commit.at, kind });
      const entries = {
        added: entry('added'),
        changed: entry('changed'),
        renamed: entry('renamed'),
      };
      const moved: { readonly from: string; readonly to: string; readonly track: Track }[] = [];
      for (const { kind, path, from } of commit.changes) {
        if (kind === 'deleted') continue;
        note(path, true);
        const track = trackOf(path);
        track.changes.push(entries[kind]);
        if (from === undefined) continue;
        moved.push({ from, to: path, track });
        if (!laterName.has(from)) laterName.set(from, path);
      }
      for (const { kind, path, from } of commit.changes) {
        if (kind === 'deleted') note(path, false);
        if (from !== undefined) note(from, false);
      }
      // Before the rename the new name was another file's, if anybody's. Two may have swapped theirs.
      for (const { to } of moved) tracks.delete(to);
      for (const { from, track } of moved) {
        const other = tracks.get(from);
        if (other !== undefined) finished.push(other);
        tracks.set(from, track);
      }
    },
    finish({ files, now = Infinity } = {}) {
      const paths = files ?? [...isThere].flatMap(([path, there]) => (there ? [path] : []));
      const found = new Map<string, FileChange[]>(paths.map((path) => [path, []]));
      const seen = new Set<Track>();
      for (const track of [...finished, ...tracks.values()]) {
        if (seen.has(track)) continue;
        seen.add(track);
        const path = found.has(track.path) ? track.path : nameToday(track.path, found, laterName);
        const changes = found.get(path);
        if (changes !== undefined) for (const change of track.changes) changes.push(change);
      }
      for (const changes of found.values()) changes.sort((a, b) => b.at - a.at);
      return { authors, commits: times.length, head, lastAt: lastOf(times, now), files: found };
    },
  };
}

function nameToday(
  path: string,
  files: ReadonlyMap<string, unknown>,
  laterName: ReadonlyMap<string, string>,
): string {
  const passed = new Set<string>();
  let name = path;
  // Files that were renamed in a circle lead nowhere.
  while (!files.has(name) && !passed.has(name)) {
    passed.add(name);
    name = laterName.get(name) ?? name;
  }
  return name;
}

function lastOf(times: readonly number[], now: number): number {
  let last: number | undefined;
  for (const at of times) if (at <= now && (last === undefined || at > last)) last = at;
  return last ?? times[0] ?? 0;
}
