import fc from 'fast-check';
import { expect, it } from 'vitest';
import { wordDiff } from './word-diff.ts';

it('tells words that go and words that come', () => {
  expect(wordDiff('Wait 5 minuts now', 'Wait 5 minutes now')).toEqual([
    { kind: 'same', text: 'Wait 5 ' },
    { kind: 'removed', text: 'minuts' },
    { kind: 'added', text: 'minutes' },
    { kind: 'same', text: ' now' },
  ]);
});

it('gives both texts back, also where they have little in common', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b ', '\n', '😀'), maxLength: 2_000 });
  fc.assert(
    fc.property(text, text, (before, after) => {
      const parts = wordDiff(before, after);
      const only = (kind: string) =>
        parts.flatMap((part) => (part.kind === 'same' || part.kind === kind ? [part.text] : []));
      expect(only('removed').join('')).toBe(before);
      expect(only('added').join('')).toBe(after);
    }),
    { numRuns: 50 },
  );
});
