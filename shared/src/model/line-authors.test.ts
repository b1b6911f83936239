import fc from 'fast-check';
import { expect, test } from 'vitest';
import { changedLines, lineOrigins } from './line-authors.ts';

const past = (...texts: readonly string[]) => texts.map((text) => ({ text }));

test('each line comes from the first text since which it stands', () => {
  expect(lineOrigins(past('a\nb\nc\n', 'a\nB\nc\n', 'new\na\nB\nc\nd'))).toEqual([
    { line: 'new\n', from: 2 },
    { line: 'a\n', from: 0 },
    { line: 'B\n', from: 1 },
    { line: 'c\n', from: 0 },
    { line: 'd', from: 2 },
  ]);
});

test('a line that was away is new when it comes back', () => {
  expect(lineOrigins(past('a\nb\n', 'a\n', 'a\nb\n'))).toEqual([
    { line: 'a\n', from: 0 },
    { line: 'b\n', from: 2 },
  ]);
});

test('changed lines are counted on both sides', () => {
  expect(changedLines('a\nb\nc\n', 'a\nB\nc\nd\n')).toEqual({ added: 2, removed: 1 });
  expect(changedLines('a\n', 'a\n')).toEqual({ added: 0, removed: 0 });
});

test('nothing has no lines', () => {
  expect(lineOrigins([])).toEqual([]);
  expect(lineOrigins(past('a\n', ''))).toEqual([]);
});

test('a text that has little in common with the one before is new', () => {
  const many = (word: string) => Array.from({ length: 2_000 }, (_, n) => `${word} ${n}\n`).join('');
  expect(lineOrigins(past(many('a'), many('b'))).every(({ from }) => from === 1)).toBe(true);
});

test('the lines together are the last text, and none comes from where it did not stand', () => {
  const line = fc.constantFrom('a', 'b', 'c', '', 'a\r');
  const text = fc.array(line, { maxLength: 8 }).map((lines) => lines.join('\n'));
  fc.assert(
    fc.property(fc.array(text, { minLength: 1, maxLength: 6 }), (texts) => {
      const origins = lineOrigins(past(...texts));
      expect(origins.map(({ line: each }) => each).join('')).toBe(texts.at(-1));
      for (const { line: each, from } of origins) {
        for (const later of texts.slice(from)) expect(later).toContain(each.replace(/\n$/, ''));
      }
    }),
  );
});
