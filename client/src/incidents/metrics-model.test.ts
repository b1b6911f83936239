import type { IncidentProjection } from '@holdfast/shared/model/projection';
import { expect, test } from 'vitest';
import { incidentProjection } from '@holdfast/shared/model/incident-fixture';
import { countOf, incidentMetrics } from './metrics-model.ts';

const hourMs = 3_600_000;
const november = Date.UTC(2026, 10, 3);
const september = Date.UTC(2026, 8, 30);

function row(name: string, part: Partial<IncidentProjection>, root = name) {
  return {
    name: `incident:${name}`,
    incident: incidentProjection(part),
    isDuplicate: root !== name,
    root: `incident:${root}`,
  };
}

const rows = [
  row('a', {
    severity: 1,
    status: 'resolved',
    declaredAtMs: november,
    milestones: { started: november, resolved: november + hourMs },
    components: ['checkout', 'search'],
  }),
  row('b', {
    severity: 3,
    status: 'resolved',
    declaredAtMs: september,
    milestones: { started: september, resolved: september + 5 * hourMs },
    components: ['checkout'],
    actions: [
      { id: '1', text: 'add an alert', state: 'open', owner: 'Ben', due: '2026-11-01' },
      { id: '2', text: 'tidy up', state: 'done', owner: '', due: '2026-10-01' },
      { id: '3', text: 'never mind', state: 'dropped', owner: '', due: '2026-10-01' },
      { id: '4', text: 'later', state: 'open', owner: '', due: '2026-12-01' },
    ],
  }),
  row('c', { severity: 2, declaredAtMs: november, milestones: { started: november } }),
  row('undated', { status: 'resolved', declaredAtMs: 0, hasPostmortem: true }),
  row('drill', { drill: true, declaredAtMs: november }),
  row('archived', { archived: true, declaredAtMs: november }),
  row('twin', { declaredAtMs: november }, 'a'),
];

test('each outage counts once, in its month, and months without one are there too', () => {
  const { months, undated } = incidentMetrics(rows, '2026-11-27');
  expect(months.map(({ month, counts }) => [month, countOf(counts)])).toEqual([
    ['2026-09', 1],
    ['2026-10', 0],
    ['2026-11', 2],
  ]);
  expect(months[2]?.counts).toEqual({ 1: 1, 2: 1, 3: 0, 4: 0, unstated: 0 });
  expect(undated).toBe(1);
});

test('a date that has not come is none, and makes no months', () => {
  for (const started of [Date.UTC(9999, 10, 27), Date.UTC(2062, 0, 1), 1e300]) {
    const far = row('far', { declaredAtMs: november, milestones: { started } });
    const { months, undated } = incidentMetrics([...rows, far], '2026-11-27');
    expect(months).toHaveLength(3);
    expect(undated).toBe(2);
  }
});

test('times to resolve are counted where both ends are known', () => {
  const { resolve } = incidentMetrics(rows, '2026-11-27');
  expect(resolve.ranges.map(({ count }) => count)).toEqual([1, 0, 1, 0, 0]);
  expect(resolve).toMatchObject({ medianMs: hourMs, leftOut: 2 });
});

test('what fails most often comes first', () => {
  expect(incidentMetrics(rows, '2026-11-27').components).toEqual([
    { name: 'checkout', count: 2 },
    { name: 'search', count: 1 },
  ]);
});

test('what is due and overdue is named', () => {
  const { postmortemsDue, actionsOverdue, actions } = incidentMetrics(rows, '2026-11-27');
  expect(postmortemsDue.map(({ name }) => name)).toEqual(['incident:a']);
  expect(actionsOverdue).toEqual([
    { incident: 'incident:b', id: '1', text: 'add an alert', owner: 'Ben', due: '2026-11-01' },
  ]);
  expect(actions).toEqual({ all: 3, done: 1 });
});

test('nothing is counted where there is nothing', () => {
  expect(incidentMetrics([], '2026-11-27')).toMatchObject({
    months: [],
    undated: 0,
    resolve: { medianMs: undefined, leftOut: 0 },
  });
});

test('what is left to do in an incident that is the same as another counts, its components once', () => {
  const overdue = {
    id: '9',
    text: 'mend it',
    state: 'open',
    owner: '',
    due: '2026-11-02',
  } as const;
  const merged = [
    row('a', { components: ['checkout'] }),
    row('b', { components: ['checkout', 'orders'], actions: [overdue] }, 'a'),
  ];
  const metrics = incidentMetrics(merged, '2026-11-27');
  expect(metrics.actionsOverdue).toMatchObject([{ incident: 'incident:b', text: 'mend it' }]);
  expect(metrics.actions).toEqual({ all: 1, done: 0 });
  expect(metrics.components).toEqual([
    { name: 'checkout', count: 1 },
    { name: 'orders', count: 1 },
  ]);
});
