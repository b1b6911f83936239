import { daysOn, namedPlan } from '@holdfast/shared/drilling/plan-fixture';
import { expect, test } from 'vitest';
import { readPlanCadence } from './plan-reading.ts';

const days = daysOn('2026-11-28');

test('how often is read back with the days that it comes to', () => {
  const { plan } = namedPlan();
  expect(readPlanCadence(plan, 'Monthly', '2026-01-01', days)).toEqual({
    ok: true,
    text: 'Next: Tuesday 1 December 2026; then Friday 1 January 2027 and Monday 1 February 2027.',
  });
  expect(readPlanCadence(plan, 'every year on 1 march at 10', '2026-01-01', days)).toMatchObject({
    text: expect.stringContaining('Next: Monday 1 March 2027 at 10:00; then'),
  });
});

test('a day that a blackout moves says from where', () => {
  const { plan } = namedPlan({
    blackouts: [{ from: '2026-11-30', to: '2026-12-02', note: 'Freeze' }],
  });
  expect(readPlanCadence(plan, 'every month', '2026-01-01', days)).toMatchObject({
    text: expect.stringContaining('Thursday 3 December 2026 (moved from Tuesday 1 December 2026)'),
  });
});

test('once asks for its day, and knows when it is over', () => {
  const { plan } = namedPlan();
  expect(readPlanCadence(plan, 'once', '', days)).toMatchObject({
    text: 'Once. Say on which day.',
  });
  expect(readPlanCadence(plan, '', '2026-11-30', days)).toMatchObject({
    text: 'Next: Monday 30 November 2026.',
  });
  expect(readPlanCadence(plan, '', '2026-11-01', days)).toMatchObject({
    text: 'Once. That day is over.',
  });
});

test('what cannot be read says what can be written', () => {
  const { plan } = namedPlan();
  expect(readPlanCadence(plan, 'when we feel like it', '', days)).toMatchObject({
    ok: false,
    problem: expect.stringContaining('"every 2 weeks on tuesday"'),
  });
});
