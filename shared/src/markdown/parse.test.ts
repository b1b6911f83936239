import type { Blockquote, Nodes } from 'mdast';
import { toString } from 'mdast-util-to-string';
import { visit } from 'unist-util-visit';
import { describe, expect, it } from 'vitest';
import { readCallout } from './callout.ts';
import { outline, slug } from './outline.ts';
import { parseMarkdown } from './parse.ts';

function sourceOf(text: string, type: Nodes['type']): readonly string[] {
  const found: string[] = [];
  visit(parseMarkdown(text), type, (node: Nodes) => {
    found.push(text.slice(node.position?.start.offset, node.position?.end.offset));
  });
  return found;
}

describe('parseMarkdown', () => {
  it('keeps source offsets, with front matter, CRLF, emoji and a byte order mark', () => {
    const text = '\uFEFF---\r\ntitle: x\r\n---\r\n# 😀 A\r\n\r\n- [x] one\r\n- [ ] two\r\n';
    expect(sourceOf(text, 'yaml')).toEqual(['---\r\ntitle: x\r\n---']);
    expect(sourceOf(text, 'heading')).toEqual(['# 😀 A']);
    expect(sourceOf(text, 'listItem')).toEqual(['- [x] one', '- [ ] two']);
  });

  it('knows tables, task lists and bare links', () => {
    const text = '| a | b |\n|---|---|\n| 1 | 2 |\n\nhttps://example.org ~5 min~\n';
    expect(sourceOf(text, 'tableCell')).toEqual(['| a ', '| b |', '| 1 ', '| 2 |']);
    expect(sourceOf(text, 'link')).toEqual(['https://example.org']);
    expect(sourceOf(text, 'delete')).toEqual([]);
  });

  it.each([
    '{{< hint info >}}',
    '{{<hint info>}}',
    '{{% notice %}}',
    '{{</hint>}}',
    'a {{<b>}} {{<c>}} d',
  ])('keeps the shortcode %s as text', (line) => {
    const root = parseMarkdown(`${line}\n`);
    expect(toString(root)).toBe(line);
    expect(sourceOf(`${line}\n`, 'html')).toEqual([]);
  });
});

describe('outline', () => {
  it('numbers equal anchors', () => {
    const text =
      '# Steps\n\n## Steps\n\n### `kubectl get` & more!\n\nSteps-1\n---\n\n## 한국어 절차\n\n## !\n';
    expect(outline(parseMarkdown(text))).toEqual([
      { depth: 1, text: 'Steps', id: 'steps', offset: 0 },
      { depth: 2, text: 'Steps', id: 'steps-1', offset: 9 },
      { depth: 3, text: 'kubectl get & more!', id: 'kubectl-get--more', offset: 19 },
      { depth: 2, text: 'Steps-1', id: 'steps-1-1', offset: 46 },
      { depth: 2, text: '한국어 절차', id: '한국어-절차', offset: 59 },
      { depth: 2, text: '!', id: 'section', offset: 70 },
    ]);
  });

  it('makes anchors as GitHub does', () => {
    expect(slug('Why `a_b` — and "c"?')).toBe('why-a_b--and-c');
  });
});

function firstQuote(text: string): Blockquote {
  const [quote] = parseMarkdown(text).children;
  if (quote?.type !== 'blockquote') throw new Error('no quote in the test text');
  return quote;
}

describe('readCallout', () => {
  it.each([
    ['> [!NOTE]\n> Read **this**.\n', 'note', 'Read this.'],
    ['> [!warning]  \r\n> Data is lost.\r\n', 'warning', 'Data is lost.'],
    ['> [!TIP]\n>\n> - one\n', 'tip', 'one'],
    ['> [!CAUTION]\n', 'caution', ''],
  ])('reads %j', (text, kind, words) => {
    const callout = readCallout(firstQuote(text));
    expect(callout?.kind).toBe(kind);
    expect(toString({ type: 'root', children: [...(callout?.children ?? [])] })).toBe(words);
  });

  it.each([
    '> a quote\n',
    '> [!NOTE] same line\n',
    '> [!OTHER]\n> x\n',
    '> [!NOTE]**x**\n',
    '> # [!NOTE]\n',
  ])('leaves %j a quote', (text) => {
    expect(readCallout(firstQuote(text))).toBeUndefined();
  });
});
