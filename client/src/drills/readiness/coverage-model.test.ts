import { addComponent, connect } from '@holdfast/shared/model/map-commands';
import { excludeScenario, readExclusions } from '@holdfast/shared/model/map-exclusions';
import { reviewWorkspace } from '@holdfast/shared/review/review-fixture';
import { createReadiness } from '@holdfast/shared/readiness/readiness';
import { expect, test } from 'vitest';
import {
  coverageColumns,
  coverageRows,
  coverageToSearch,
  readinessLines,
  searchToCoverage,
} from './coverage-model.ts';
import { attainmentOf, scoreWords } from './figure-words.ts';

const nowMs = Date.UTC(2026, 10, 2, 12);
const at = { nowMs, today: '2026-11-02' };

function known() {
  const workspace = reviewWorkspace();
  const doc = workspace.map();
  const context = workspace.context();
  addComponent(doc, { id: 'shop', name: 'Shop', tier: '1' }, context);
  addComponent(doc, { id: 'db', name: 'Database', tier: '2' }, context);
  connect(doc, 'shop', 'db', {}, context);
  const said = { component: 'shop', scenario: 'zone-loss', until: '2026-12-01', reason: 'None' };
  excludeScenario(doc, said, { nowMs: nowMs - 1, by: 'Ana', today: at.today });
  const { map, projections } = workspace.input(nowMs);
  const rules = {
    requiredScenarios: () => ['zone-loss', 'own'],
    scenariosOfKind: () => [],
    intervalDays: () => 90,
  };
  const exclusions = readExclusions(doc);
  return { map, readiness: createReadiness({ map, projections, exclusions, rules }) };
}

test('what is shown comes back from the address', () => {
  const view = { query: 'a b', state: 'failed', sort: 'tier', of: 'db' } as const;
  expect(searchToCoverage(coverageToSearch(view))).toEqual(view);
  expect(searchToCoverage('state=missed').state).toBe('missed');
  expect(searchToCoverage('state=x&sort=y').sort).toBe('ready');
});

test('rows are filtered by name and state, and go by tier or name', () => {
  const { map, readiness } = known();
  const coverage = readiness.coverage(at);
  const names = (part: Partial<ReturnType<typeof searchToCoverage>>) =>
    coverageRows(coverage, map, { ...searchToCoverage(''), ...part }).map(
      ({ component }) => component.name,
    );
  expect(names({ sort: 'tier' })).toEqual(['Shop', 'Database']);
  expect(names({ sort: 'name' })).toEqual(['Database', 'Shop']);
  expect(names({ query: 'DATA' })).toEqual(['Database']);
  expect(names({ state: 'not-applicable' })).toEqual(['Shop']);
  expect(names({ state: 'proven' })).toEqual([]);
  expect(coverageColumns(coverage, ['zone-loss', 'other'])).toEqual(['zone-loss', 'own']);
});

test('the lines of a service are every required cell, and add up to its score', () => {
  const service = known().readiness.service('shop', at);
  if (service === undefined) throw new Error('no service');
  const { lines, sum } = readinessLines(service);
  expect(lines.map(({ component, scenario }) => `${component} ${scenario}`).toSorted()).toEqual([
    'db own',
    'db zone-loss',
    'shop own',
  ]);
  expect(sum / lines.length).toBe(service.score);
});

test('unknown is not zero', () => {
  expect(scoreWords(undefined)).toBeUndefined();
  expect(scoreWords(0)).toBe('0');
  expect(attainmentOf(undefined, 600)).toEqual({ words: 'unknown of 10 min', isMissed: false });
  expect(attainmentOf(900, 600)?.isMissed).toBe(true);
  expect(attainmentOf(undefined, undefined)).toBeUndefined();
});
