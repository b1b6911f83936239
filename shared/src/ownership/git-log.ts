import { decodeUtf8, encodeUtf8 } from 'lib0/string';

/** The format string that makes git write what `readGitLog` reads: `git log --name-status -M --format=…`. */
export const gitLogFormat = 'commit%x09%H%x09%an%x09%ae%x09%at';

export type ChangeKind = 'added' | 'changed' | 'renamed' | 'deleted';

export interface LoggedChange {
  readonly kind: ChangeKind;
  /** As it is called after the commit; of a deleted file, as it was. */
  readonly path: string;
  /** Of a renamed file: as it was called before. */
  readonly from?: string;
}

export interface LoggedCommit {
  readonly hash: string;
  readonly name: string;
  readonly email: string;
  /** Seconds since 1970. */
  readonly at: number;
  readonly changes: readonly LoggedChange[];
}

/** What came of a log. */
export interface LogRead {
  readonly commits: number;
  /** Lines that are nothing a log has; what they may have said is not counted. */
  readonly unreadable: number;
  /** The first of them, shortened. */
  readonly example: string | undefined;
}

export interface GitLogReader {
  /** Any part of the text, in order; lines may be cut anywhere. */
  push(text: string): void;
  end(): LogRead;
}

/** No path and no name is as long as that: what is longer is no log. */
const longestLine = 65_536;

/**
 * Reads a log: `commit<TAB>hash<TAB>name<TAB>e-mail<TAB>unix time`, then lines of `--name-status`.
 * Hands on each commit once it is complete, in the order of the log. Never throws.
 */
export function readGitLog(onCommit: (commit: LoggedCommit) => void): GitLogReader {
  let rest = '';
  let isTooLong = false;
  let commits = 0;
  let unreadable = 0;
  let example: string | undefined;
  let head: Omit<LoggedCommit, 'changes'> | undefined;
  let changes: LoggedChange[] = [];

  function handOn(): void {
    if (head === undefined) return;
    commits += 1;
    onCommit({ ...head, changes });
    head = undefined;
  }

  function refuse(line: string): void {
    unreadable += 1;
    example ??= line.slice(0, 80);
  }

  function take(line: string): void {
    if (line === '') return;
    if (line.startsWith('commit\t')) {
      handOn();
      changes = [];
      head = headOf(line);
      // What follows must not be taken for the work of whoever came before.
      if (head === undefined) refuse(line);
      return;
    }
    const change = changeOf(line);
    if (change === undefined) refuse(line);
    else if (head !== undefined) changes.push(change);
  }

  return {
    push(text) {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        if (isTooLong || line.length > longestLine) refuse(line);
        else take(line.endsWith('\r') ? line.slice(0, -1) : line);
        isTooLong = false;
      }
      if (rest.length > longestLine) {
        isTooLong = true;
        rest = rest.slice(0, 80);
      }
    },
    end() {
      if (isTooLong) refuse(rest);
      else take(rest.endsWith('\r') ? rest.slice(0, -1) : rest);
      rest = '';
      isTooLong = false;
      handOn();
      return { commits, unreadable, example };
    },
  };
}

/** Names may hold tabs; the rest of the line cannot. */
function headOf(line: string): Omit<LoggedCommit, 'changes'> | undefined {
  const parts = line.split('\t');
  if (parts.length < 5) return undefined;
  const [, hash = ''] = parts;
  const [email = '', time = ''] = parts.slice(-2);
  const at = Number(time);
  if (!/^[0-9a-f]{7,64}$/i.test(hash) || !/^-?\d{1,12}$/.test(time)) return undefined;
  return { hash, name: oneLine(parts.slice(2, -2).join(' ')), email: oneLine(email), at };
}

/** Without what would move the cursor or turn the direction of a terminal that shows it. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u202A-\u202E\u2066-\u2069]+/gu, ' ').trim();
}

function changeOf(line: string): LoggedChange | undefined {
  const [, letter, first, second] =
    /^([ACDMRTUXB])\d{0,3}\t([^\t]+)(?:\t([^\t]+))?$/.exec(line) ?? [];
  if (letter === undefined || first === undefined) return undefined;
  const hasTwo = letter === 'R' || letter === 'C';
  if (hasTwo !== (second !== undefined)) return undefined;
  const path = unquoted(first);
  if (second === undefined) {
    const kind = letter === 'A' ? 'added' : letter === 'D' ? 'deleted' : 'changed';
    return { kind, path };
  }
  // A copy is a new file.
  if (letter === 'C') return { kind: 'added', path: unquoted(second) };
  return { kind: 'renamed', path: unquoted(second), from: path };
}

const escapes: Readonly<Record<string, number>> = {
  ...{ a: 7, b: 8, t: 9, n: 10, v: 11, f: 12, r: 13, '"': 34, '\\': 92 },
};

/** Git writes paths with unusual characters in quotes, byte by byte. */
export function unquoted(path: string): string {
  if (!/^".*"$/s.test(path) || path.length < 2) return path;
  const bytes: number[] = [];
  for (const [whole, octal, letter] of path
    .slice(1, -1)
    .matchAll(/\\(?:([0-3][0-7]{2})|(.))|[^\\]+/gsu)) {
    const escaped = letter === undefined ? undefined : escapes[letter];
    if (octal !== undefined) bytes.push(Number.parseInt(octal, 8));
    else if (escaped !== undefined) bytes.push(escaped);
    else bytes.push(...encodeUtf8(whole));
  }
  try {
    return decodeUtf8(new Uint8Array(bytes));
  } catch {
    // Not every path is UTF-8; as git wrote it, it is still one path.
    return path;
  }
}
