import { outline, type OutlineEntry } from '@holdfast/shared/markdown/outline';
import { markdownParts } from '@holdfast/shared/markdown/split-markdown';
import type { Heading } from 'mdast';
import { definitionsFor, linkDefinitions } from './link-definitions.ts';
import { markdownToTree, type MarkdownTree } from '@holdfast/shared/markdown/markdown-tree';

/** UTF-16 units that are read before anything is shown, and then each time. */
const firstStep = 12_000;
const laterStep = 5_000;

/** A part of a text, ready to be shown. */
export interface MarkdownPiece {
  /** Stays with a piece while it is edited, and while others come and go before it. */
  readonly key: number;
  /** Where it begins in the text; the places in its tree count from here. */
  readonly start: number;
  readonly source: Source;
  readonly markdown: MarkdownTree;
  /** The anchors of its headings, unique in the whole text. */
  readonly ids: readonly string[];
}

/** What a piece is made of; equal sources make equal pieces. */
interface Source {
  readonly text: string;
  readonly definitions: string;
  /** What stands above it already. */
  readonly title: string;
  /** Of its first item, where it begins within an ordered list. */
  readonly firstNumber: number | undefined;
}

/** A text, as much of it as is ready. */
export interface MarkdownPieces {
  readonly text: string;
  readonly title: string;
  /** What to show: the text's beginning, or what it was before, until all of it is ready. */
  readonly shown: readonly MarkdownPiece[];
  readonly outline: readonly OutlineEntry[];
  readonly complete: boolean;
  readonly work: Work;
}

interface Work {
  readonly parts: readonly Unread[];
  /** By place; what is missing is still to be read. */
  readonly pieces: ReadonlyMap<number, MarkdownPiece>;
  readonly nextKey: number;
  /** Shown until the work is done: a text in which something was written is not to shrink. */
  readonly before: Pick<MarkdownPieces, 'shown' | 'outline'> | undefined;
}

interface Unread {
  readonly start: number;
  readonly key: number;
  readonly source: Source;
}

/**
 * Begins to read a text, with what did not change since `last`. Costs some 20 ms a MB and what the
 * first step costs, 1 to 3 ms a KB of new text.
 */
export function readPieces(text: string, title: string, last?: MarkdownPieces): MarkdownPieces {
  const split = markdownParts(text);
  const definitions = split.length === 1 ? new Map<string, string>() : linkDefinitions(text);
  const sources = split.map((part, index): Source & { readonly start: number } => ({
    start: part.start,
    text: part.text,
    definitions: part.closed ? definitionsFor(part.text, definitions) : '',
    title: index === 0 ? title : '',
    firstNumber: part.firstNumber,
  }));
  return advance({ text, title, work: reuse(sources, last) }, firstStep);
}

/** Reads on, for about 5 KB. */
export function readOn(read: MarkdownPieces): MarkdownPieces {
  return advance(read, laterStep);
}

function reuse(
  sources: readonly (Source & { readonly start: number })[],
  last: MarkdownPieces | undefined,
): Work {
  const old = last?.work.parts ?? [];
  const most = Math.min(old.length, sources.length);
  let head = 0;
  while (head < most && isSame(old[head]?.source, sources[head])) head += 1;
  let tail = 0;
  while (tail < most - head && isSame(old.at(-1 - tail)?.source, sources.at(-1 - tail))) tail += 1;
  let nextKey = last?.work.nextKey ?? 0;
  const pieces = new Map<number, MarkdownPiece>();
  const parts = sources.map(({ start, ...source }, index): Unread => {
    const fromEnd = sources.length - index;
    const wasAt = fromEnd <= tail ? old.length - fromEnd : index;
    const was = fromEnd <= tail || index < old.length - tail ? old[wasAt] : undefined;
    const piece = index < head || fromEnd <= tail ? last?.work.pieces.get(wasAt) : undefined;
    if (piece !== undefined) pieces.set(index, { ...piece, start });
    const key = was?.key ?? nextKey;
    nextKey = Math.max(nextKey, key + 1);
    return { start, key, source };
  });
  const before = last?.complete === true && head + tail > 0 ? last : last?.work.before;
  return { parts, pieces, nextKey, before: head + tail > 0 ? before : undefined };
}

function isSame(a: Source | undefined, b: Source | undefined): boolean {
  return (
    a?.text === b?.text &&
    a?.definitions === b?.definitions &&
    a?.title === b?.title &&
    a?.firstNumber === b?.firstNumber
  );
}

function advance(
  read: Pick<MarkdownPieces, 'text' | 'title' | 'work'> & Partial<MarkdownPieces>,
  step: number,
): MarkdownPieces {
  const { parts, before } = read.work;
  const pieces = new Map(read.work.pieces);
  let left = step;
  for (const [index, part] of parts.entries()) {
    if (left <= 0) break;
    if (pieces.has(index)) continue;
    pieces.set(index, toPiece(part, parts.length));
    left -= part.source.text.length;
  }
  const work = { ...read.work, pieces };
  const complete = pieces.size === parts.length;
  if (!complete && before !== undefined) {
    return { ...read, work, complete, shown: before.shown, outline: before.outline };
  }
  const ready = readyPieces(work);
  const entries = allHeadings(ready);
  return {
    text: read.text,
    title: read.title,
    shown: withIds(ready, entries),
    // A list of headings that grows all the while cannot be used, but costs time to draw.
    outline: complete ? entries : (read.outline ?? entries),
    complete,
    work,
  };
}

function toPiece({ start, key, source }: Unread, count: number): MarkdownPiece {
  const { text, definitions, title, firstNumber } = source;
  const read =
    count === 1
      ? markdownToTree(text, title)
      : markdownToTree(definitions === '' ? text : `${text}\n\n${definitions}\n`, title, `${key}-`);
  const markdown = firstNumber === undefined ? read : numberedFrom(read, firstNumber);
  return { key, start, source, markdown, ids: [] };
}

/** Sites and people number lists `1.` throughout: a list that goes on counts from where it was. */
function numberedFrom(markdown: MarkdownTree, start: number): MarkdownTree {
  const children = [...markdown.tree.children];
  const at = children.findIndex(({ type }) => type === 'element');
  const list = children[at];
  if (list?.type !== 'element' || list.tagName !== 'ol') return markdown;
  children[at] = { ...list, properties: { ...list.properties, start } };
  return { ...markdown, tree: { ...markdown.tree, children } };
}

function readyPieces({ parts, pieces }: Work): readonly MarkdownPiece[] {
  const ready: MarkdownPiece[] = [];
  for (let index = 0; index < parts.length; index += 1) {
    const piece = pieces.get(index);
    if (piece === undefined) break;
    ready.push(piece);
  }
  return ready;
}

/** The headings of all pieces, with anchors as the whole text has them. */
function allHeadings(pieces: readonly MarkdownPiece[]): readonly OutlineEntry[] {
  const headings = pieces.flatMap(({ start, markdown }) =>
    markdown.outline.map(({ depth, text, offset }): Heading => {
      const point = { line: 1, column: 1, offset: start + offset };
      const children = [{ type: 'text' as const, value: text }];
      return { type: 'heading', depth, children, position: { start: point, end: point } };
    }),
  );
  return outline({ type: 'root', children: headings });
}

function withIds(
  pieces: readonly MarkdownPiece[],
  entries: readonly OutlineEntry[],
): readonly MarkdownPiece[] {
  let at = 0;
  return pieces.map((piece) => {
    const end = at + piece.markdown.outline.length;
    const ids = entries.slice(at, end).map(({ id }) => id);
    at = end;
    return { ...piece, ids };
  });
}
