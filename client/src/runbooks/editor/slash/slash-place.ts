import { syntaxTree } from '@codemirror/language';
import type { EditorState } from '@codemirror/state';

/** A slash that asks for the menu, and what was typed behind it. */
export interface SlashPlace {
  /** Where the slash stands. */
  readonly from: number;
  readonly query: string;
}

/** Longer than any name that somebody types out to find it. */
const maxQuery = 60;

/** In these a slash is somebody else's: a path, a command, an address. */
const otherwise = new Set([
  'FencedCode',
  'CodeBlock',
  'CodeText',
  'InlineCode',
  'FrontMatter',
  'URL',
  'LinkReference',
  'Autolink',
  'HTMLBlock',
  'HTMLTag',
  'CommentBlock',
  'Comment',
]);

/**
 * The slash before `position` that asks for the menu: at the start of a line or after a space, in
 * words. What is behind it begins with no space and holds no other slash.
 */
export function slashAt(state: EditorState, position: number): SlashPlace | undefined {
  const line = state.doc.lineAt(position);
  const before = line.text.slice(
    Math.max(0, position - line.from - maxQuery - 2),
    position - line.from,
  );
  const found = /(?:^|\s)\/((?:[^\s/][^/]*)?)$/.exec(before);
  if (found === null) return undefined;
  const query = found[1] ?? '';
  const from = position - query.length - 1;
  return isWords(state, from, 1) ? { from, query } : undefined;
}

/** Is what stands on that side of a position words, in which the menu may write? */
export function isWords(state: EditorState, position: number, side: -1 | 1): boolean {
  let node = syntaxTree(state).resolveInner(position, side);
  for (;;) {
    if (otherwise.has(node.name)) return false;
    const { parent } = node;
    if (parent === null) return true;
    node = parent;
  }
}
