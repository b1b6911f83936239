import { describe, expect, it } from 'vitest';
import { dueOf, plansByDue } from './due.ts';
import { daysOn, heldOn, namedPlan } from './plan-fixture.ts';

const monthly = namedPlan();

function dueOn(today: string, held: readonly string[] = [], plan = monthly) {
  return dueOf(
    plan,
    held.map((day) => heldOn(day)),
    daysOn(today),
  );
}

describe('when a plan is due', () => {
  it('is its first day, until that was done', () => {
    expect(dueOn('2025-12-20')).toMatchObject({
      state: 'planned',
      inDays: 12,
      next: { dueOn: '2026-01-01' },
      missed: 0,
    });
    expect(dueOn('2026-01-01')).toMatchObject({ state: 'today', inDays: 0 });
    expect(dueOn('2026-01-02')).toMatchObject({
      state: 'overdue',
      inDays: -1,
      next: { dueOn: '2026-01-01' },
      upcoming: { dueOn: '2026-02-01' },
      missed: 1,
    });
  });

  it.each([
    ['on its day', ['2026-01-01'], '2026-02-01'],
    ['before the first, at any time', ['2025-10-01'], '2026-02-01'],
    ['late, and so not for the next too', ['2026-01-20'], '2026-02-01'],
    ['late, and once more the day after', ['2026-01-20', '2026-01-21'], '2026-02-01'],
    ['and soon after, once more', ['2026-01-01', '2026-01-10'], '2026-02-01'],
    ['and early for the next', ['2026-01-01', '2026-01-25'], '2026-03-01'],
    ['for all that was overdue', ['2026-03-10'], '2026-04-01'],
  ])('moves on when a drill was held %s', (_, held, next) => {
    expect(dueOn('2026-01-26', held).next?.dueOn).toBe(next);
  });

  it('does not move on for a drill that shows nothing, or of another plan', () => {
    const drills = [
      heldOn('2026-01-01', { outcome: 'inconclusive' }),
      heldOn('2026-01-02', { outcome: 'abandoned' }),
      heldOn('2026-01-03', { plan: 'plan:01b' }),
      heldOn('2026-01-04', { outcome: 'open' }),
    ];
    expect(dueOf(monthly, drills, daysOn('2026-01-05'))).toEqual({
      state: 'overdue',
      inDays: -4,
      next: { on: '2026-01-01', dueOn: '2026-01-01' },
      upcoming: { on: '2026-02-01', dueOn: '2026-02-01' },
      missed: 1,
      running: ['drill:2026-01-04'],
      last: undefined,
    });
    const failed = heldOn('2026-01-01', { outcome: 'failed' });
    expect(dueOf(monthly, [failed], daysOn('2026-01-05'))).toMatchObject({
      state: 'planned',
      last: { drill: 'drill:2026-01-01', on: '2026-01-01', outcome: 'failed' },
    });
  });

  it('is after a blackout, and two that meet there are one', () => {
    const blackouts = [
      { from: '2025-12-20', to: '2026-01-04', note: '' },
      { from: '2026-01-05', to: '2026-02-01', note: '' },
    ];
    const plan = namedPlan({ blackouts });
    expect(dueOn('2026-01-10', [], plan)).toMatchObject({
      state: 'planned',
      next: { on: '2026-01-01', dueOn: '2026-02-02' },
    });
    expect(dueOn('2026-02-03', [], plan)).toMatchObject({ missed: 1, state: 'overdue' });
    expect(dueOn('2026-02-03', ['2026-02-02'], plan).next?.dueOn).toBe('2026-03-01');
    const forever = [{ from: '2026-01-01', to: '9999-12-31', note: '' }];
    expect(dueOn('2026-02-03', [], namedPlan({ blackouts: forever })).state).toBe('over');
  });

  it('is not before the plan was written', () => {
    const createdAtMs = Date.parse('2026-05-10T00:00:00Z');
    const plan = namedPlan({ createdAtMs });
    expect(dueOn('2026-05-11', [], plan)).toMatchObject({
      state: 'planned',
      next: { dueOn: '2026-06-01' },
    });
    const fromThen = namedPlan({ createdAtMs, startsOn: '' });
    expect(dueOn('2026-05-11', [], fromThen).next?.dueOn).toBe('2026-05-10');
    const once = namedPlan({ createdAtMs, cadence: '' });
    expect(dueOn('2026-05-11', [], once)).toMatchObject({ state: 'overdue', missed: 1 });
  });

  it('says why where there is no day', () => {
    expect(dueOn('2026-01-01', [], namedPlan({ startsOn: '', cadence: '' })).state).toBe('undated');
    expect(dueOn('2026-01-01', [], namedPlan({ cadence: 'at full moon' })).state).toBe(
      'unreadable',
    );
    expect(dueOn('2026-01-01', [], namedPlan({ archived: true })).state).toBe('archived');
    const once = namedPlan({ cadence: '' });
    expect(dueOn('2026-02-01', ['2025-12-24'], once).state).toBe('over');
    expect(dueOn('2026-02-01', [], once)).toMatchObject({ state: 'overdue', missed: 1 });
  });

  it('orders plans: the longest overdue first, those without a day last', () => {
    const plans = [
      namedPlan({ startsOn: '', cadence: '' }, 'plan:undated'),
      namedPlan({ startsOn: '2026-03-01' }, 'plan:later'),
      namedPlan({ startsOn: '2026-01-20' }, 'plan:overdue'),
      namedPlan({ startsOn: '2026-01-10' }, 'plan:longer'),
      namedPlan({ archived: true }, 'plan:archived'),
    ];
    const rows = plansByDue(plans, [], daysOn('2026-02-01'));
    expect(rows.map(({ name }) => name)).toEqual([
      'plan:longer',
      'plan:overdue',
      'plan:later',
      'plan:undated',
    ]);
  });
});
