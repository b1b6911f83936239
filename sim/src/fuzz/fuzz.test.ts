import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fuzzTargets } from './targets.ts';

/** The same input each time; `npm run fuzz` looks further. */
const seed = 2026;

describe.each([...fuzzTargets()])('fuzzing: $name', ({ property, testRuns, costs }) => {
  it('nothing throws, is taken by halves, or harms who is honest', async () => {
    await fc.assert(property, { numRuns: testRuns, seed });
    expect(costs.outcomes.size).toBeGreaterThan(0);
  });
});
