import type { Heading } from 'mdast';
import { toString } from 'mdast-util-to-string';
import { visit } from 'unist-util-visit';
import { findSecrets, type FoundSecret, type SecretKind } from './lint-secrets.ts';
import { outline } from './outline.ts';
import { parseMarkdown } from './parse.ts';
import { splitVariables, type VariablePlace } from './variables.ts';

/** Where in the text, in UTF-16 code units. */
interface Span {
  readonly from: number;
  readonly to: number;
}

/** Something in a runbook that will let down whoever runs it. */
export type Problem = Span &
  (
    | { readonly rule: 'no-owner' }
    | { readonly rule: 'dead-link'; readonly href: string; readonly leadsTo: DeadLink }
    | { readonly rule: 'unfilled-variable'; readonly name: string }
    | { readonly rule: 'heading-skipped'; readonly depth: number; readonly expected: number }
    | { readonly rule: 'secret'; readonly secret: SecretKind }
  );

/** What a dead link was meant to lead to. */
export type DeadLink = 'file' | 'heading' | 'runbook' | 'incident' | 'image' | 'nowhere' | 'scheme';

export interface LintContext {
  readonly owners: readonly string[];
  /** Names that the front matter declares. */
  readonly variables: ReadonlySet<string>;
  /**
   * What a link that is no `#anchor` of this text leads to: undefined where it leads somewhere, or
   * cannot be known.
   */
  deadLink(href: string, isImage: boolean): DeadLink | undefined;
}

/** What the rules need to know of a stretch of text; offsets count from its beginning. */
export interface LintPiece {
  readonly headings: readonly (Span & {
    readonly depth: Heading['depth'];
    readonly text: string;
  })[];
  /** Ids given in HTML: other readers of the text jump to them. */
  readonly ids: readonly string[];
  readonly links: readonly (Span & { readonly href: string; readonly isImage: boolean })[];
  readonly variables: readonly (Span & { readonly name: string })[];
  readonly secrets: readonly FoundSecret[];
}

/** Reads a stretch of text that can be read by itself. Costs 1 to 3 ms a KB. Never throws. */
export function readLintPiece(text: string): LintPiece {
  const headings: LintPiece['headings'][number][] = [];
  const ids: string[] = [];
  const links: LintPiece['links'][number][] = [];
  const variables: LintPiece['variables'][number][] = [];
  visit(parseMarkdown(text), (node) => {
    const from = node.position?.start.offset ?? 0;
    const to = node.position?.end.offset ?? from;
    if (node.type === 'heading') {
      headings.push({ from, to, depth: node.depth, text: toString(node).trim() });
    } else if (node.type === 'link' || node.type === 'definition' || node.type === 'image') {
      links.push({ from, to, href: node.url, isImage: node.type === 'image' });
    } else if (node.type === 'html') {
      ids.push(...idsIn(node.value));
    } else if (node.type === 'code' || node.type === 'inlineCode') {
      const language = node.type === 'code' ? (node.lang ?? '') : '';
      for (const { name, at, length } of variablesIn(text.slice(from, to), {
        kind: 'code',
        language,
      })) {
        variables.push({ from: from + at, to: from + at + length, name });
      }
    }
  });
  return { headings, ids, links, variables, secrets: findSecrets(text) };
}

function idsIn(html: string): readonly string[] {
  const found = html.matchAll(/\b(?:id|name)\s{0,5}=\s{0,5}["']?([^\s"'>]{1,200})/g);
  return [...found].map(([, id]) => id ?? '');
}

function* variablesIn(
  code: string,
  place: VariablePlace,
): Generator<{ readonly name: string; readonly at: number; readonly length: number }> {
  let at = 0;
  for (const piece of splitVariables(code, () => false, place)) {
    const { length } = piece.text;
    if (piece.kind === 'variable') yield { name: piece.name, at, length };
    at += length;
  }
}

/**
 * Everything that is wrong with a text that was read in pieces, in its order. Cheap: the reading is
 * what costs.
 */
export function lint(
  pieces: readonly { readonly start: number; readonly piece: LintPiece }[],
  context: LintContext,
): readonly Problem[] {
  const problems: Problem[] = [
    ...skippedHeadings(pieces),
    ...deadLinks(pieces, context),
    ...pieces.flatMap(({ start, piece }) => [
      ...piece.variables
        .filter(({ name }) => !context.variables.has(name))
        .map(({ name, ...span }): Problem => ({
          rule: 'unfilled-variable',
          ...moved(span, start),
          name,
        })),
      ...piece.secrets.map(({ kind, ...span }): Problem => ({
        rule: 'secret',
        ...moved(span, start),
        secret: kind,
      })),
    ]),
  ];
  if (context.owners.length === 0) problems.push({ rule: 'no-owner', from: 0, to: 0 });
  return problems.toSorted((a, b) => a.from - b.from || a.to - b.to);
}

/** All of a text at once. */
export function lintText(text: string, context: LintContext): readonly Problem[] {
  return lint([{ start: 0, piece: readLintPiece(text) }], context);
}

/** The title stands above the text as the heading of the first level. */
function* skippedHeadings(
  pieces: readonly { readonly start: number; readonly piece: LintPiece }[],
): Generator<Problem> {
  let above = 1;
  for (const { start, piece } of pieces) {
    for (const { depth, from, to } of piece.headings) {
      const expected = above + 1;
      if (depth > expected) {
        yield { rule: 'heading-skipped', ...moved({ from, to }, start), depth, expected };
      }
      above = depth;
    }
  }
}

function* deadLinks(
  pieces: readonly { readonly start: number; readonly piece: LintPiece }[],
  context: LintContext,
): Generator<Problem> {
  const anchors = anchorsOf(pieces.map(({ piece }) => piece));
  for (const { start, piece } of pieces) {
    for (const { href, isImage, from, to } of piece.links) {
      const leadsTo = opensNothing(href)
        ? href === ''
          ? 'nowhere'
          : 'scheme'
        : href.startsWith('#')
          ? isAnchor(href.slice(1), anchors)
            ? undefined
            : 'heading'
          : isTemplated(href)
            ? undefined
            : context.deadLink(href, isImage);
      if (leadsTo !== undefined) {
        yield { rule: 'dead-link', ...moved({ from, to }, start), href, leadsTo };
      }
    }
  }
}

/** No reader opens it: it is empty, would run something, or is the name of a document in place of its address. */
function opensNothing(href: string): boolean {
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(href.replace(/[\p{Cc}\s]/gu, ''))?.[1];
  return (
    href === '' ||
    /^(?:javascript|vbscript|data|runbook|incident|drill|history)$/i.test(scheme ?? '')
  );
}

/** A site generator makes the address of it. */
function isTemplated(href: string): boolean {
  return /\{\{|\{%|<%|\$\{/.test(href);
}

function isAnchor(hash: string, anchors: ReadonlySet<string>): boolean {
  if (hash === '' || anchors.has(hash)) return true;
  try {
    return anchors.has(decodeURIComponent(hash));
  } catch {
    // A lone percent sign.
    return false;
  }
}

function anchorsOf(pieces: readonly LintPiece[]): ReadonlySet<string> {
  const children = pieces.flatMap(({ headings }) =>
    headings.map(({ depth, text }): Heading => ({
      type: 'heading',
      depth,
      children: [{ type: 'text', value: text }],
    })),
  );
  const ids = outline({ type: 'root', children }).map(({ id }) => id);
  return new Set([...ids, ...pieces.flatMap((piece) => piece.ids)]);
}

function moved({ from, to }: Span, start: number): Span {
  return { from: from + start, to: to + start };
}
