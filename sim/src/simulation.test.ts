import { describe, expect, it } from 'vitest';
import { simulate, type SimulationResult } from './simulation.ts';

async function traced(
  seed: number,
): Promise<{ readonly result: SimulationResult; readonly lines: readonly string[] }> {
  const lines: string[] = [];
  const result = await simulate({ seed, trace: (line) => lines.push(line) });
  return { result, lines };
}

describe('a simulated run', () => {
  it('is the same whenever its seed is run', { timeout: 120_000 }, async () => {
    for (const seed of [3, 28]) {
      const first = await traced(seed);
      const second = await traced(seed);
      expect(second.lines.length).toBeGreaterThan(100);
      expect(second).toEqual(first);
    }
  });
});
