import type { Html, Nodes, Parents, Root, Text } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { frontmatterFromMarkdown } from 'mdast-util-frontmatter';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { frontmatter } from 'micromark-extension-frontmatter';
import { gfm } from 'micromark-extension-gfm';
import { visit } from 'unist-util-visit';

const frontMatterKinds = ['yaml' as const, 'toml' as const];

/**
 * The syntax tree of a Markdown text: CommonMark with GitHub's tables, task lists, strikethrough,
 * footnotes and bare links; front matter is one `yaml` or `toml` node. Every node's
 * `position.*.offset` counts UTF-16 code units of `text`, so that it maps onto a `Y.Text`.
 *
 * Never throws; costs 1 to 3 ms a KB, so it is for open documents only. A text that nests quotes and
 * lists deeper than anybody means is one code block: parsing it takes time in proportion to the
 * square of the depth, and then overflows the stack. The tree holds `html` nodes as they were
 * written: whoever shows it must leave out or sanitise them.
 */
export function parseMarkdown(text: string): Root {
  if (isNestedTooDeep(text)) return asCode(text);
  try {
    return parse(text);
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
  return { type: 'root', position, children: [{ type: 'code', value, position }] };
}

function parse(text: string): Root {
  const root = fromMarkdown(text, {
    // One tilde is a home folder or "about" in runbooks, hardly ever a deletion.
    extensions: [frontmatter(frontMatterKinds), gfm({ singleTilde: false })],
    mdastExtensions: [frontmatterFromMarkdown(frontMatterKinds), gfmFromMarkdown()],
  });
  visit(root, (node) => {
    if ('children' in node) keepShortcodes(node);
  });
  if (text.startsWith('\uFEFF')) countByteOrderMark(root);
  return root;
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
