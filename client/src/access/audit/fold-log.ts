import { type AuditLine, eventOf, whyOf } from './audit-lines.ts';

/** What of a relay's log is shown: all of it, or one sort of lines. */
export const logChoices = ['all', 'turned-away', 'let-in', 'connections'] as const;
export type LogChoice = (typeof logChoices)[number];

const sorts: Readonly<Record<string, LogChoice>> = {
  refused: 'turned-away',
  revoked: 'turned-away',
  closed: 'turned-away',
  accepted: 'let-in',
  'break-glass': 'let-in',
  issued: 'let-in',
  'let-in-again': 'let-in',
  connected: 'connections',
};

/** Whether somebody was kept out, or put out: what a log is read for. */
export function isTurnedAway({ what }: AuditLine): boolean {
  return sorts[what] === 'turned-away';
}

/** What people see of a line, besides what stands in it. */
export interface LineNames {
  readonly person: (id: string) => string;
  readonly device: (id: string) => string;
  /** Title of a document. */
  readonly title: (doc: string) => string;
}

/** Looks a log through for words and sorts, as often as somebody types. */
export function searchableLog(
  lines: readonly AuditLine[],
  names: LineNames,
): {
  /** How many lines each choice would have, whatever words are asked for. */
  readonly counts: Readonly<Record<LogChoice, number>>;
  readonly find: (query: string, choice: LogChoice) => readonly AuditLine[];
} {
  const counts = { all: lines.length, 'turned-away': 0, 'let-in': 0, connections: 0 };
  const texts = new Map<AuditLine, string>();
  for (const line of lines) {
    const sort = sorts[line.what];
    if (sort !== undefined) counts[sort] += 1;
  }

  function textOf(line: AuditLine): string {
    const known = texts.get(line);
    if (known !== undefined) return known;
    const {
      at,
      what,
      way,
      person = '',
      role,
      tokenId,
      device = '',
      address,
      label,
      doc = '',
    } = line;
    const parts = [at, what, eventOf(line), way, person, names.person(person), role, tokenId];
    const rest = [device, names.device(device), label, doc, names.title(doc), address, whyOf(line)];
    const text = [...parts, ...rest].join(' ').toLowerCase();
    texts.set(line, text);
    return text;
  }

  return {
    counts,
    find(query, choice) {
      const words = query
        .toLowerCase()
        .split(/\s+/u)
        .filter((word) => word !== '');
      return lines.filter(
        (line) =>
          (choice === 'all' || sorts[line.what] === choice) &&
          words.every((word) => textOf(line).includes(word)),
      );
    },
  };
}

/** One line of a table, which may stand for many of the log. */
export interface LogRow {
  /** The latest of them. */
  readonly line: AuditLine;
  /** How often it happened. */
  readonly count: number;
  /** When it happened first, where several lines tell of it. */
  readonly since: string | undefined;
}

/**
 * A log, the latest line first, with what only repeats itself as one row: every page that is loaded
 * connects, and whoever is refused tries again. What is equal but for its time is put together over
 * whatever else repeats itself meanwhile, until something happens that does not, or the day ends.
 */
export function foldLog(lines: readonly AuditLine[]): readonly LogRow[] {
  const rows: { line: AuditLine; count: number; since: string | undefined }[] = [];
  const open = new Map<string, (typeof rows)[number]>();
  for (const line of lines) {
    // A relay writes how many came besides into a line for those alone.
    const count = line.times ?? 1;
    const key = repeatOf(line);
    const known = key === undefined ? undefined : open.get(key);
    if (known !== undefined) {
      known.count += count;
      known.since = line.at;
      continue;
    }
    const row = { line, count, since: undefined };
    rows.push(row);
    if (key === undefined) open.clear();
    else open.set(key, row);
  }
  return rows;
}

/** Equal for lines that tell the same again; undefined for what does not repeat itself. */
function repeatOf(line: AuditLine): string | undefined {
  const { at, what, way, person, role, kind, device, reason, address, by, lostBefore } = line;
  if ((what !== 'connected' && what !== 'refused') || lostBefore !== undefined) return undefined;
  const day = new Date(at).toDateString();
  return JSON.stringify([day, what, way, person, role, kind, device, reason, address, by]);
}
