import { describe, expect, it } from 'vitest';
import { bodyStart, findFrontMatter, readFrontMatter } from './front-matter.ts';
import { parseMarkdown } from './parse.ts';

describe('findFrontMatter', () => {
  it.each([
    ['---\ntitle: a\n---\nbody', 'title: a\n', 'body'],
    ['\uFEFF---  \r\ntitle: a\r\n---\t\r\nbody', 'title: a\r\n', 'body'],
    ['---\n---', '', ''],
    ['---\n\n---\n\nbody', '\n', '\nbody'],
    ['+++\ntitle = "a"\n+++\nbody', 'title = "a"\n', 'body'],
    ['---\rtitle: a\r---\rbody', 'title: a\r', 'body'],
  ])('finds the block of %j', (text, value, body) => {
    const span = findFrontMatter(text);
    expect(text.slice(span?.valueStart, span?.valueEnd)).toBe(value);
    expect(text.slice(span?.end)).toBe(body);
    expect(parseMarkdown(text).children[0]?.type).toBe(span?.language);
  });

  it.each([
    '',
    'text',
    '\n---\na: 1\n---\n',
    ' ---\na: 1\n---\n',
    '---\na: 1\n',
    '----\na: 1\n----\n',
    '---\na: 1\n --- \n',
    '---\na: 1\n+++\n',
    '--- x\n---\n',
  ])('finds none in %j', (text) => {
    expect(findFrontMatter(text)).toBeUndefined();
    expect(['yaml', 'toml']).not.toContain(parseMarkdown(text).children[0]?.type);
  });

  it('does not look beyond 32 KB', () => {
    expect(findFrontMatter(`---\n${'a: 1\n'.repeat(10_000)}---\n`)).toBeUndefined();
    expect(bodyStart('\uFEFFtext')).toBe(1);
  });
});

describe('readFrontMatter', () => {
  it('reads what it knows, in the shapes people write', () => {
    const text =
      '---\ntitle: 2024\nowner: Ana, Bo\nowners: [Cy, Ana]\ntags: db\nservices:\n  - orders\n  - 7\n  - {a: 1}\nalerts: null\nother: {deep: [1]}\n---\n';
    expect(readFrontMatter(text)).toEqual({
      title: '2024',
      owners: ['Cy', 'Ana', 'Bo'],
      tags: ['db'],
      components: ['orders', '7'],
      alerts: [],
      aliases: [],
      listed: ['owners', 'tags'],
    });
  });

  it.each([
    ['---\n\ttitle: [\n---\n', /not valid YAML/],
    ['---\njust words\n---\n', /not a list of fields/],
    ['+++\ntitle = "a"\n+++\n', /TOML/],
    [`---\n${'['.repeat(20_000)}\n---\n`, /not valid YAML/],
    [
      `---\na: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c]\n---\n`,
      /not valid YAML/,
    ],
  ])('reports a block that it cannot read: %#', (text, problem) => {
    expect(readFrontMatter(text).problem).toMatch(problem);
  });

  it('is not changed by odd keys', () => {
    expect(readFrontMatter('---\n__proto__: {title: x}\ntitle: y\ntitle: z\n---\n')).toMatchObject({
      title: 'z',
    });
    expect(readFrontMatter('---\n---\n')).toEqual({
      owners: [],
      tags: [],
      components: [],
      alerts: [],
      aliases: [],
      listed: [],
    });
  });
});
