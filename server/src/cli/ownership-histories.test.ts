import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  analyseOwnership,
  knowersOf,
  writersOf,
} from '@holdfast/shared/ownership/analyse-ownership';
import { readHistory } from '../ownership/read-history.ts';

/** Histories of known projects, kept beside the checkout where they are at hand; never part of it. */
const data = fileURLToPath(new URL('../../../../shared/data/ownership', import.meta.url));

/** As published by Avelino and others. */
const published = { faker: 23, backbone: 2, flask: 1, bup: 2, devise: 2, clojure: 2 };

describe.skipIf(!existsSync(data))(`histories of known projects (not run without ${data})`, () => {
  describe.each(Object.entries(published))('%s', (name, expected) => {
    let history: Awaited<ReturnType<typeof readHistory>>['history'];
    beforeAll(async () => {
      const path = join(data, `${name}.log.gz`);
      ({ history } = await readHistory({ path, files: undefined, now: Infinity }));
    });

    it(`has the published truck factor of ${expected}, whether or not vendored files count`, () => {
      for (const all of [true, false]) {
        const ownership = analyseOwnership(history, { all });
        const result = writersOf(ownership, ownership.files.counted);
        expect(result.truckFactor).toBe(expected);
        const [last, ...before] = result.removals.toReversed();
        expect(last?.coverage).toBeLessThan(0.5);
        for (const one of before) expect(one.coverage).toBeGreaterThanOrEqual(0.5);
        expect(result.prunedTruckFactor).toBeLessThanOrEqual(expected);
        if (result.fewest.kind === 'exact')
          expect(result.fewest.people.length).toBeLessThanOrEqual(expected);
      }
    });

    it('has fewer files that somebody knows now than that somebody wrote', () => {
      const ownership = analyseOwnership(history);
      const wrote = writersOf(ownership, ownership.files.counted);
      const knows = knowersOf(ownership, ownership.files.counted);
      expect(knows.files).toBeLessThan(wrote.files);
      expect(knows.truckFactor).toBeGreaterThan(0);
    });
  });
});
