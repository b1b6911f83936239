import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { authorsOf, degreeOfAuthorship, degreesOf } from './authorship.ts';
import type { FileChange } from './file-history.ts';

const change = (author: number, kind: FileChange['kind'] = 'changed'): FileChange => ({
  ...{ author, kind, at: 0 },
});
const same = (author: number): number => author;

describe('degree of authorship', () => {
  it('is the published formula', () => {
    expect(degreeOfAuthorship({ created: true, own: 0, others: 0 })).toBeCloseTo(4.391, 10);
    expect(degreeOfAuthorship({ created: true, own: 5, others: 3 })).toBeCloseTo(4.766, 5);
    expect(degreeOfAuthorship({ created: false, own: 2, others: 10 })).toBeCloseTo(2.85128, 5);
  });

  it('counts creations as such, renames as changes, and whoever is nobody not at all', () => {
    const changes = [change(0, 'added'), change(1, 'renamed'), change(1), change(2), change(0)];
    const degrees = degreesOf(changes, (author) => (author === 2 ? undefined : author));
    expect(degrees.get(0)).toBeCloseTo(
      degreeOfAuthorship({ created: true, own: 1, others: 2 }),
      10,
    );
    expect(degrees.get(1)).toBeCloseTo(
      degreeOfAuthorship({ created: false, own: 2, others: 1 }),
      10,
    );
    expect(degrees.has(2)).toBe(false);
  });

  it('makes authors of those near the highest, and of no others', () => {
    expect(authorsOf([change(0, 'added')], same)).toEqual(new Set([0]));
    // One change beside a creation: 3.457 of 4.168 is near, and above what no change gives.
    expect(authorsOf([change(0, 'added'), change(1)], same)).toEqual(new Set([0, 1]));
    // 3.457 - 0.321 ln 11 = 2.69: near or not, that is less.
    const busy = [change(0, 'added'), ...Array.from({ length: 10 }, () => change(0)), change(1)];
    expect(authorsOf(busy, same)).toEqual(new Set([0]));
    expect(authorsOf([], same)).toEqual(new Set());
  });

  it('finds an author for whatever somebody created', () => {
    const kinds = fc.constantFrom<FileChange['kind']>('added', 'changed', 'renamed');
    const changes = fc.array(fc.record({ author: fc.nat(6), at: fc.nat(), kind: kinds }));
    fc.assert(
      fc.property(changes, (some) => {
        const authors = authorsOf(some, same);
        const degrees = degreesOf(some, same);
        for (const author of authors) expect(degrees.has(author)).toBe(true);
        // Whoever did most of what was done to it without any creation is above the threshold or nobody is.
        const [first] = some;
        if (first !== undefined && some.every(({ author }) => author === first.author))
          expect(authors).toEqual(new Set([first.author]));
      }),
    );
  });
});
