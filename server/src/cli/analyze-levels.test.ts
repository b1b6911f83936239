import type { AnalysisReport } from '@holdfast/shared/analysis/analysis-report';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { crossedLevels, withoutNoise } from './analyze-levels.ts';

function reportOf(down: number): AnalysisReport {
  return withoutNoise({
    target: 'shop',
    complete: true,
    completeTo: 3,
    alwaysDown: false,
    countsByOrder: {},
    cutSets: [{ order: 1, events: ['db'], names: ['db'], probability: down }],
    cutSetsOmitted: 0,
    probability: { value: down, kind: 'exact', lower: down, upper: down, unknown: [] },
    spofs: [],
    pathsOmitted: 0,
  });
}

function said(report: AnalysisReport, objective: number): readonly string[] {
  const target = { own: new Set<string>(), objective, busFactor: undefined };
  return crossedLevels(report, [{ kind: 'objective' }], target);
}

describe('levels of an analysis', () => {
  it('are told in the decimals that people wrote', () => {
    expect(said(reportOf(1 - 0.999), 0.99999)).toEqual([
      'It is down more often than 0.00001: 0.001.',
    ]);
    expect(said(reportOf(0.1), 99.999 / 100)).toEqual(['It is down more often than 0.00001: 0.1.']);
    const { probability, cutSets } = reportOf(1 - 0.9995);
    expect(probability).toMatchObject({ value: 0.0005, lower: 0.0005, upper: 0.0005 });
    expect(cutSets[0]?.probability).toBe(0.0005);
  });

  it('are not crossed by what is exactly allowed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 999_999 }), (millionths) => {
        const objective = millionths / 1_000_000;
        expect(said(reportOf(1 - objective), objective)).toEqual([]);
        expect(said(reportOf(1 - (millionths - 1) / 1_000_000), objective)).toHaveLength(1);
      }),
      { examples: [[999_991]] },
    );
  });
});
