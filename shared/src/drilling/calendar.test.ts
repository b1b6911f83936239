import { describe, expect, it } from 'vitest';
import { calendarEntries, monthGrid } from './calendar.ts';
import { daysOn, heldOn, namedPlan } from './plan-fixture.ts';

const plans = [
  namedPlan({
    title: 'Zone loss',
    cadence: 'every 2 weeks at 10:00',
    startsOn: '2026-11-16',
    blackouts: [{ from: '2026-12-20', to: '2027-01-03', note: 'Peak' }],
  }),
  namedPlan(
    {
      title: 'Restore',
      startsOn: '2026-12-05',
      blackouts: [{ from: '2026-12-20', to: '2027-01-03', note: 'Peak' }],
    },
    'plan:01b',
  ),
  namedPlan({ archived: true }, 'plan:01c'),
];
const drills = [
  heldOn('2026-11-17', { title: 'Zone loss', outcome: 'failed' }),
  heldOn('2026-12-02', { title: 'By the way', plan: '', outcome: 'open' }),
  heldOn('2026-11-20', { archived: true }),
];

describe('the calendar', () => {
  it('shows what is planned, overdue, held and going on, and when nothing is', () => {
    const range = { from: '2026-11-16', to: '2027-01-05' };
    const entries = calendarEntries(plans, drills, daysOn('2026-12-02'), range);
    expect(
      entries.map((one) => [one.day, one.kind, 'title' in one ? one.title : one.note]),
    ).toEqual([
      ['2026-11-17', 'held', 'Zone loss'],
      ['2026-11-30', 'overdue', 'Zone loss'],
      ['2026-12-02', 'going-on', 'By the way'],
      ['2026-12-05', 'planned', 'Restore'],
      ['2026-12-14', 'planned', 'Zone loss'],
      ['2026-12-20', 'blackout', 'Peak'],
      ['2027-01-04', 'planned', 'Zone loss'],
      ['2027-01-05', 'planned', 'Restore'],
    ]);
    expect(entries[5]).toMatchObject({ until: '2027-01-03', plans: ['plan:01a', 'plan:01b'] });
    expect(entries[6]).toMatchObject({ at: '10:00', movedFrom: '2026-12-28' });
  });

  it('lays a month out in whole weeks from Monday on', () => {
    const weeks = monthGrid('2026-12', plans, drills, daysOn('2026-12-02'));
    expect(weeks.map((week) => week[0]?.day)).toEqual([
      '2026-11-30',
      '2026-12-07',
      '2026-12-14',
      '2026-12-21',
      '2026-12-28',
    ]);
    expect(weeks[0]?.map(({ isInMonth }) => isInMonth)).toEqual([
      false,
      ...Array.from({ length: 6 }, () => true),
    ]);
    expect(weeks[0]?.[2]).toMatchObject({ day: '2026-12-02', isToday: true });
    expect(weeks[3]?.every(({ entries }) => entries[0]?.kind === 'blackout')).toBe(true);
    expect(weeks[4]?.at(-1)).toMatchObject({ day: '2027-01-03', isInMonth: false });
    const february = monthGrid('2027-02', [], [], daysOn('2026-12-02'));
    expect(february.map((week) => week.length)).toEqual([7, 7, 7, 7]);
  });
});
