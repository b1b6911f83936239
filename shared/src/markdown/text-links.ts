import { bodyStart } from './front-matter.ts';
import { readLines } from './lines.ts';

const mostLinks = 100;
const maxLinkLength = 300;
/** Longer lines are data, not prose: the pattern's cost stays bounded. */
const maxLineLength = 4_000;

/** `](target)`, and `[name]: target` at the start of a line. */
const inline = /\]\(\s*<?([^()\s<>]+(?:\([^()\s]*\)[^()\s<>]*)?)>?/g;
const definition = /^ {0,3}\[[^\]]+\]:\s+<?([^\s<>]+)>?/;

/**
 * Where a Markdown text leads within its repository or workspace: targets of its links as they are
 * written, each once, without addresses elsewhere and anchors on the same page. At most 100, each at
 * most 300 characters long. Reads lines, as `plainText` does: an approximation, made for
 * what is derived from thousands of documents.
 */
export function textLinks(text: string): readonly string[] {
  const links = new Set<string>();
  for (const line of readLines(text, bodyStart(text))) {
    if (line.kind === 'code' || line.text.length > maxLineLength || !line.text.includes(']'))
      continue;
    for (const [, target = ''] of line.text.matchAll(inline)) add(links, target);
    const defined = definition.exec(line.text)?.[1];
    if (defined !== undefined) add(links, defined);
    if (links.size >= mostLinks) break;
  }
  return [...links].slice(0, mostLinks);
}

function add(links: Set<string>, target: string): void {
  const isElsewhere = /^(?:[a-z][a-z0-9+.-]*:|\/\/|#)/i.test(target);
  if (!isElsewhere && target.length <= maxLinkLength) links.add(target);
}
