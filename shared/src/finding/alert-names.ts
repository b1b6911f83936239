import type { RunbookProjection } from '../model/projection.ts';
import type { DocumentName } from '../protocol/names.ts';
import { foldWord } from './words.ts';

/** A runbook as lists know it. */
export interface KnownRunbook {
  readonly doc: DocumentName;
  readonly runbook: RunbookProjection;
}

export type ResolvedAlert =
  | { readonly kind: 'one'; readonly doc: DocumentName }
  /** Equally good: a person has to choose. Best known first. */
  | { readonly kind: 'several'; readonly docs: readonly DocumentName[] }
  /** None answers to the name; `nearest` are named much like it, most alike first. */
  | { readonly kind: 'none'; readonly nearest: readonly DocumentName[] };

/** Bigrams that two names share before one is offered for the other. */
const leastLikeness = 0.4;
const mostNearest = 5;

/**
 * The runbook for an alert or another name. What a runbook says it answers counts first (its alerts,
 * then its aliases), to the letter before any case, before letters and digits alone; what it is
 * called (its file, its title) comes last. Archived runbooks only where no other answers.
 */
export function resolveAlert(name: string, runbooks: Iterable<KnownRunbook>): ResolvedAlert {
  const all = [...runbooks];
  for (const archived of [false, true]) {
    const group = all.filter(({ runbook }) => runbook.archived === archived);
    for (const answers of levels(name)) {
      const docs = group.filter(({ runbook }) => answers(runbook)).map(({ doc }) => doc);
      const [doc] = docs;
      if (doc === undefined) continue;
      return docs.length === 1 ? { kind: 'one', doc } : { kind: 'several', docs };
    }
  }
  return { kind: 'none', nearest: nearestRunbooks(name, all) };
}

function levels(name: string): readonly ((runbook: RunbookProjection) => boolean)[] {
  const lower = name.toLowerCase();
  const bare = bareName(name);
  const isLower = (other: string) => other.toLowerCase() === lower;
  const isBare = (other: string) => bare !== '' && bareName(other) === bare;
  return [
    ({ alerts }) => alerts.includes(name),
    ({ aliases }) => aliases.includes(name),
    ({ alerts, aliases }) => alerts.some(isLower) || aliases.some(isLower),
    ({ alerts, aliases }) => alerts.some(isBare) || aliases.some(isBare),
    (runbook) => isMarkdownFile(runbook.sourcePath) && isBare(fileName(runbook.sourcePath)),
    (runbook) => isBare(fileName(runbook.sourcePath)),
    ({ title }) => isBare(title),
  ];
}

/** A name's letters and digits, lower case, without accents. */
export function bareName(name: string): string {
  return foldWord(name.replace(/[^\p{L}\p{N}]+/gu, ''));
}

/** One that says so by its ending. Where a file without one is called the same, this one is meant. */
export function isMarkdownFile(path: string): boolean {
  return /\.(?:md|markdown)$/i.test(path);
}

/** The file's name without its ending; for a folder's own page the folder's name. */
export function fileName(path: string): string {
  const parts = path.split('/');
  const last = (parts.at(-1) ?? '').replace(/\.(?:md|markdown)$/i, '');
  return /^(?:_?index|readme)$/i.test(last) ? (parts.at(-2) ?? '') : last;
}

/** The few runbooks that are named most like `name`, most alike first; none where none is much like it. */
export function nearestRunbooks(
  name: string,
  runbooks: readonly KnownRunbook[],
): readonly DocumentName[] {
  const wanted = bigrams(bareName(name));
  return runbooks
    .map(({ doc, runbook }) => {
      const names = [
        ...runbook.alerts,
        ...runbook.aliases,
        fileName(runbook.sourcePath),
        runbook.title,
      ];
      return { doc, likeness: Math.max(...names.map((one) => likenessOf(wanted, one))) };
    })
    .filter(({ likeness }) => likeness >= leastLikeness)
    .toSorted((a, b) => b.likeness - a.likeness || (a.doc < b.doc ? -1 : 1))
    .slice(0, mostNearest)
    .map(({ doc }) => doc);
}

function likenessOf(wanted: ReadonlySet<string>, name: string): number {
  const other = bigrams(bareName(name));
  if (wanted.size === 0 || other.size === 0) return 0;
  let shared = 0;
  for (const pair of wanted) if (other.has(pair)) shared += 1;
  return (2 * shared) / (wanted.size + other.size);
}

function bigrams(name: string): ReadonlySet<string> {
  const pairs = new Set<string>();
  for (let at = 0; at + 1 < name.length; at += 1) pairs.add(name.slice(at, at + 2));
  return pairs;
}
