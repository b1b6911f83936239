import fc from 'fast-check';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { describe, expect, it } from 'vitest';
import {
  bootName,
  covers,
  coversAll,
  joinVectors,
  type LogPosition,
  readVector,
  sameVector,
  type Vector,
  withoutStore,
  withPosition,
  writeVector,
} from './vector.ts';

const store = fc.constantFrom('a', 'b', 'c');
const position: fc.Arbitrary<LogPosition> = fc.record({
  boot: fc.constantFrom(bootName(1, 'x'), bootName(2, 'x'), bootName(2, 'y'), bootName(10, 'x')),
  lsn: fc.nat({ max: 4 }),
});
const vector: fc.Arbitrary<Vector> = fc
  .array(fc.tuple(store, position), { maxLength: 4 })
  .map((entries) => new Map(entries));

describe('vectors', () => {
  it('[PO4] join without regard to order, grouping or repetition', () => {
    fc.assert(
      fc.property(vector, vector, vector, (a, b, c) => {
        expect(sameVector(joinVectors(a, b), joinVectors(b, a))).toBe(true);
        expect(
          sameVector(joinVectors(joinVectors(a, b), c), joinVectors(a, joinVectors(b, c))),
        ).toBe(true);
        expect(sameVector(joinVectors(a, a), a)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  it('[PO4] a join covers nothing that neither side covers', () => {
    fc.assert(
      fc.property(vector, vector, store, position, (a, b, name, at) => {
        if (covers(joinVectors(a, b), name, at))
          expect(covers(a, name, at) || covers(b, name, at)).toBe(true);
        else expect(coversAll(a, new Map([[name, at]])) && covers(b, name, at)).toBe(false);
      }),
      { numRuns: 1000 },
    );
  });

  it('[PO4] leaves its sides as they were', () => {
    fc.assert(
      fc.property(vector, vector, (a, b) => {
        const [before, other] = [new Map(a), new Map(b)];
        joinVectors(a, b);
        withPosition(a, 'a', { boot: 'z', lsn: 1 });
        withoutStore(a, 'a');
        expect([a, b]).toEqual([before, other]);
      }),
    );
  });

  it('[PO3] cover positions of the same store and boot, up to their number', () => {
    fc.assert(
      fc.property(vector, store, position, (a, name, at) => {
        const held = a.get(name);
        const expected = held !== undefined && held.boot === at.boot && held.lsn >= at.lsn;
        expect(covers(a, name, at)).toBe(expected);
        expect(covers(withPosition(a, name, at), name, at)).toBe(true);
        expect(covers(withoutStore(a, name), name, at)).toBe(false);
      }),
      { numRuns: 1000 },
    );
  });

  it('[PO3] [LI7] are the same after they were sent', () => {
    fc.assert(
      fc.property(vector, (a) => {
        const encoder = encoding.createEncoder();
        writeVector(encoder, a);
        expect(readVector(decoding.createDecoder(encoding.toUint8Array(encoder)))).toEqual(a);
      }),
    );
  });
});
