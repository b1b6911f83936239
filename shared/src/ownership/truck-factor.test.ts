import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fewestPeople } from './fewest-people.ts';
import { truckFactor } from './truck-factor.ts';

const byName = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const filesOf = (...authors: readonly string[]): readonly ReadonlySet<string>[] =>
  authors.map((letters) => new Set(letters));

function isEnough(files: readonly ReadonlySet<string>[], gone: ReadonlySet<string>): boolean {
  const orphans = files.filter((people) => [...people].every((one) => gone.has(one)));
  return 2 * orphans.length > files.length;
}

/** Tries every set of people. */
function bruteForce(files: readonly ReadonlySet<string>[]): number {
  const people = [...new Set(files.flatMap((one) => [...one]))];
  let fewest = Number.POSITIVE_INFINITY;
  for (let mask = 0; mask < 2 ** people.length; mask += 1) {
    const gone = new Set(people.filter((_, at) => (mask & (2 ** at)) !== 0));
    if (isEnough(files, gone)) fewest = Math.min(fewest, gone.size);
  }
  return files.length === 0 ? 0 : fewest;
}

const someFiles = fc
  .array(fc.uniqueArray(fc.constantFrom(...'ABCDEFG'.split('')), { maxLength: 4 }), {
    maxLength: 12,
  })
  .map((files) => files.map((people) => new Set(people)));

describe('truck factor', () => {
  it('is found greedily, and is then not always the fewest', () => {
    const files = filesOf('D', 'ACE', 'ACE', 'B', 'BD');
    expect(truckFactor(files, byName).truckFactor).toBe(4);
    const exact = fewestPeople(files);
    expect(exact.kind === 'exact' && new Set(exact.people)).toEqual(new Set(['B', 'D']));
  });

  it('goes on at exactly half, and says what is left after each', () => {
    const result = truckFactor(filesOf('A', 'A', 'B', 'C'), byName);
    expect(result).toEqual({
      truckFactor: 2,
      prunedTruckFactor: 2,
      coverage: 1,
      removals: [
        { person: 'A', files: 2, coverage: 0.5 },
        { person: 'B', files: 1, coverage: 0.25 },
      ],
    });
  });

  it('takes of equals whoever comes first', () => {
    const files = filesOf('A', 'B', 'C');
    expect(truckFactor(files, (a, b) => byName(b, a)).removals.map(({ person }) => person)).toEqual(
      ['C', 'B'],
    );
  });

  it('prunes who has less than a tenth of the first one’s files', () => {
    const files = filesOf(
      ...Array<string>(21).fill('A'),
      ...'BCDEFGHIJKLMNOPQRSTUVWXYZ'.split(''),
      'ZZ',
      'YY',
    );
    const { truckFactor: all, prunedTruckFactor } = truckFactor(files, byName);
    expect({ all, prunedTruckFactor }).toEqual({ all: 3, prunedTruckFactor: 1 });
  });

  it('is 0 where most files have nobody to begin with', () => {
    expect(truckFactor(filesOf('A', '', ''), byName)).toMatchObject({
      truckFactor: 0,
      removals: [],
    });
    expect(truckFactor([], byName)).toMatchObject({ truckFactor: 0, coverage: 0 });
  });

  it('is enough, ends with the last that was needed, and never gains by a removal', () => {
    fc.assert(
      fc.property(someFiles, (files) => {
        const { removals, coverage } = truckFactor(files, byName);
        const gone = new Set(removals.map(({ person }) => person));
        if (files.length > 0) expect(isEnough(files, gone)).toBe(true);
        gone.delete(removals.at(-1)?.person ?? '');
        if (removals.length > 0) expect(isEnough(files, gone)).toBe(false);
        let before = coverage;
        for (const { coverage: after } of removals) {
          expect(after).toBeLessThanOrEqual(before);
          before = after;
        }
      }),
    );
  });
});

describe('the fewest people', () => {
  it('are as few as trying every set finds, and enough', () => {
    fc.assert(
      fc.property(someFiles, (files) => {
        const found = fewestPeople(files);
        expect(found.kind).toBe('exact');
        if (found.kind !== 'exact') return;
        expect(found.people).toHaveLength(bruteForce(files));
        if (files.length > 0) expect(isEnough(files, new Set(found.people))).toBe(true);
        expect(found.people.length).toBeLessThanOrEqual(truckFactor(files, byName).truckFactor);
      }),
    );
  });

  it('are not known when the budget ends first, and it says how many at least', () => {
    const files = filesOf(
      ...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
        .split('')
        .map((one, at, all) => `${one}${all[(at + 7) % 26] ?? ''}`),
    );
    const found = fewestPeople(files, { steps: 50 });
    expect(found.kind).toBe('unknown');
    expect(found.kind === 'unknown' && found.atLeast).toBeGreaterThan(0);
  });
});
