import type { Element, Nodes } from 'hast';
import { expect, test } from 'vitest';
import { markdownToTree } from './markdown-tree.ts';

function elements(node: Nodes, tagName: string): readonly Element[] {
  const below =
    'children' in node ? node.children.flatMap((child) => elements(child, tagName)) : [];
  return node.type === 'element' && node.tagName === tagName ? [node, ...below] : below;
}

function words(node: Nodes): string {
  if (node.type === 'text') return node.value;
  return 'children' in node ? node.children.map(words).join('') : '';
}

test('scripts, handlers and script links do nothing and show nothing', () => {
  const { tree } = markdownToTree(
    '<script>alert(1)</script>\n\n[x](javascript:alert(1)) ![y](data:text/html,z) <b onclick="a()">bold</b>',
  );
  expect(elements(tree, 'script')).toEqual([]);
  expect(elements(tree, 'a')[0]?.properties).toEqual({});
  expect(elements(tree, 'img')[0]?.properties).not.toHaveProperty('src');
  expect(words(tree)).not.toContain('alert');
  expect(words(tree)).toContain('bold');
});

test('a placeholder in angle brackets stays visible, layout tags do not', () => {
  const { tree } = markdownToTree('Run `oc` in -n <namespace> for <your-pod><br>then <i>wait</i>.');
  expect(words(tree)).toBe('Run oc in -n <namespace> for <your-pod>then wait.');
  expect(elements(tree, 'br')).toHaveLength(1);
});

test('an image written as HTML is an image, a comment is nothing', () => {
  const { tree } = markdownToTree('<!-- draft -->\n\n<img src="https://x.org/a.png" alt="A">');
  expect(elements(tree, 'img')[0]?.properties).toEqual({ src: 'https://x.org/a.png', alt: 'A' });
  expect(words(tree).trim()).toBe('');
});

test('a callout keeps its words and loses its mark', () => {
  const { tree } = markdownToTree('> [!WARNING]\n> Two primaries lose writes.\n\n> plain');
  const [callout] = elements(tree, 'div');
  expect(callout?.properties).toEqual({ dataCallout: 'warning' });
  expect(callout === undefined ? '' : words(callout).trim()).toBe('Two primaries lose writes.');
  expect(elements(tree, 'blockquote')).toHaveLength(1);
});

test('elements know where they stand in the text', () => {
  const text = '---\na: 1\n---\n\n## Meaning\n\n- [ ] step\n';
  const { tree, outline } = markdownToTree(text);
  const [heading] = elements(tree, 'h2');
  expect(text.slice(heading?.position?.start.offset)).toMatch(/^## Meaning/);
  expect(outline[0]?.offset).toBe(heading?.position?.start.offset);
  expect(elements(tree, 'input')[0]?.properties).toMatchObject({
    type: 'checkbox',
    disabled: true,
  });
});

test('a first heading that repeats the title is left out; front matter is never shown raw', () => {
  const { tree } = markdownToTree('---\na: 1\n---\n# Failover\n\ntext', 'failover');
  expect(elements(tree, 'h1')).toEqual([]);
  expect(words(tree).trim()).toBe('text');
  expect(elements(markdownToTree('# Other\n', 'Failover').tree, 'h1')).toHaveLength(1);
});

test('a text that would take too long to lay out is shown in full, and says so', () => {
  const text = '[a]('.repeat(20_000);
  const { tree, outline, asWritten } = markdownToTree(text);
  expect(asWritten).toBe(true);
  expect(words(tree).trim()).toBe(text);
  expect(outline).toEqual([]);
  expect(markdownToTree('[a](b)').asWritten).toBe(false);
});
