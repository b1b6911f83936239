import type { Root } from 'mdast';
import { toString } from 'mdast-util-to-string';
import { visit } from 'unist-util-visit';

/** A heading of a document, in document order. */
export interface OutlineEntry {
  readonly depth: 1 | 2 | 3 | 4 | 5 | 6;
  readonly text: string;
  /** The anchor: unique in its document, made as GitHub makes it. */
  readonly id: string;
  /** Where the heading starts in the text, in UTF-16 code units: `position.start.offset` of its node. */
  readonly offset: number;
}

/** The headings of a parsed document with their anchors. */
export function outline(root: Root): readonly OutlineEntry[] {
  const entries: OutlineEntry[] = [];
  const taken = new Map<string, number>();
  visit(root, 'heading', (node) => {
    const text = toString(node).trim();
    const id = uniqueSlug(text, taken);
    entries.push({ depth: node.depth, text, id, offset: node.position?.start.offset ?? 0 });
  });
  return entries;
}

/** An anchor as GitHub makes it: lower case, punctuation dropped, each space a hyphen. */
export function slug(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '')
    .replace(/ /g, '-');
}

/** `taken` holds, for each anchor, the number to try next: a thousand equal headings are no million tries. */
function uniqueSlug(text: string, taken: Map<string, number>): string {
  const base = slug(text) || 'section';
  let next = taken.get(base) ?? 0;
  let id = base;
  if (next > 0) {
    while (taken.has(`${base}-${next}`)) next += 1;
    id = `${base}-${next}`;
  }
  taken.set(base, next + 1);
  if (id !== base) taken.set(id, 1);
  return id;
}
