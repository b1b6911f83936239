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
