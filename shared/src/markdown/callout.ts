import type { Blockquote, Paragraph } from 'mdast';

export type CalloutKind = 'note' | 'tip' | 'important' | 'warning' | 'caution';

/** A quote that says what it is for: `> [!WARNING]`. */
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

/** Reads a block quote as a callout, as GitHub does: the mark stands alone on the first line. Otherwise undefined. */
export function readCallout(quote: Blockquote): Callout | undefined {
  const [first, ...others] = quote.children;
  if (first?.type !== 'paragraph') return undefined;
  const [words, ...rest] = first.children;
  if (words?.type !== 'text') return undefined;
  const mark = /^\[!([A-Za-z]+)\][ \t]*(\r\n|\n|\r|$)/.exec(words.value);
  const kind = kinds.get(mark?.[1]?.toLowerCase() ?? '');
  if (mark === null || kind === undefined) return undefined;
  const endsInText = mark[2] === '';
  if (endsInText && rest.length > 0 && rest[0]?.type !== 'break') return undefined;
  const left = words.value.slice(mark[0].length);
  const kept = endsInText ? rest.slice(1) : rest;
  const children = left === '' ? kept : [{ type: 'text' as const, value: left }, ...kept];
  if (children.length === 0) return { kind, children: others };
  const paragraph: Paragraph = { type: 'paragraph', children };
  return { kind, children: [paragraph, ...others] };
}
