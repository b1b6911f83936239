import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { bitCount, slipsBetween } from './likeness.ts';

/** The definition, without any shortcut. */
function slipsByTable(a: string, b: string): number {
  const table = Array.from({ length: a.length + 1 }, (_, i) =>
    Array.from({ length: b.length + 1 }, (__, j) => (i === 0 ? j : j === 0 ? i : 0)),
  );
  const at = (i: number, j: number): number => table[i]?.[j] ?? 0;
  for (let i = 1; i <= a.length; i += 1) {
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let slips = Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + same);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) slips = Math.min(slips, at(i - 2, j - 2) + 1);
      const row = table[i];
      if (row !== undefined) row[j] = slips;
    }
  }
  return at(a.length, b.length);
}

const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 1, maxLength: 9 });

it('counts slips as the definition does, of the whole and of the best beginning', () => {
  fc.assert(
    fc.property(word, word, (a, b) => {
      const whole = slipsByTable(a, b);
      const beginning = Math.min(
        ...Array.from({ length: b.length + 1 }, (_, end) => slipsByTable(a, b.slice(0, end))),
      );
      const found = slipsBetween(a, b, 2);
      if (beginning > 2) expect(found).toBeUndefined();
      else expect(found?.beginning).toBe(beginning);
      if (whole <= 2) expect(found?.whole).toBe(whole);
      else expect(found?.whole ?? 3).toBeGreaterThan(2);
    }),
  );
});

it('counts bits', () => {
  expect([0, 1, 0b1011, -1, 1 << 31].map(bitCount)).toEqual([0, 1, 3, 32, 1]);
});
