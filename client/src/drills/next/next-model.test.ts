import { daysOn, heldOn, namedPlan } from '@holdfast/shared/drilling/plan-fixture';
import { expect, test } from 'vitest';
import { nextUp } from './next-model.ts';

test('what is next: drills that go on, what is overdue, what is due soon, and the first after that', () => {
  const plans = [
    namedPlan({ title: 'Done', startsOn: '2026-11-01' }),
    namedPlan({ title: 'Late', startsOn: '2026-10-01' }, 'plan:02'),
    namedPlan({ title: 'Far', cadence: 'every year', startsOn: '2027-03-01' }, 'plan:03'),
    namedPlan({ title: 'Today', cadence: '', startsOn: '2026-11-28' }, 'plan:04'),
    namedPlan({ title: 'Gone', startsOn: '2026-10-01', archived: true }, 'plan:05'),
  ];
  const drills = [
    heldOn('2026-11-02'),
    heldOn('2026-11-27', { outcome: 'open', title: 'On', endedAtMs: 0, plan: '' }),
    heldOn('2026-11-26', { outcome: 'open', title: 'Away', archived: true, plan: '' }),
    heldOn('2026-11-25', { outcome: 'open', title: 'Nightly', isUnjudged: true, plan: '' }),
  ];
  const next = nextUp({ plans, drills }, daysOn('2026-11-28'));
  expect(next.open.map(({ drill }) => drill.title)).toEqual(['On']);
  expect(next.unjudged.map(({ drill }) => drill.title)).toEqual(['Nightly']);
  expect(next.overdue.map(({ plan }) => plan.title)).toEqual(['Late']);
  expect(next.soon.map(({ plan }) => plan.title)).toEqual(['Today', 'Done']);
  expect(next.later?.plan.title).toBe('Far');
});
