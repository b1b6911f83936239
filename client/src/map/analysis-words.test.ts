import { expect, test } from 'vitest';
import type { AnalysisState } from './analysis/analysis-client.ts';
import { analysisWords } from './analysis-words.ts';

const state: AnalysisState = {
  kind: 'ready',
  isCurrent: true,
  summary: {
    components: new Map([['db', { causes: 0, takesDown: 2, hidden: 0 }]]),
    domains: new Map(),
    people: new Map(),
    cycles: [],
    multiZone: [],
  },
};

test('while something is taken away, the line says that it is of the map with it', () => {
  expect(analysisWords(state, false, 'whole')).toBe('1 component takes others down alone.');
  expect(analysisWords(state, true, 'whole')).toBe(
    'With nothing taken away: 1 component takes others down alone.',
  );
  expect(analysisWords({ kind: 'working' }, true, 'whole')).not.toContain('taken away');
});

test('of a map that is not all there, nothing is said as if it were', () => {
  expect(analysisWords(state, false, 'arriving')).toBe(
    'More of the map may be on its way. So far: 1 component takes others down alone.',
  );
  expect(analysisWords(state, false, 'unreachable')).toContain('may be missing');
});
