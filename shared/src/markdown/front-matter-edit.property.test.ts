import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addField, setField, type WrittenField } from './front-matter-edit.ts';
import { bodyStart, readFrontMatter } from './front-matter.ts';

/** Written without quotes in any style, so that the old bytes can come back. */
const plainWord = fc
  .stringMatching(/^[a-z]{2,6}(?: [a-z]{2,6})?$/)
  .filter((word) => !/^(?:null|true|false|yes|no|on|off)$/.test(word));
const word = fc
  .oneof(
    plainWord,
    fc.constantFrom(
      'a, b',
      'A: b',
      '#1',
      ' x',
      "Ana's",
      '"x" y',
      'null',
      '2024-01-01',
      '- x',
      '[y]',
      '{',
      '\\',
      '~',
    ),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }),
  )
  .map((text) => text.replace(/[\p{Cc}\s\u2028\u2029]+/gu, ' ').trim())
  .filter((text) => text !== '');
const words = (of: fc.Arbitrary<string>, minLength = 0) =>
  fc.uniqueArray(of, { minLength, maxLength: 4 });

const quote = (text: string, style: string): string => {
  if (style === 'single') return `'${text}'`;
  return style === 'double' ? `"${text}"` : text;
};
const quotes = fc.constantFrom('none', 'single', 'double');
const remark = fc.constantFrom('', ' # why', '   ');

interface Style {
  readonly kind: 'title' | 'list';
  readonly value: string | readonly string[];
  readonly lines: string;
}

function written(name: string): fc.Arbitrary<Style> {
  if (name === 'title')
    return fc.tuple(plainWord, quotes, remark).map(([value, style, end]) => ({
      kind: 'title',
      value,
      lines: `title: ${quote(value, style)}${end}\n`,
    }));
  const flow = fc
    .tuple(
      words(plainWord, 1),
      quotes,
      remark,
      fc.constantFrom(', ', ',', ',\n   '),
      fc.constantFrom('', ' '),
    )
    .map(([value, style, end, comma, pad]) => ({
      value,
      lines: `${name}: [${pad}${value.map((one) => quote(one, style)).join(comma)}${pad}]${end}\n`,
    }));
  const block = fc
    .tuple(
      words(plainWord, 1),
      quotes,
      remark,
      fc.constantFrom('', '  ', '    '),
      fc.constantFrom('', '# between\n', '\n'),
    )
    .map(([value, style, end, indent, between]) => ({
      value,
      lines: `${name}:${end}\n${value.map((one) => `${indent}- ${quote(one, style)}${end}\n`).join(between)}`,
    }));
  const commas = fc.tuple(words(plainWord, 2), quotes, remark).map(([value, style, end]) => ({
    value,
    lines: `${name}: ${quote(value.join(', '), style)}${end}\n`,
  }));
  return fc.oneof(flow, block, commas).map((style) => ({ kind: 'list', ...style }));
}

const other = fc.constantFrom(
  '',
  '# remark\n',
  '\n',
  'weight: 7\n',
  'deep:\n  title: no\n  tags: [no]\n',
  'long: |\n  title: no\n\n',
  "odd: 'it''s'\n",
);
const ending = fc.constantFrom('\n', '\r\n');
const rest = fc.constantFrom('', '# Heading\n\ntitle: no\n', '---\ntags: [no]\n---\n');
const name = fc.constantFrom<WrittenField['name']>('title', 'owners', 'tags');

const cases = name.chain((field) =>
  fc.record({
    field: fc.constant(field),
    style: field === 'owners' ? fc.constantFrom('owners', 'owner').chain(written) : written(field),
    before: other,
    after: other,
    ending,
    rest,
    mark: fc.constantFrom('', '\uFEFF'),
    wanted: field === 'title' ? word : words(word),
    plain: field === 'title' ? plainWord : words(plainWord, 1),
  }),
);

type Case = typeof cases extends fc.Arbitrary<infer Value> ? Value : never;

function parts({ style, before, after, ending: end, rest: body, mark }: Case) {
  const as = (text: string) => text.replaceAll('\n', end);
  return {
    head: mark + as(`---\n${before}`),
    field: as(style.lines),
    tail: as(`${after}---\n${body}`),
  };
}

function edited(text: string, field: WrittenField): string {
  const edit = setField(text, field);
  expect(edit).toMatchObject({ kind: 'edited' });
  return edit.kind === 'edited' ? edit.text : '';
}

describe('setField', () => {
  it('says what was set, and touches only the bytes of the field', () => {
    fc.assert(
      fc.property(cases, (given) => {
        const { head, field, tail } = parts(given);
        const after = edited(head + field + tail, { name: given.field, value: given.wanted });
        expect(readFrontMatter(after)[given.field]).toEqual(given.wanted);
        expect(after.slice(0, head.length)).toBe(head);
        expect(after.slice(after.length - tail.length)).toBe(tail);
        for (const kept of field.match(/# (?:why|between)/g) ?? [])
          expect(after.slice(head.length, after.length - tail.length)).toContain(kept);
      }),
      { numRuns: 500 },
    );
  });

  it('gives the old bytes when words that need no quotes are set and set back', () => {
    fc.assert(
      fc.property(cases, (given) => {
        const { head, field, tail } = parts(given);
        const before = head + field + tail;
        const { value } = given.style;
        // What stood in the place of every old word keeps no trace of how they were set out.
        const { plain } = given;
        const wanted =
          typeof value === 'string' || typeof plain === 'string'
            ? plain
            : [...new Set([...value, ...plain.slice(0, 2)])];
        const there = edited(before, { name: given.field, value: wanted });
        expect(edited(there, { name: given.field, value })).toBe(before);
      }),
      { numRuns: 500 },
    );
  });
});

describe('addField', () => {
  it('says what was set, and leaves every byte that was there', () => {
    fc.assert(
      fc.property(
        other,
        other,
        ending,
        rest,
        fc.boolean(),
        name,
        word,
        words(word),
        (a, b, end, body, hasBlock, field, title, list) => {
          const text = ((hasBlock ? `---\n${a}${a === b ? '' : b}---\n` : '') + body).replaceAll(
            '\n',
            end,
          );
          fc.pre(hasBlock || !text.startsWith('---'));
          const value = field === 'title' ? title : list;
          const edit = addField(text, { name: field, value });
          const after = edit.kind === 'edited' ? edit.text : '';
          expect(readFrontMatter(after)[field]).toEqual(value);
          expect(after.slice(bodyStart(after))).toBe(text.slice(bodyStart(text)));
          if (hasBlock)
            expect(after.startsWith(text.slice(0, text.indexOf(`---${end}`, 4)))).toBe(true);
        },
      ),
    );
  });
});
