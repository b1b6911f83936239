import type { Projection, RunbookProjection } from '@holdfast/shared/model/projection';
import type { DocumentName } from '@holdfast/shared/protocol/names';
import { isChosen } from '@holdfast/shared/finding/runbook-filter';
import type { RunbookFilter, RunbookSort } from '../app/routes.ts';
import { compareDue, type Trust } from '@holdfast/shared/model/trust';
import type { Marks, SearchHit } from '../hub/client-api.ts';

export type Projections = ReadonlyMap<DocumentName, Projection>;

export interface RunbookRow {
  readonly name: DocumentName;
  readonly runbook: RunbookProjection;
}

/** A row as shown: where more than the title matched, with the words around the match. */
export interface ListedRow extends RunbookRow {
  /** What of the title matched. */
  readonly titleMarks?: Marks;
  readonly hit?: SearchHit;
}

/** By document name; a runbook without a trust is not due and sorts last by it. */
export type Trusts = ReadonlyMap<DocumentName, Trust>;

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

/** Rows of earlier projections: a runbook that did not change keeps its row, and is not drawn anew. */
export type RowCache = WeakMap<RunbookProjection, RunbookRow>;

/** All runbooks, archived or not, in no order. */
export function runbookRows(
  projections: Projections | undefined,
  cache: RowCache = new WeakMap(),
): readonly RunbookRow[] {
  const rows: RunbookRow[] = [];
  for (const [name, projection] of projections ?? []) {
    if (projection.kind !== 'runbook') continue;
    const known = cache.get(projection);
    const row = known?.name === name ? known : { name, runbook: projection };
    if (row !== known) cache.set(projection, row);
    rows.push(row);
  }
  return rows;
}

/**
 * What the list shows for a filter: rows whose title has every word of the query, in the asked
 * order, best matches first; then rows that only the full-text search found, in its order.
 */
export function listRunbooks(
  rows: readonly RunbookRow[],
  filter: RunbookFilter,
  hits: readonly SearchHit[],
  trusts: Trusts = noTrusts,
): readonly ListedRow[] {
  const kept = rows
    .filter(({ runbook }) => isChosen(runbook, filter))
    .filter(({ name }) => !filter.due || trusts.get(name)?.due !== undefined);
  const words = queryWords(filter.query);
  if (words.length === 0) return sortRunbooks(kept, filter.sort, trusts);
  const byTitle = rankByTitle(kept, words, filter.sort, trusts);
  const listed = new Set(byTitle.map((row) => row.name));
  const keptByName = new Map(kept.map((row) => [row.name, row]));
  const byText = hits.flatMap((hit) => {
    const row = keptByName.get(hit.doc);
    if (row === undefined || listed.has(hit.doc)) return [];
    return [{ ...row, titleMarks: hit.titleMarks, hit }];
  });
  return [
    ...byTitle.map((row) => ({ ...row, titleMarks: titleMarks(row.runbook.title, words) })),
    ...byText,
  ];
}

const noTrusts: Trusts = new Map();

/** How many runbooks that are not archived should be reviewed now. */
export function countDue(rows: readonly RunbookRow[], trusts: Trusts): number {
  return rows.filter(
    ({ name, runbook }) => !runbook.archived && trusts.get(name)?.due !== undefined,
  ).length;
}

function rankByTitle(
  rows: readonly RunbookRow[],
  words: readonly string[],
  sort: RunbookSort,
  trusts: Trusts = noTrusts,
): readonly RunbookRow[] {
  const ranked = rows.flatMap((row) => {
    const rank = titleRank(row.runbook.title, words);
    return rank === undefined ? [] : [{ row, rank }];
  });
  const sorted = new Map(
    sortRunbooks(
      ranked.map(({ row }) => row),
      sort,
      trusts,
    ).map((row, index) => [row.name, index]),
  );
  const order = (name: DocumentName) => sorted.get(name) ?? 0;
  return ranked
    .toSorted((a, b) => a.rank - b.rank || order(a.row.name) - order(b.row.name))
    .map(({ row }) => row);
}

/** 0: starts with the query; 1: every word starts a word; 2: every word is somewhere; else undefined. */
export function titleRank(title: string, words: readonly string[]): number | undefined {
  const text = title.toLowerCase();
  if (!words.every((word) => text.includes(word))) return undefined;
  if (text.startsWith(words.join(' '))) return 0;
  return words.every((word) => startsWord(text, word)) ? 1 : 2;
}

/** Where the words of a query are in a title, at the start of a word where they are there too. */
export function titleMarks(title: string, words: readonly string[]): Marks {
  const text = title.toLowerCase();
  // A few letters change their length with their case: then no place can be trusted.
  if (text.length !== title.length) return [];
  const marks: [number, number][] = [];
  for (const word of words) {
    const at = wordPlace(text, word);
    if (at >= 0) marks.push([at, at + word.length]);
  }
  return marks.toSorted((a, b) => a[0] - b[0] || b[1] - a[1]);
}

function wordPlace(text: string, word: string): number {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (at === 0 || !/[\p{L}\p{N}]/u.test(text.charAt(at - 1))) return at;
  }
  return text.indexOf(word);
}

function startsWord(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (at === 0 || !/[\p{L}\p{N}]/u.test(text.charAt(at - 1))) return true;
  }
  return false;
}

/** The words of what was typed, in lower case. */
export function queryWords(query: string): readonly string[] {
  return query
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
}

/** Sorted: last changed first; titles and owners in the reader's own order, no owner last; worst trust first. */
function sortRunbooks(
  rows: readonly RunbookRow[],
  sort: RunbookSort,
  trusts: Trusts = noTrusts,
): readonly RunbookRow[] {
  const byTitle = (a: RunbookRow, b: RunbookRow) =>
    collator.compare(a.runbook.title, b.runbook.title) || (a.name < b.name ? -1 : 1);
  if (sort === 'title') return rows.toSorted(byTitle);
  if (sort === 'changed') {
    return rows.toSorted((a, b) => b.runbook.changedAtMs - a.runbook.changedAtMs || byTitle(a, b));
  }
  if (sort === 'trust') {
    return rows.toSorted((a, b) => {
      const [left, right] = [trusts.get(a.name), trusts.get(b.name)];
      if (left === undefined || right === undefined) {
        return Number(left === undefined) - Number(right === undefined) || byTitle(a, b);
      }
      return compareDue(left, right) || byTitle(a, b);
    });
  }
  return rows.toSorted((a, b) => {
    const left = a.runbook.owners[0];
    const right = b.runbook.owners[0];
    if (left === undefined || right === undefined) {
      return left === right ? byTitle(a, b) : left === undefined ? 1 : -1;
    }
    return collator.compare(left, right) || byTitle(a, b);
  });
}

export interface FilterChoices {
  readonly owners: readonly string[];
  readonly tags: readonly string[];
  readonly components: readonly string[];
}

/** Every owner, tag and component in use in this view, each once, in alphabetical order. */
export function filterChoices(rows: readonly RunbookRow[], archived: boolean): FilterChoices {
  const owners = new Set<string>();
  const tags = new Set<string>();
  const components = new Set<string>();
  for (const { runbook } of rows) {
    if (runbook.archived !== archived) continue;
    for (const owner of runbook.owners) owners.add(owner);
    for (const tag of runbook.tags) tags.add(tag);
    for (const component of runbook.components) components.add(component);
  }
  return {
    owners: [...owners].toSorted(collator.compare),
    tags: [...tags].toSorted(collator.compare),
    components: [...components].toSorted(collator.compare),
  };
}

export interface FoundTitle {
  readonly name: DocumentName;
  readonly title: string;
  readonly titleMarks: Marks;
  readonly archived: boolean;
}

/** The best `limit` runbooks for what was typed; the last changed when nothing was. Archived ones last. */
export function findRunbookTitles(
  projections: Projections | undefined,
  query: string,
  limit: number,
): readonly FoundTitle[] {
  const words = queryWords(query);
  const rows = runbookRows(projections);
  const found =
    words.length === 0
      ? sortRunbooks(
          rows.filter(({ runbook }) => !runbook.archived),
          'changed',
        )
      : rankByTitle(rows, words, 'changed').toSorted(
          (a, b) => Number(a.runbook.archived) - Number(b.runbook.archived),
        );
  return found.slice(0, limit).map(({ name, runbook }) => ({
    name,
    title: runbook.title,
    titleMarks: titleMarks(runbook.title, words),
    archived: runbook.archived,
  }));
}
