import { daysOn, heldOn, namedPlan } from '@holdfast/shared/drilling/plan-fixture';
import { expect, test } from 'vitest';
import {
  listPlans,
  planChoices,
  planFilterToSearch,
  planRows,
  searchToPlanFilter,
} from './plan-list-model.ts';

const days = daysOn('2026-11-28');
const all = searchToPlanFilter('');

function rows() {
  const plans = [
    namedPlan({ title: 'Held', startsOn: '2026-11-01', owner: 'Ana' }),
    namedPlan({ title: 'Late', startsOn: '2026-10-01', owner: 'ana ' }, 'plan:02'),
    namedPlan({ title: 'Gone', archived: true }, 'plan:03'),
    namedPlan(
      { title: 'Once', cadence: '', startsOn: '', drillKind: 'chaos', text: 'cut the network' },
      'plan:04',
    ),
  ];
  return planRows({ plans, drills: [heldOn('2026-11-02')] }, days);
}

const titles = (filter: Partial<typeof all>) =>
  listPlans(rows(), { ...all, ...filter }).map(({ plan }) => plan.title);

test('plans come by when they are due, those without a day last', () => {
  expect(titles({})).toEqual(['Late', 'Held', 'Once']);
  expect(titles({ archived: true })).toEqual(['Gone']);
});

test('plans are found by words of their texts, their kind and whose they are', () => {
  expect(titles({ query: 'network CUT' })).toEqual(['Once']);
  expect(titles({ kind: 'chaos' })).toEqual(['Once']);
  expect(titles({ owner: 'Ana' })).toEqual(['Late', 'Held']);
  expect(titles({ owner: '-' })).toEqual(['Once']);
  expect(planChoices(rows()).kinds).toEqual(['chaos', 'game-day']);
});

test('the address keeps what is filtered', () => {
  const filter = { query: 'a b', kind: 'chaos', owner: '-', archived: true };
  expect(searchToPlanFilter(planFilterToSearch(filter))).toEqual(filter);
  expect(planFilterToSearch(all)).toBe('');
});
