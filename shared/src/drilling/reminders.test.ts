import { describe, expect, it } from 'vitest';
import { daysOn, heldOn, namedPlan } from './plan-fixture.ts';
import { isReminded, remindersOf, soonDays } from './reminders.ts';

const monthly = namedPlan({
  title: 'Failover',
  owner: 'Ana',
  participants: [
    { role: 'Lead', person: 'ana ' },
    { role: 'Scribe', person: 'Ben' },
    { role: 'Observer', person: '' },
  ],
});

function kinds(today: string, plan = monthly): readonly string[] {
  return remindersOf([plan], [], daysOn(today)).map(({ kind }) => kind);
}

describe('reminders', () => {
  it('come a week before, on the day, and while it is overdue', () => {
    expect(soonDays).toBe(7);
    expect(kinds('2025-12-24')).toEqual([]);
    expect(kinds('2025-12-25')).toEqual(['soon']);
    expect(kinds('2026-01-01')).toEqual(['today']);
    expect(kinds('2026-01-09')).toEqual(['overdue']);
    expect(remindersOf([monthly], [heldOn('2026-01-02')], daysOn('2026-01-09'))).toEqual([]);
  });

  it('do not come long before what is due often, nor for what goes on', () => {
    const weekly = namedPlan({ cadence: 'every week' });
    expect(kinds('2025-12-28', weekly)).toEqual([]);
    expect(kinds('2025-12-29', weekly)).toEqual(['soon']);
    const daily = namedPlan({ cadence: 'every day' });
    expect(kinds('2025-12-31', daily)).toEqual([]);
    expect(kinds('2026-01-01', daily)).toEqual(['today']);
    const once = namedPlan({ cadence: '' });
    expect(kinds('2025-12-25', once)).toEqual(['soon']);
    const going = heldOn('2026-01-02', { outcome: 'open' });
    expect(remindersOf([monthly], [going], daysOn('2026-01-09'))).toEqual([]);
  });

  it('say whom they are for, each once, and are the same while they say the same', () => {
    const [first] = remindersOf([monthly], [], daysOn('2025-12-30'));
    const [next] = remindersOf([monthly], [], daysOn('2025-12-31'));
    const [due] = remindersOf([monthly], [], daysOn('2026-01-01'));
    expect(first?.people).toEqual([
      { person: 'Ana', as: 'owner', role: '' },
      { person: 'Ben', as: 'participant', role: 'Scribe' },
    ]);
    expect(first?.id).toBe(next?.id);
    expect(first?.id).not.toBe(due?.id);
    if (first === undefined) throw new Error('nobody is reminded');
    expect(isReminded(first, ['ANA'])).toBe(true);
    expect(isReminded(first, ['Cleo', 'Platform team'])).toBe(false);
    const [anyone] = remindersOf([namedPlan()], [], daysOn('2026-01-01'));
    expect(anyone !== undefined && isReminded(anyone, [])).toBe(true);
  });
});
