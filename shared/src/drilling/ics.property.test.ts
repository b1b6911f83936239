import fc from 'fast-check';
import ICAL from 'ical.js';
import { describe, expect, it } from 'vitest';
import { encodeUtf8 } from 'lib0/string';
import { cleanLine } from '../model/meta.ts';
import { calendarFile } from './ics.ts';
import { daysOn, heldOn, namedPlan } from './plan-fixture.ts';

const feed = { workspace: 'acme', name: 'Acme drills', address: 'https://ops.example/' };
const days = daysOn('2026-12-02');

interface ReadEvent {
  readonly uid: string;
  readonly summary: string;
  readonly description: string;
  readonly status: string;
  readonly url: string;
  readonly sequence: number;
  readonly start: string;
  readonly end: string;
  readonly stamp: string;
  readonly alarms: readonly string[];
}

/** Read by another hand than wrote it. */
function read(text: string): readonly ReadEvent[] {
  const root = new ICAL.Component(ICAL.parse(text));
  return root.getAllSubcomponents('vevent').map((one) => {
    const text1 = (name: string) => String(one.getFirstPropertyValue(name) ?? '');
    return {
      uid: text1('uid'),
      summary: text1('summary'),
      description: text1('description'),
      status: text1('status'),
      url: text1('url'),
      sequence: Number(text1('sequence')),
      start: text1('dtstart'),
      end: text1('dtend'),
      stamp: text1('dtstamp'),
      alarms: one
        .getAllSubcomponents('valarm')
        .map((alarm) => String(alarm.getFirstPropertyValue('trigger'))),
    };
  });
}

const plan = namedPlan({
  title: 'Zone loss; with, marks\\',
  cadence: 'every month at 10:00',
  startsOn: '2026-11-15',
  owner: 'Platform',
  createdAtMs: Date.parse('2026-11-01T00:00:00Z'),
  changedAtMs: Date.parse('2026-11-01T00:01:00Z'),
  blackouts: [{ from: '2026-12-10', to: '2027-01-03', note: '' }],
});

describe('the calendar file', () => {
  it('has an event for each time in the next year, with a reminder', () => {
    const events = read(calendarFile(feed, [plan], [], days));
    expect(events).toHaveLength(13);
    expect(events[0]).toMatchObject({
      uid: 'plan-01a-2026-11@acme.holdfast',
      summary: 'Drill overdue: Zone loss; with, marks\\',
      start: '2026-11-15T10:00:00',
      alarms: [],
    });
    expect(events[1]).toEqual({
      uid: 'plan-01a-2026-12@acme.holdfast',
      summary: 'Drill: Zone loss; with, marks\\',
      description:
        'Kind: game day\nOwner: Platform\nHow often: every month at 10:00\nMoved from 2026-12-15: no drills are held then.',
      status: 'CONFIRMED',
      url: 'https://ops.example/drills/plans/01a?workspace=acme',
      sequence: 60,
      start: '2027-01-04T10:00:00',
      end: '2027-01-04T11:00:00',
      stamp: '2026-11-01T00:01:00Z',
      alarms: ['-P1D'],
    });
    expect(events.at(-1)?.start).toBe('2027-11-15T10:00:00');
  });

  it('is a whole day where no time was said, and says what was held', () => {
    const held = [
      heldOn('2026-11-15', { title: 'Zone loss', outcome: 'failed' }),
      heldOn('2024-11-15'),
      heldOn('2026-11-16', { archived: true }),
    ];
    const monthly = namedPlan({ startsOn: '2026-11-15', cadence: 'every month' });
    const events = read(calendarFile(feed, [monthly], held, days));
    expect(events[0]).toMatchObject({
      uid: 'plan-01a-2026-12@acme.holdfast',
      start: '2026-12-15',
      end: '2026-12-16',
      alarms: ['-PT15H'],
    });
    expect(events.at(-1)).toMatchObject({
      uid: 'drill-2026-11-15@acme.holdfast',
      summary: 'Drill failed: Zone loss',
      url: 'https://ops.example/drills/2026-11-15?workspace=acme',
    });
    expect(events.filter(({ uid }) => uid.startsWith('drill-'))).toHaveLength(1);
  });

  it('cancels what will not be held: it was done early, or its plan is archived', () => {
    const early = heldOn('2026-12-01', { title: 'Zone loss' });
    const monthly = namedPlan({ startsOn: '2026-12-04', cadence: 'every month' });
    const [first, second, ...others] = read(calendarFile(feed, [monthly], [early], days)).toSorted(
      (a, b) => (a.start < b.start ? -1 : 1),
    );
    expect(first?.summary).toBe('Drill passed: Zone loss');
    expect(second).toMatchObject({ start: '2026-12-04', status: 'CANCELLED', alarms: [] });
    expect(others.every(({ status }) => status === 'CONFIRMED')).toBe(true);
    const archived = namedPlan({ ...monthly.plan, archived: true });
    const cancelled = read(calendarFile(feed, [archived], [], days));
    expect(new Set(cancelled.map(({ status }) => status))).toEqual(new Set(['CANCELLED']));
  });

  it('moves events, with a higher number, when how often or the first day is changed', () => {
    const at = (cadence: string, startsOn: string, changedAtMs: number) =>
      read(
        calendarFile(feed, [namedPlan({ ...plan.plan, cadence, startsOn, changedAtMs })], [], days),
      ).map(({ uid, start, sequence }) => ({ uid, start, sequence }));
    const { createdAtMs } = plan.plan;
    const before = at('every month', '2026-11-15', createdAtMs + 60_000);
    const moved = at('first monday of every month', '2026-11-15', createdAtMs + 120_000);
    const starts = new Map(moved.map(({ uid, start }) => [uid, start]));
    for (const { uid, start } of before.slice(1)) {
      expect(starts.get(uid)).toBeDefined();
      expect(starts.get(uid)).not.toBe(start);
    }
    expect(new Set(moved.map(({ sequence }) => sequence))).toEqual(new Set([120]));
    const rarer = at('every 3 months', '2026-11-15', createdAtMs + 120_000);
    expect(before.map(({ uid }) => uid)).toEqual(
      expect.arrayContaining(rarer.map(({ uid }) => uid)),
    );
    const weekly = at('every week on friday', '2026-11-15', createdAtMs + 120_000);
    expect(weekly.map(({ uid }) => uid)).toEqual(
      expect.arrayContaining(before.slice(1).map(({ uid }) => uid)),
    );
    expect(new Set(weekly.map(({ uid }) => uid)).size).toBe(weekly.length);
  });

  it('is the same text for the same input, asks to be read hourly, and ends its lines as it must', () => {
    const text = calendarFile(feed, [plan], [], days);
    expect(calendarFile(feed, [plan], [], days)).toBe(text);
    expect(text).toContain('REFRESH-INTERVAL;VALUE=DURATION:PT1H\r\n');
    expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true);
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  });

  it('keeps any title, in lines of at most 75 octets, whatever is in it', () => {
    const hostile = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.constantFrom('\r\nEND:VEVENT\r\nBEGIN:VEVENT', 'a;b,c\\n\\', '🧯'.repeat(90), '":;=,'),
      fc.string({ unit: fc.constantFrom('\r', '\n', '\u0000', '\t', '\\', ';', ',', 'é', '👩‍🚒') }),
    );
    fc.assert(
      fc.property(hostile, hostile, (title, owner) => {
        const one = namedPlan({ title, owner, startsOn: '2026-12-24', cadence: '' });
        const text = calendarFile({ ...feed, name: title }, [one], [], days);
        for (const line of text.split('\r\n'))
          expect(encodeUtf8(line).length).toBeLessThanOrEqual(75);
        const events = read(text);
        expect(events).toHaveLength(1);
        expect(events[0]).toMatchObject({ start: '2026-12-24', status: 'CONFIRMED' });
        expect(events[0]?.summary).toBe(cleanLine(`Drill: ${title}`));
        expect(events[0]?.description.split('\n')[1] ?? '').toBe(
          owner === '' ? '' : cleanLine(`Owner: ${owner}`),
        );
        const root = new ICAL.Component(ICAL.parse(text));
        expect(root.getFirstPropertyValue('name') ?? '').toBe(cleanLine(title));
      }),
    );
  });
});
