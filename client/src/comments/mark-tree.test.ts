import { markdownToTree } from '@holdfast/shared/markdown/markdown-tree';
import type { Element, Nodes } from 'hast';
import { describe, expect, it } from 'vitest';
import { markTree } from './mark-tree.ts';
import { inlineSpans, shownTexts, withWholeInlines } from './source-offsets.ts';

function plain(node: Nodes): string {
  if (node.type === 'text') return node.value;
  return 'children' in node ? node.children.map(plain).join('') : '';
}

function elements(node: Nodes, name: string): readonly Element[] {
  const own = node.type === 'element' && node.tagName === name ? [node] : [];
  return 'children' in node
    ? [...own, ...node.children.flatMap((one) => elements(one, name))]
    : own;
}

/** The marked words of a source, for the words between ⟨ and ⟩ in it. */
function marked(written: string): readonly string[] {
  const from = written.indexOf('⟨');
  const source = written.replace('⟨', '').replace('⟩', '');
  const to = written.indexOf('⟩') - 1;
  const before = markdownToTree(source);
  const { tree } = markTree(before, source, [{ id: 'x', from, to }]);
  expect(plain(tree)).toBe(plain(before.tree));
  const marks = elements(tree, 'mark');
  const ends = marks.filter(({ properties }) => properties['dataEnds'] === 'x');
  expect(ends).toHaveLength(marks.length === 0 ? 0 : 1);
  return marks.filter(({ properties }) => properties['dataThreads'] === 'x').map(plain);
}

describe('marks', () => {
  it.each([
    ['Stop the ⟨primary⟩, then wait.', ['primary']],
    ['Stop ⟨the **old** primary⟩ now.', ['the ', 'old', ' primary']],
    ['1. Stop.\n2. ⟨Wait⟩ here.\n', ['Wait']],
    ['Run `kubectl ⟨get⟩ pods` now.', ['get']],
    ['```sh\nfirst\n  ⟨second⟩ one\n```\n', ['second']],
    ['- a\n\n  ```sh\n  first\n  ⟨second⟩\n  ```\n', ['second']],
    ['> one\n> t⟨wo\n> th⟩ree', ['wo\nth']],
    ['> [!WARNING]\n> Do ⟨not⟩ stop.', ['not']],
    ['!!! warning "Mind"\n    Do ⟨not⟩ stop.\n', ['not']],
    ['a \\* b ⟨c⟩ d', ['c']],
    ['a &amp; b ⟨c⟩ d', ['c']],
    ['| a | b |\n| - | - |\n| c | ⟨d⟩ |\n', ['d']],
    ['See [the ⟨notes⟩](https://example.org).', ['notes']],
    ['# ⟨Title⟩ of it\n\nWords.', ['Title']],
    ['One\r\n⟨two⟩\r\nthree', ['two']],
    ['No words ⟨ ⟩here', [' ']],
  ])('%j', (written, words) => {
    expect(marked(written)).toEqual(words);
  });

  it('overlap, each with its own end, behind a link and not in it', () => {
    const source = 'See [the notes](https://example.org) first.';
    const { tree } = markTree(markdownToTree(source), source, [
      { id: 'a', from: 0, to: 8 },
      { id: 'b', from: 5, to: 14 },
    ]);
    const marks = elements(tree, 'mark').map(({ properties, children }) => [
      properties['dataThreads'] ?? '',
      properties['dataEnds'] ?? '',
      children.map(plain).join(''),
    ]);
    expect(marks).toEqual([
      ['a', '', 'See '],
      ['a b', '', 'the'],
      ['b', '', ' notes'],
      ['', 'a b', ''],
    ]);
    expect(elements(tree, 'a').map((link) => elements(link, 'mark').length)).toEqual([2]);
  });

  it('leave a part alone that has none', () => {
    const part = markdownToTree('Words.');
    expect(markTree(part, 'Words.', [])).toBe(part);
  });
});

describe('words on the page', () => {
  it.each([
    ['Stop **the** `old` one.\n\n- [ ] _Wait_ \\[now\\]\n', true],
    ['a &nbsp; b &copy; c', true],
    ['line one  \nline two\\\nline three', true],
    ['    code\n      deeper\n', true],
    ['~~~\na\n\nb\n~~~', true],
  ])('stand where they were written: %j', (source, all) => {
    const { tree } = markdownToTree(source);
    for (const { node, offsets } of shownTexts(tree, source)) {
      if (node.value.trim() === '') continue;
      expect(offsets !== undefined).toBe(all);
      for (let index = 0; index < node.value.length; index += 1) {
        const character = node.value.charAt(index);
        if (/\w/.test(character)) expect(source.charAt(offsets?.[index] ?? -1)).toBe(character);
      }
    }
  });

  it('take whole elements where they cross their edges', () => {
    const source = 'Stop **the old** one.';
    const spans = inlineSpans(markdownToTree(source).tree);
    const at = (words: string) => {
      const from = source.indexOf(words);
      return { from, to: from + words.length };
    };
    const taken = (words: string) => {
      const { from, to } = withWholeInlines(at(words), spans);
      return source.slice(from, to);
    };
    expect(taken('old** one')).toBe('**the old** one');
    expect(taken('Stop **the')).toBe('Stop **the old**');
    expect(taken('the old')).toBe('the old');
    expect(taken('op')).toBe('op');
  });
});
