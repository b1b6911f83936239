import type { Html, Nodes, Parents, Root, Text } from 'mdast';
import { type Extension, fromMarkdown, type Transform } from 'mdast-util-from-markdown';
import { frontmatterFromMarkdown } from 'mdast-util-frontmatter';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { frontmatter } from 'micromark-extension-frontmatter';
import { gfm } from 'micromark-extension-gfm';
import { visit } from 'unist-util-visit';
import { maskAdmonitions, unmaskAdmonitions } from './admonitions.ts';
import { parseBudget } from './parse-budget.ts';
import { maskReferences, unmaskReferences } from './site-references.ts';

const frontMatterKinds = ['yaml' as const, 'toml' as const];
/** Enough for 100 KB dense with markup, seven times the longest runbook that we know of. */
const maxSteps = 800_000;
/** Elements in elements: what shows a tree goes down it by calls. */
const maxDepth = 150;
/** The sum of the squares of the words' lengths: what looking for bare addresses costs at worst. */
const maxAddressCost = 20_000_000;

declare module 'mdast' {
  interface RootData {
    /** The text was not read as Markdown, because that would take too long: it is one code block. */
    asWritten?: true;
  }
}

/**
 * The syntax tree of a Markdown text: CommonMark with GitHub's tables, task lists, strikethrough,
 * footnotes and bare links; front matter is one `yaml` or `toml` node. Every node's
 * `position.*.offset` counts UTF-16 code units of `text`, so that it maps onto a `Y.Text`.
 *
 * Never throws; costs 1 to 3 ms a KB, so it is for open documents only. A text that asks for more
 * work than an honest one of 100 KB, or nests deeper than anybody means, is one code block that
 * holds all of it, and `data.asWritten` of the root says so. The tree holds `html` nodes as they were
 * written: whoever shows it must leave out or sanitise them.
 */
export function parseMarkdown(text: string): Root {
  if (isNestedTooDeep(text)) return asCode(text);
  try {
    const root = parse(text);
    return isDeeperThan(root, maxDepth) ? asCode(text) : root;
  } catch {
    return asCode(text);
  }
}

/** Fifty markers of quotes or list items one after the other on a line. */
function isNestedTooDeep(text: string): boolean {
  return /^(?:[ \t]*(?:>|[-+*][ \t]|\d{1,9}[.)][ \t])){50}/m.test(text);
}

function asCode(value: string): Root {
  const position = {
    start: { line: 1, column: 1, offset: 0 },
    end: { line: 1, column: value.length + 1, offset: value.length },
  };
  return {
    type: 'root',
    data: { asWritten: true },
    position,
    children: [{ type: 'code', value, position }],
  };
}

function parse(text: string): Root {
  const masked = maskReferences(maskAdmonitions(text));
  const root = fromMarkdown(masked, {
    // One tilde is a home folder or "about" in runbooks, hardly ever a deletion.
    extensions: [frontmatter(frontMatterKinds), gfm({ singleTilde: false }), parseBudget(maxSteps)],
    mdastExtensions: [
      frontmatterFromMarkdown(frontMatterKinds),
      ...gfmFromMarkdown().map(withBoundedTransforms),
    ],
  });
  if (masked !== text) {
    unmaskReferences(root);
    unmaskAdmonitions(root);
  }
  visit(root, (node) => {
    if ('children' in node) keepShortcodes(node);
  });
  if (text.startsWith('\uFEFF')) countByteOrderMark(root);
  return root;
}

/** The transforms look for bare addresses that the parser missed, with patterns that a long word makes slow. */
function withBoundedTransforms(extension: Extension): Extension {
  const { transforms = [] } = extension;
  if (transforms === null) return extension;
  const bounded = transforms.map(
    (transform: Transform): Transform =>
      (root) =>
        addressCost(root) > maxAddressCost ? undefined : transform(root),
  );
  return { ...extension, transforms: bounded };
}

function addressCost(root: Root): number {
  let cost = 0;
  visit(root, 'text', ({ value }) => {
    for (const word of value.split(/\s/)) cost += word.length ** 2;
  });
  return cost;
}

function isDeeperThan(root: Root, depth: number): boolean {
  let level: readonly Nodes[] = [root];
  for (let at = 0; at < depth && level.length > 0; at += 1) {
    level = level.flatMap((node) => ('children' in node ? node.children : []));
  }
  return level.length > 0;
}

/**
 * `{{<hint>}}` is a Hugo shortcode, which CommonMark takes for braces around an HTML tag. Made one
 * text again, it shows as written instead of losing its middle.
 */
function keepShortcodes(parent: Parents): void {
  for (let at = 1; at < parent.children.length - 1; at += 1) {
    const [before, tag, after] = parent.children.slice(at - 1, at + 2);
    if (before?.type !== 'text' || tag?.type !== 'html' || after?.type !== 'text') continue;
    if (!before.value.endsWith('{{') || !after.value.startsWith('}}')) continue;
    parent.children.splice(at - 1, 3, joined(before, tag, after));
    at -= 1;
  }
}

function joined(before: Text, tag: Html, after: Text): Text {
  const value = before.value + tag.value + after.value;
  if (before.position === undefined || after.position === undefined) return { type: 'text', value };
  return {
    type: 'text',
    value,
    position: { start: before.position.start, end: after.position.end },
  };
}

/** The parser drops a byte order mark before it counts. */
function countByteOrderMark(root: Root): void {
  visit(root, (node: Nodes) => {
    for (const point of [node.position?.start, node.position?.end]) {
      if (point?.offset === undefined) continue;
      point.offset += 1;
      if (point.line === 1) point.column += 1;
    }
  });
}
