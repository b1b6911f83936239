import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cutToWidth, textWidth } from './text-width.ts';

test('what fits stays, what does not is cut to what fits', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
      const cut = cutToWidth(text, 13, 180);
      expect(textWidth(cut, 13)).toBeLessThanOrEqual(180);
      if (textWidth(text, 13) <= 180) expect(cut).toBe(text);
      else expect(cut.endsWith('…')).toBe(true);
    }),
  );
});

test('wide letters need more room than narrow ones', () => {
  expect(cutToWidth('Database of all orders', 13, 180)).toBe('Database of all orders');
  expect(cutToWidth('MMMMMMMMMMMMMMMMMMMM', 13, 180)).toBe('MMMMMMMMMMM…');
});
