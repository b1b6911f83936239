import type { Definition, Link, Nodes } from 'mdast';
import { visit } from 'unist-util-visit';
import { parseMarkdown } from '../markdown/parse.ts';
import type { DocumentName } from '../protocol/names.ts';

/** Where the files of an export lie, each path relative to the same folder. */
export interface ExportPlaces {
  /** The path of the file that the text is for. */
  readonly path: string;
  /** The path of a runbook's file; undefined where it is not exported. */
  pathOf(name: DocumentName): string | undefined;
}

/** A link of the text that is written otherwise in the file. */
interface RewrittenLink {
  /** As the text has it: `/runbooks/<id>` and what follows. */
  readonly address: string;
  /** As the file has it: relative. */
  readonly relative: string;
}

const runbookAddress = /^\/runbooks\/([0-9a-hjkmnp-tv-z]{26})(#.*)?$/;

/**
 * The text as its file has it: links to `/runbooks/<id>` are relative where that runbook is exported
 * too. A text without such links stays the same, byte for byte.
 */
export function withRelativeLinks(text: string, places: ExportPlaces): string {
  const rewritten = new Map(
    rewrittenLinks(text, places).map(({ address, relative }) => [address, relative]),
  );
  return rewritten.size === 0 ? text : replaceAddresses(text, rewritten);
}

/**
 * A file's text with its relative links made `/runbooks/<id>` again, where `body`, the text that it
 * is to replace, has them so. Undoes `withRelativeLinks`.
 */
export function withRunbookLinks(text: string, body: string, places: ExportPlaces): string {
  const rewritten = rewrittenLinks(body, places);
  if (rewritten.length === 0) return text;
  // What the body itself has as a relative link was never anything else.
  const own = new Set(linksOf(body).map(({ url }) => url));
  const restored = rewritten.flatMap(({ address, relative }) =>
    own.has(relative) ? [] : [[relative, address] as const],
  );
  return replaceAddresses(text, new Map(restored));
}

function rewrittenLinks(text: string, places: ExportPlaces): readonly RewrittenLink[] {
  // Reading the syntax is slow, and hardly a text has such links.
  if (!/\/runbooks\/[0-9a-z]{26}/.test(text)) return [];
  return linksOf(text).flatMap(({ url }) => {
    const [, id, anchor = ''] = runbookAddress.exec(url) ?? [];
    const path = id === undefined ? undefined : places.pathOf(`runbook:${id}`);
    if (path === undefined) return [];
    return [{ address: url, relative: `${relativePath(places.path, path)}${anchor}` }];
  });
}

function linksOf(text: string): readonly (Link | Definition)[] {
  const found: (Link | Definition)[] = [];
  visit(parseMarkdown(text), (node: Nodes) => {
    if (node.type === 'link' || node.type === 'definition') found.push(node);
  });
  return found;
}

function replaceAddresses(text: string, wanted: ReadonlyMap<string, string>): string {
  let result = '';
  let at = 0;
  for (const { url, position } of linksOf(text)) {
    const address = wanted.get(url);
    const { start, end } = position ?? {};
    if (address === undefined || start?.offset === undefined || end?.offset === undefined) continue;
    // The address stands after the label; what was written with escapes is left as it is.
    const found = text.slice(start.offset, end.offset).lastIndexOf(url);
    if (found < 0 || start.offset < at) continue;
    const from = start.offset + found;
    result += text.slice(at, from) + address;
    at = from + url.length;
  }
  return result + text.slice(at);
}

function relativePath(from: string, to: string): string {
  const here = from.split('/').slice(0, -1);
  const there = to.split('/');
  let shared = 0;
  while (shared < here.length && shared < there.length - 1 && here[shared] === there[shared]) {
    shared += 1;
  }
  const up = here.slice(shared).map(() => '..');
  const path = [...up, ...there.slice(shared).map(encodePart)].join('/');
  // `a:b.md` alone would be another site's address.
  return /^[^/]*:/.test(path) ? `./${path}` : path;
}

function encodePart(part: string): string {
  // Parentheses end an address in Markdown.
  return encodeURIComponent(part).replace(/[()]/g, (mark) => (mark === '(' ? '%28' : '%29'));
}
