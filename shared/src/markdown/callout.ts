import type { Blockquote, Nodes, Paragraph, Text } from 'mdast';

export type CalloutKind = 'note' | 'tip' | 'important' | 'warning' | 'caution';

/** A quote that says what it is for: `> [!WARNING]`, or MkDocs' `!!! warning "Title"`, which `parseMarkdown` makes one. */
export interface Callout {
  readonly kind: CalloutKind;
  /** What it says, without the mark; the nodes of the tree are not changed. */
  readonly children: Blockquote['children'];
}

const kinds: ReadonlyMap<string, CalloutKind> = new Map([
  ['note', 'note'],
  ['tip', 'tip'],
  ['important', 'important'],
  ['warning', 'warning'],
  ['caution', 'caution'],
]);

/** What MkDocs calls otherwise; what it does not know either is a note. */
const otherNames: ReadonlyMap<string, CalloutKind> = new Map([
  ['hint', 'tip'],
  ['attention', 'warning'],
  ['danger', 'caution'],
  ['error', 'caution'],
  ['failure', 'caution'],
  ['fail', 'caution'],
  ['bug', 'caution'],
]);

/**
 * Reads a block quote as a callout, as GitHub does: the mark stands alone on the first line; or as
 * MkDocs does, with a title. Otherwise undefined.
 */
export function readCallout(quote: Blockquote): Callout | undefined {
  const [first, ...others] = quote.children;
  if (first?.type !== 'paragraph') return undefined;
  const [words, ...rest] = first.children;
  if (words?.type !== 'text') return undefined;
  const admonition = readAdmonition(first, words.value);
  if (admonition !== undefined) {
    return { kind: admonition.kind, children: [...admonition.children, ...others] };
  }
  const mark = /^\[!([A-Za-z]+)\][ \t]*(\r\n|\n|\r|$)/.exec(words.value);
  const kind = kinds.get(mark?.[1]?.toLowerCase() ?? '');
  if (mark === null || kind === undefined) return undefined;
  const endsInText = mark[2] === '';
  if (endsInText && rest.length > 0 && rest[0]?.type !== 'break') return undefined;
  const left = words.value.slice(mark[0].length);
  const kept = endsInText ? rest.slice(1) : rest;
  const said: Text = { type: 'text', value: left, ...placeAfter(words, mark[0].length) };
  const children = left === '' ? kept : [said, ...kept];
  if (children.length === 0) return { kind, children: others };
  const paragraph: Paragraph = {
    type: 'paragraph',
    children,
    ...placeAfter(first, mark[0].length),
  };
  return { kind, children: [paragraph, ...others] };
}

/** The title is a paragraph of its own. */
function readAdmonition(first: Paragraph, words: string): Callout | undefined {
  const mark = /^(?:!!!|\?\?\?\+?) ([A-Za-z]+)[\w -]*(?: +"([^"\r\n]*)")?[ \t]*(\r\n|\n|\r|$)/.exec(
    words,
  );
  if (mark === null) return undefined;
  const [whole, name = '', title = '', lineEnd] = mark;
  const rest = first.children.slice(1);
  if (lineEnd === '' && rest.length > 0 && rest[0]?.type !== 'break') return undefined;
  const kind = kinds.get(name.toLowerCase()) ?? otherNames.get(name.toLowerCase()) ?? 'note';
  const left = words.slice(whole.length);
  const [text] = first.children;
  const after = text === undefined ? {} : placeAfter(text, whole.length);
  const said = left === '' ? rest : [{ type: 'text' as const, value: left, ...after }, ...rest];
  const titled: Paragraph = {
    type: 'paragraph',
    children: [{ type: 'strong', children: [{ type: 'text', value: title }] }],
  };
  return {
    kind,
    children: [
      ...(title === '' ? [] : [titled]),
      ...(said.length === 0
        ? []
        : [{ type: 'paragraph' as const, children: said, ...placeAfter(first, whole.length) }]),
    ],
  };
}

/** The place of what stands behind the first line of a node, in the text as written. */
function placeAfter(node: Nodes, length: number): Pick<Nodes, 'position'> {
  const { position } = node;
  if (position?.start.offset === undefined) return {};
  const { line, offset } = position.start;
  const start = { line: line + 1, column: 1, offset: offset + length };
  return { position: { start, end: position.end } };
}
