import { incidentProjection } from '@holdfast/shared/model/incident-fixture';
import { addComponent, connect } from '@holdfast/shared/model/map-commands';
import { drillProjection, runbookProjection } from '@holdfast/shared/model/projection-fixture';
import type { ReviewFinding } from '@holdfast/shared/review/finding';
import { reviewOf } from '@holdfast/shared/review/review';
import { must, reviewWorkspace } from '@holdfast/shared/review/review-fixture';
import { whoseOf } from '@holdfast/shared/review/whose';
import { expect, test } from 'vitest';
import { pathToRoute } from '../app/routes.ts';
import { actionTarget, filterFindings, readReviewFilter, reviewSearch } from './review-model.ts';

const nowMs = Date.UTC(2026, 10, 28, 12);
const workspace = reviewWorkspace();
const map = workspace.map();
const context = workspace.context();
must(addComponent(map, { id: 'shop', name: 'Shop', tier: '1' }, context));
must(addComponent(map, { id: 'db', name: 'Orders DB' }, context));
must(connect(map, 'shop', 'db', {}, context));
workspace.put('runbook:1', runbookProjection({ title: 'Restore', components: ['Orders DB'] }));
workspace.put(
  'drill:1',
  drillProjection({
    title: 'Failover',
    outcome: 'failed',
    endedAtMs: nowMs - 1,
    scope: { components: ['db'], domains: [], people: [] },
  }),
);
workspace.put('incident:1', incidentProjection({ title: 'Pay is down', declaredAtMs: nowMs - 1 }));
const input = workspace.input(nowMs);
const { findings } = reviewOf(input);
const whose = whoseOf(input.map);
const all = readReviewFilter('');

test('what is shown survives the way into an address and back', () => {
  const filter = { ...all, level: 'high', rule: 'spof', team: 'Ops & co', query: 'a b' } as const;
  expect(readReviewFilter(reviewSearch(filter))).toEqual(filter);
  expect(reviewSearch(all)).toBe('');
  expect(readReviewFilter('level=worst&rule=none')).toEqual(all);
});

test('filters leave what fits, in its order', () => {
  expect(findings.length).toBeGreaterThan(5);
  expect(filterFindings(findings, all, whose, '')).toEqual(findings);
  const level = findings[0]?.level ?? 'low';
  const ofLevel = filterFindings(findings, { ...all, level }, whose, '');
  expect(ofLevel).toEqual(findings.filter((one) => one.level === level));
  const rule = findings.at(-1)?.rule ?? 'spof';
  const ofRule = filterFindings(findings, { ...all, rule }, whose, '');
  expect(ofRule).toEqual(findings.filter((one) => one.rules.includes(rule)));
  expect(filterFindings(findings, { ...all, query: 'no such words' }, whose, '')).toEqual([]);
});

test('every finding’s action leads to a screen that there is, or opens a dialog', () => {
  const titleOf = (name: string): string => name;
  const targets = findings.map(({ action }: ReviewFinding) =>
    actionTarget(action, input.map, titleOf),
  );
  for (const target of targets) {
    if (target.path === undefined) continue;
    const [path = '', search = ''] = target.path.replace(/#.*/u, '').split('?');
    expect(pathToRoute(path, search), target.path).not.toEqual({ page: 'not-found' });
  }
});
