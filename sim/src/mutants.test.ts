import { describe, expect, it } from 'vitest';
import { mutants } from './mutants.ts';
import { simulate } from './simulation.ts';

/** Short runs, some of which are bound to hit the bug. The same runs pass without it. */
const seeds = [13, 22, 23, 36, 2, 3];
const short = { durationMs: 8_000, healingMs: 20_000 };

describe('simulated runs', () => {
  it('[DU1] [DU2] [DU3] pass over a store that keeps its word', { timeout: 120_000 }, async () => {
    for (const seed of seeds) {
      const { problems } = await simulate({ seed, ...short });
      expect({ seed, problems }).toEqual({ seed, problems: [] });
    }
  });

  it.each(mutants)('catch a store that $name', { timeout: 120_000 }, async ({ wrapStore }) => {
    const found: string[] = [];
    for (const seed of seeds) {
      if (found.length === 0)
        found.push(...(await simulate({ seed, ...short, wrapStore })).problems);
    }
    expect(found).not.toEqual([]);
  });
});
