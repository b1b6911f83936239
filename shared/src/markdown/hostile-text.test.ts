import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readFrontMatter } from './front-matter.ts';
import { outline } from './outline.ts';
import { parseMarkdown } from './parse.ts';
import { plainText } from './plain-text.ts';

const deep = 20_000;

describe('Markdown that makes parsers slow or overflow', () => {
  it.each([
    ['quotes', '>'.repeat(deep)],
    ['quotes with spaces', '> '.repeat(deep)],
    ['lists', '- '.repeat(deep)],
    ['numbered lists', '1. '.repeat(deep)],
    ['lists in quotes', '> * 1) '.repeat(deep)],
  ])('%s in each other are shown as they are written', (_name, text) => {
    const root = parseMarkdown(`# Title\n\n${text}a`);
    expect(root.children).toMatchObject([{ type: 'code', value: `# Title\n\n${text}a` }]);
    expect(outline(root)).toEqual([]);
  });

  it.each([
    ['brackets', '['.repeat(2000)],
    ['links in links', '[a]('.repeat(500)],
    ['images in images', `${'!['.repeat(300)}${'](a)'.repeat(300)}`],
    ['emphasis', '*a_'.repeat(500)],
    ['ticks', Array.from({ length: 100 }, (_, i) => '`'.repeat(i)).join('a')],
    ['comments', '<!--'.repeat(2000)],
    ['footnotes', `${'[^a]'.repeat(300)}\n\n[^a]: x`],
    ['tables', `${'|'.repeat(500)}\n${'|-'.repeat(500)}\n`],
    [
      'nested list lines',
      Array.from({ length: 80 }, (_, i) => `${' '.repeat(i * 2)}- a`).join('\n'),
    ],
  ])('%s are read', (_name, text) => {
    expect(parseMarkdown(text).type).toBe('root');
    expect(typeof plainText(text)).toBe('string');
  });

  it.each([
    ['links in links', '[a]('],
    ['brackets that open', '['],
    ['brackets that close', ']'],
    ['images in images', '!['],
    ['emphasis', '*a_'],
    ['tags', '<a '],
    ['comments', '<!--'],
    ['ticks', '`a'],
    ['pipes', '|'],
    ['rows', '|a|b|\n'],
    ['footnotes', '[^a]'],
    ['footnotes that are defined', '[^a]: x\n'],
    ['links that are defined', '[a]: x\n'],
    ['bare addresses', 'http://a.b '],
    ['bare mail addresses', '_@'],
    ['lists', '- a\n'],
    ['quotes that end', '> a\n\n'],
    ['headings', '# a\n'],
    ['underlined headings', 'a\n=\n'],
    ['fences', '```\n'],
    ['callouts', '> [!NOTE]\n> a\n\n'],
    ['prose', 'The *quick* brown fox.\n\n'],
  ])('a million characters of %s are shown as they are written', (_name, piece) => {
    const text = piece.repeat(1_000_000 / piece.length);
    const root = parseMarkdown(text);
    expect(root.data?.asWritten).toBe(true);
    expect(root.children).toMatchObject([{ type: 'code', value: text }]);
  });

  it('whether a text is read depends on nothing but the text, and 100 KB of prose are', () => {
    const text = 'Look at the [page](http://x.org) and **restart** `api` if it is slow.\n\n';
    const root = parseMarkdown(text.repeat(80_000 / text.length));
    expect(root.data?.asWritten).toBeUndefined();
    expect(root.children.length).toBeGreaterThan(1000);
  });

  it('emphasis in emphasis too deep to be drawn is shown as it is written', () => {
    const text = `${'*a _b '.repeat(200)}${'c_ d* '.repeat(200)}`;
    expect(parseMarkdown(text).data?.asWritten).toBe(true);
  });

  it('a word too long to look for addresses in costs nothing but its addresses', () => {
    const root = parseMarkdown(`${'-.'.repeat(20_000)} and **bold**`);
    expect(root.data?.asWritten).toBeUndefined();
    expect(JSON.stringify(root)).toContain('"strong"');
  });

  it('equal headings have anchors of their own', () => {
    const entries = outline(parseMarkdown('# a\n\n# a\n\n# a-1\n\n# a\n'));
    expect(entries.map(({ id }) => id)).toEqual(['a', 'a-1', 'a-1-1', 'a-2']);
  });

  it('a long list of short lines is still a list', () => {
    const root = parseMarkdown('- [ ] > step\n'.repeat(200));
    expect(root.children[0]?.type).toBe('list');
  });

  it('whatever the text, it is read', () => {
    const piece = fc.constantFrom(
      '>',
      '- ',
      '* ',
      '1. ',
      '#',
      '`',
      '```',
      '[',
      '](',
      ')',
      '<',
      '>',
      '|',
      '\n',
      '\t',
      '    ',
      'a',
      '---\n',
      '[^',
      '~~',
      '&#0;',
      '\u0000',
      '\uFEFF',
      '\uD800',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const text = pieces.join('');
        expect(parseMarkdown(text).type).toBe('root');
        readFrontMatter(text);
        plainText(text);
      }),
      { numRuns: 200 },
    );
  });
});

describe('front matter bombs', () => {
  const laughs = 'bcdefgh'.split('').reduce(
    ({ text, last }, name) => ({
      text: `${text}${name}: &${name} [${Array(9).fill(`*${last}`).join(', ')}]\n`,
      last: name,
    }),
    { text: 'a: &a [lol, lol, lol]\n', last: 'a' },
  );

  it.each([
    ['a billion laughs', `${laughs.text}tags: *h`],
    ['brackets in brackets', `tags: ${'['.repeat(10_000)}${']'.repeat(10_000)}`],
    ['maps in maps', `tags: ${'{a: '.repeat(5000)}1${'}'.repeat(5000)}`],
    ['lists in lists', `tags:\n${'- '.repeat(10_000)}x`],
    ['keys in keys', `${'? '.repeat(10_000)}x`],
    ['a value that holds itself', 'tags: &a [*a]'],
    ['a tag that is code', 'title: !!js/function "() => 1"'],
  ])('%s gives no fields', (_name, yaml) => {
    const read = readFrontMatter(`---\n${yaml}\n---\nbody`);
    expect(read.tags).toEqual([]);
    expect(JSON.stringify(read).length).toBeLessThan(500);
  });

  it('no key changes what objects inherit', () => {
    const read = readFrontMatter(
      '---\n__proto__: {polluted: yes}\nconstructor: x\ntitle: t\n---\n',
    );
    expect(read.title).toBe('t');
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });
});
