import { expect, it } from 'vitest';
import {
  excludeScenario,
  isExcluded,
  readExclusions,
  takeBackExclusion,
} from './map-exclusions.ts';
import { mapOf } from './map-fixture.ts';

const context = { nowMs: 1, by: 'Ana', today: '2026-11-28' };
const said = { component: 'dns', scenario: 'zone-loss', until: '2026-12-01', reason: 'Two zones' };

it('leaves a scenario out until a day, with a reason, and takes that back', () => {
  const doc = mapOf();
  expect(excludeScenario(doc, said, context)).toEqual({ ok: true, changed: true });
  expect(excludeScenario(doc, said, context)).toEqual({ ok: true, changed: false });
  const one = readExclusions(doc).get('dns zone-loss');
  expect(one).toEqual({ ...said, by: 'Ana', atMs: 1 });
  expect([isExcluded(one, '2026-12-01'), isExcluded(one, '2026-12-02')]).toEqual([true, false]);
  expect(takeBackExclusion(doc, 'dns', 'zone-loss')).toEqual({ ok: true, changed: true });
  expect(readExclusions(doc).size).toBe(0);
});

it.each([
  [{ until: '2026-11-27' }, 'bad-value'],
  [{ until: 'soon' }, 'bad-value'],
  [{ component: '' }, 'bad-value'],
  [{ scenario: 'two words' }, 'bad-value'],
  [{ reason: ' ' }, 'no-reason'],
  [{ reason: 'x'.repeat(3_000) }, 'too-long'],
])('refuses %j, and writes nothing', (part, reason) => {
  const doc = mapOf();
  expect(excludeScenario(doc, { ...said, ...part }, context)).toMatchObject({ ok: false, reason });
  expect(readExclusions(doc).size).toBe(0);
});

it('passes over what it cannot read', () => {
  const doc = mapOf();
  doc.getMap('not-applicable').set('dns zone-loss', { until: 'soon' });
  doc.getMap('not-applicable').set('nonsense', said);
  expect(readExclusions(doc).size).toBe(0);
});
