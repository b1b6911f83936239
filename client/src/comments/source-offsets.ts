import type { Element, Nodes, Parents, Text } from 'hast';

/** A stretch of the source, in UTF-16 code units. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Words as they are shown, and where each of their characters stands in the source. */
export interface ShownText {
  readonly node: Text;
  /** One for each UTF-16 code unit of the words; undefined where they cannot be told apart. */
  readonly offsets: readonly number[] | undefined;
  /** The smallest block around them. */
  readonly block: Span;
}

/** Where an element or text stands in the source; undefined for what was made without one. */
export function spanOf(node: Nodes): Span | undefined {
  const from = node.position?.start.offset;
  const to = node.position?.end.offset;
  return from === undefined || to === undefined ? undefined : { from, to };
}

const blocks = new Set(
  'p li h1 h2 h3 h4 h5 h6 pre td th blockquote div table ul ol section hr'.split(' '),
);

/** All words of a tree in order. `source` is what the tree was made from. */
export function shownTexts(tree: Nodes, source: string): readonly ShownText[] {
  const texts: ShownText[] = [];
  const visit = (node: Nodes, parent: Parents, block: Span): void => {
    if (node.type === 'text') {
      texts.push({ node, offsets: textOffsets(node, parent, source), block });
      return;
    }
    if (!('children' in node)) return;
    const span = node.type === 'element' && blocks.has(node.tagName) ? spanOf(node) : undefined;
    for (const child of node.children) visit(child, node, span ?? block);
  };
  if ('children' in tree) {
    for (const child of tree.children) visit(child, tree, { from: 0, to: source.length });
  }
  return texts;
}

/** Where each character of a text node stands in the source. */
export function textOffsets(
  node: Text,
  parent: Parents,
  source: string,
): readonly number[] | undefined {
  const isCode = parent.type === 'element' && parent.tagName === 'code';
  const span = (isCode ? spanOf(parent) : undefined) ?? spanOf(node);
  if (span === undefined || span.to > source.length) return undefined;
  const slice = source.slice(span.from, span.to);
  if (isCode) return codeOffsets(node.value, slice, span.from);
  return wordOffsets(node.value, slice, span.from);
}

/** Words: what Markdown takes away are backslashes, entities, and what stands at the edges of lines. */
function wordOffsets(value: string, slice: string, from: number): readonly number[] | undefined {
  const offsets: number[] = [];
  let at = 0;
  for (let index = 0; index < value.length; index += 1) {
    const character = value.charAt(index);
    const isLineEnd = character === '\n' || character === '\r';
    const isLineStart = index === 0 || value.charAt(index - 1) === '\n';
    if (isLineEnd) at = skip(slice, at, /[ \t\\]/);
    else if (isLineStart && slice.charAt(at) !== character) at = skip(slice, at, /[ \t>]/);
    const entity = slice.charAt(at) === '&' ? entityAt(slice, at) : 0;
    if (entity > 0) {
      offsets.push(from + at);
      at += entity;
    } else if (slice.charAt(at) === character) {
      offsets.push(from + at);
      at += 1;
    } else if (slice.charAt(at) === '\\' && slice.charAt(at + 1) === character) {
      offsets.push(from + at + 1);
      at += 2;
    } else return undefined;
  }
  return offsets;
}

/** The length of a character reference, as `&amp;` is one; 0 where there is none. */
function entityAt(slice: string, at: number): number {
  return (
    /^&(?:#\d{1,7}|#[xX][\dA-Fa-f]{1,6}|[A-Za-z][A-Za-z\d]{1,31});/.exec(slice.slice(at))?.[0]
      .length ?? 0
  );
}

function skip(slice: string, at: number, what: RegExp): number {
  let next = at;
  while (next < slice.length && what.test(slice.charAt(next))) next += 1;
  return next;
}

/** Code: each line stands at the end of a line of the source, behind its indentation and marks. */
function codeOffsets(value: string, slice: string, from: number): readonly number[] | undefined {
  if (!value.includes('\n')) {
    const at = slice.indexOf(value);
    return at < 0 || value === '' ? undefined : positions(from + at, value.length);
  }
  const lines = value.split('\n');
  const written = linesOf(slice);
  const offsets: number[] = [];
  let row = /^\s*(?:`{3}|~{3})/.test(slice) ? 1 : 0;
  for (const [index, line] of lines.entries()) {
    if (index === lines.length - 1 && line === '') break;
    const there = written[row];
    if (there?.text.endsWith(line) !== true) return undefined;
    const start = from + there.at + there.text.length - line.length;
    offsets.push(...positions(start, line.length));
    if (index < lines.length - 1) offsets.push(start + line.length);
    row += 1;
  }
  return offsets.length === value.length ? offsets : undefined;
}

function linesOf(slice: string): readonly { readonly at: number; readonly text: string }[] {
  let at = 0;
  return slice.split('\n').map((text) => {
    const line = { at, text };
    at += text.length + 1;
    return line;
  });
}

function positions(start: number, length: number): readonly number[] {
  return Array.from({ length }, (_, index) => start + index);
}

/** Elements that stand within a line: their marks belong to whoever takes more than their words. */
const inline = new Set(['strong', 'em', 'del', 'a', 'code']);

/** Where the elements within lines stand, the outer before the inner. */
export function inlineSpans(tree: Nodes): readonly Span[] {
  const spans: Span[] = [];
  const visit = (node: Nodes, parent: Element | undefined): void => {
    if (node.type === 'element' && inline.has(node.tagName) && parent?.tagName !== 'pre') {
      const span = spanOf(node);
      if (span !== undefined) spans.push(span);
    }
    if (!('children' in node)) return;
    for (const child of node.children) visit(child, node.type === 'element' ? node : undefined);
  };
  visit(tree, undefined);
  return spans;
}

/** The range, widened so that it holds all of each element whose edge it crosses. */
export function withWholeInlines(range: Span, spans: readonly Span[]): Span {
  let { from, to } = range;
  for (const span of spans) {
    if (from > span.from && from < span.to && to > span.to) from = span.from;
    if (to > span.from && to < span.to && from < span.from) to = span.to;
  }
  return { from, to };
}
