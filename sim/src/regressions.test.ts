import { describe, expect, it } from 'vitest';
import { simulate } from './simulation.ts';

/** Runs that failed once, by what went wrong: in the engine, or in what the judge took for wrong. */
const seeds: readonly (readonly [seed: number, what: string])[] = [
  [28, 'a browser cleared what it stores while writes were under way'],
  [29, 'an edit came again after the row that held it had rotted unnoticed'],
];

describe('simulated runs that failed once', () => {
  it.each(seeds)('[OB5] seed %i: %s', { timeout: 120_000 }, async (seed) => {
    const { problems, acknowledged } = await simulate({ seed });
    expect(problems).toEqual([]);
    expect(acknowledged).toBeGreaterThan(0);
  });
});
