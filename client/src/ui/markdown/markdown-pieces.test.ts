import type { Nodes } from 'hast';
import { expect, test } from 'vitest';
import { readOn, readPieces, type MarkdownPieces } from './markdown-pieces.ts';
import { markdownToTree } from '@holdfast/shared/markdown/markdown-tree';
import { splitMarkdown } from '@holdfast/shared/markdown/split-markdown';

const tricky = [
  '---\ntitle: a\n\nowner: b\n---\n\n# Title',
  'A paragraph with a [link][Far Away] and a [^note].',
  '1. one\n\n   ```sh\n   # a comment\n\n   echo\n   ```\n\n2. two',
  '```yaml\na: 1\n\n# not a heading\n\nb: 2\n```',
  '- item\n\n  more of it\n\n- last',
  '<!-- a comment\n\n# in it\n\n-->',
  '<pre>\n\nkept\n\n</pre>',
  '> quote\n\n> [!NOTE]\n> callout',
  '~~~~\n~~~\n\ncode\n\n~~~~',
  '- ```\n  in a list\n\n  # code\n  ```\n\nAfter it.',
  '1. sloppy\n\n   ```\n# a heading, as the list has ended\n\n```\n\ncode at the top\n\n```',
  '| a | b |\n|---|---|\n| 1 | 2 |',
  '    indented code\n\n    and more',
  'Setext\n======\n\n---\n\ntext',
  '[far away]: https://example.org "x"\n[^note]: A note.',
  '## Title\n\n## Title',
] as const;

function whole(text: string, title = ''): MarkdownPieces {
  let read = readPieces(text, title);
  while (!read.complete) read = readOn(read);
  return read;
}

/** What is drawn, but for the places in the text and the white space between blocks. */
function drawn(node: Nodes): unknown {
  if (node.type === 'text') return node.value;
  if (!('children' in node)) return node.type;
  const name = node.type === 'element' ? [node.tagName, node.properties] : [];
  return [...name, ...node.children.filter((child) => !isSpace(child)).map(drawn)];
}

function isSpace(node: Nodes): boolean {
  return node.type === 'text' && node.value.trim() === '';
}

function blocks(read: MarkdownPieces): readonly unknown[] {
  return read.shown.flatMap(({ markdown }) =>
    markdown.tree.children.filter((child) => !isSpace(child)).map(drawn),
  );
}

const long = Array.from(
  { length: 300 },
  (_, at) =>
    `## Step ${at % 7}\n\nDo *this* and \`that\` ${at} times, as [said](x.md).\n\n- [ ] a\n- b`,
).join('\n\n');

test('a text taken apart is what it was, and its parts begin where nothing is open', () => {
  const text = tricky.join('\n\n');
  const parts = splitMarkdown(text, 1);
  expect(parts.map((part) => part.text).join('')).toBe(text);
  expect(parts.length).toBeGreaterThan(15);
  const trees = parts.flatMap((part) => drawnBlocks(part.text));
  const withoutNotes = text.replace('[far away]: https://example.org "x"\n[^note]: A note.', '');
  const inOne = drawnBlocks(withoutNotes);
  expect(trees).toEqual(inOne);
});

function drawnBlocks(text: string): readonly unknown[] {
  const { tree } = markdownToTree(text);
  return tree.children.filter((child) => !isSpace(child)).map(drawn);
}

test('a long text in pieces is drawn as in one, with the same anchors', () => {
  const read = whole(long);
  const inOne = markdownToTree(long);
  expect(read.shown.length).toBeGreaterThan(3);
  expect(blocks(read)).toEqual(inOne.tree.children.filter((child) => !isSpace(child)).map(drawn));
  expect(read.outline).toEqual(inOne.outline);
  expect(read.shown.flatMap(({ ids }) => ids)).toEqual(inOne.outline.map(({ id }) => id));
});

test('its beginning is there at once, the title left out', () => {
  const read = readPieces(`# Long\n\n${long}`, 'Long');
  expect(read.complete).toBe(false);
  expect(read.shown.length).toBeGreaterThan(0);
  expect(
    JSON.stringify(drawn(read.shown[0]?.markdown.tree ?? { type: 'root', children: [] })),
  ).not.toContain('Long');
});

test('links and notes that are defined far away lead somewhere', () => {
  const read = whole(
    `See [the page][Far] and[^1].\n\n${long}\n\n[far]: https://example.org\n[^1]: Once.\n`,
  );
  const first = JSON.stringify(
    drawn(read.shown[0]?.markdown.tree ?? { type: 'root', children: [] }),
  );
  expect(first).toContain('https://example.org');
  expect(first).toContain('Once.');
});

test('what is written into it makes one piece anew, and the text does not shrink meanwhile', () => {
  const before = whole(long);
  const middle = long.indexOf('Do *this* and `that` 150');
  const after = readPieces(`${long.slice(0, middle)}x${long.slice(middle)}`, '', before);
  expect(after.complete).toBe(true);
  const kept = after.shown.filter((piece, at) => piece.markdown === before.shown[at]?.markdown);
  expect(kept).toHaveLength(before.shown.length - 1);
  expect(after.shown.map(({ key }) => key)).toEqual(before.shown.map(({ key }) => key));
  const retitled = readPieces(`${long.replaceAll('*this*', '*all*')}\n\nThe end.`, '', before);
  expect(retitled.complete).toBe(false);
});

test('what is written into the first piece leaves the ends of the others where they were', () => {
  const text = long.replaceAll(/## Step \d/g, (heading, at) => `${String(heading)} ${String(at)}`);
  const ends = (parts: readonly { readonly text: string }[]) => parts.map((part) => part.text);
  const before = ends(splitMarkdown(text, 1000));
  const after = ends(splitMarkdown(`${'more words '.repeat(20)}\n\n${text}`, 1000));
  expect(after.slice(-before.length + 5)).toEqual(before.slice(5));
});

test('a piece that goes takes no other with it', () => {
  const before = whole(long);
  const [first, second] = before.shown;
  const cut =
    long.slice(0, first?.source.text.length) +
    long.slice((second?.start ?? 0) + (second?.source.text.length ?? 0));
  const after = readPieces(cut, '', before);
  expect(after.complete).toBe(true);
  expect(new Set(after.shown.map(({ key }) => key)).size).toBe(after.shown.length);
  expect(blocks(after)).toEqual(blocks(whole(cut)));
});

test('a list of very many items is read in parts, counts on, and is the same list', () => {
  const item = (at: number) => `1. Check \`host-${at}\`${at % 50 === 0 ? '\n\n   > quote\n' : ''}`;
  const text = `# Hosts\n\n${Array.from({ length: 1500 }, (_, at) => item(at)).join('\n')}\n\nThe end.`;
  const read = whole(text);
  expect(read.shown.length).toBeGreaterThan(4);
  expect(read.shown.every(({ markdown }) => !markdown.asWritten)).toBe(true);
  let count = 0;
  for (const { markdown } of read.shown) {
    for (const child of markdown.tree.children) {
      if (child.type !== 'element' || child.tagName !== 'ol') continue;
      expect(child.properties['start'] ?? 1).toBe(count + 1);
      count += child.children.filter(({ type }) => type === 'element').length;
    }
  }
  expect(count).toBe(1500);
});

test('a paragraph whose lines begin with numbers stays one', () => {
  const years = Array.from({ length: 900 }, (_, at) => `${1100 + at}. was a year`).join('\n');
  expect(splitMarkdown(`It is said that\n${years}`, 1)).toHaveLength(1);
});
