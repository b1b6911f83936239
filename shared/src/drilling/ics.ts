import { heldAtMs } from './held-at.ts';
import ical, { ICalAlarmType, type ICalEventData, ICalEventStatus } from 'ical-generator';
import { cleanLine } from '../model/meta.ts';
import type { DrillProjection, PlanProjection } from '../model/projection.ts';
import { drillsByPlan, heldDrills, type NamedDrill, type NamedPlan, openDays } from './due.ts';
import { waitsForVerdict } from './going-on.ts';
import { dayNumber, dayOfNumber } from './local-days.ts';
import { type Days, type Occurrence, type Occurrences, occurrencesOf } from './plan-occurrences.ts';

/** Which calendar it is. */
export interface CalendarFeed {
  /** The workspace's name in addresses: with a plan's id, it names an event for ever. */
  readonly workspace: string;
  /** As people know it. */
  readonly name: string;
  /** Where the app is opened, `https://ops.example`; absent: events lead nowhere. */
  readonly address?: string | undefined;
}

/** How far the calendar looks, days: a year, either way. */
const aheadDays = 366;
const behindDays = 366;
const hourMs = 3_600_000;
const daySeconds = 86_400;
/** The day before, at nine in the morning, for what has no time of day. */
const wholeDayAlarmSeconds = 15 * 3_600;

/**
 * Plans and drills as an iCalendar file (RFC 5545): what is planned and overdue, each occurrence an
 * event of its own for the next year, because blackouts and short months move days as no rule can
 * say; and what was held in the year before. What will not be held is cancelled, not gone. Times are
 * floating: ten o'clock wherever one is. Nothing of a plan's texts is in it: calendars are shared
 * with strangers. Times of change come from the documents, so the same input gives the same text.
 *
 * The library behind it is 9 KB in the browser: screens load this module when it is asked for.
 */
export function calendarFile(
  feed: CalendarFeed,
  plans: readonly NamedPlan[],
  drills: readonly NamedDrill[],
  days: Days,
): string {
  const byPlan = drillsByPlan(drills);
  const events = [
    ...plans.flatMap((one) => plannedEvents(feed, one, byPlan.get(one.name) ?? [], days)),
    ...drills.flatMap((one) => drillEvents(feed, one, days)),
  ];
  const calendar = ical({
    name: cleanLine(feed.name),
    prodId: { company: 'Holdfast', product: 'Drills', language: 'EN' },
    ttl: 3_600,
    events,
  });
  return `${calendar.toString()}\r\n`;
}

function plannedEvents(
  feed: CalendarFeed,
  { name, plan }: NamedPlan,
  own: readonly NamedDrill[],
  days: Days,
): readonly ICalEventData[] {
  const occurrences = occurrencesOf(plan, days);
  if (occurrences === undefined) return [];
  const today = dayNumber(days.today);
  const held = heldDrills(own, days);
  const changedAtMs = own.reduce(
    (latest, { drill }) => Math.max(latest, drill.changedAtMs),
    plan.changedAtMs,
  );
  const places = placesOf(occurrences, today + aheadDays);
  const open = new Map<number, Occurrence>();
  if (!plan.archived && !(occurrences.isOnce && held.length > 0)) {
    for (const day of openDays(occurrences, held)) {
      if (day.dueOn > today + aheadDays) break;
      if (day.dueOn >= today - behindDays) open.set(day.on, occurrences.show(day));
    }
  }
  const events: ICalEventData[] = [];
  const add = (occurrence: Occurrence, isCancelled: boolean): void => {
    const isOverdue = occurrence.dueOn < days.today;
    const words = isCancelled ? 'Not held' : isOverdue ? 'Drill overdue' : 'Drill';
    events.push({
      ...timesOf(occurrence),
      id: uidOf(feed, name, places.get(dayNumber(occurrence.on))),
      summary: cleanLine(`${words}: ${plan.title}`),
      description: { plain: describe(plan, occurrence) },
      ...linkTo(feed, '/drills/plans/', name),
      ...changes(plan.createdAtMs, changedAtMs),
      status: isCancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
      alarms: isCancelled || isOverdue ? [] : [alarmOf(occurrence, plan.title)],
    });
  };
  for (const occurrence of open.values()) add(occurrence, false);
  for (const day of occurrences.from(today)) {
    if (day.dueOn > today + aheadDays) break;
    if (!open.has(day.on)) add(occurrences.show(day), true);
  }
  return events;
}

/**
 * The names of occurrences, by the day that the cadence says: their month, and which of it. So what is
 * moved within its month, by another cadence or another first day, is the same event at another time.
 */
function placesOf(occurrences: Occurrences, until: number): ReadonlyMap<number, string> {
  const places = new Map<number, string>();
  let [month, count] = ['', 0];
  for (const { on, dueOn } of occurrences.from()) {
    if (dueOn > until) break;
    const inMonth = dayOfNumber(on).slice(0, -3);
    count = inMonth === month ? count + 1 : 1;
    month = inMonth;
    places.set(on, count === 1 ? month : `${month}-${count}`);
  }
  return places;
}

function drillEvents(
  feed: CalendarFeed,
  { name, drill }: NamedDrill,
  days: Days,
): readonly ICalEventData[] {
  const isOpen = drill.outcome === 'open';
  const atMs = isOpen ? drill.startedAtMs : heldAtMs(drill);
  if (drill.archived || atMs <= 0) return [];
  const on = days.dayOf(atMs);
  if (dayNumber(on) < dayNumber(days.today) - behindDays) return [];
  return [
    {
      ...timesOf({ on, dueOn: on }),
      id: uidOf(feed, name),
      summary: cleanLine(`${wordsOf(drill)}: ${drill.title}`),
      ...linkTo(feed, '/drills/', name),
      ...changes(drill.startedAtMs, drill.changedAtMs),
      status: ICalEventStatus.CONFIRMED,
    },
  ];
}

function wordsOf(drill: DrillProjection): string {
  return waitsForVerdict(drill) ? 'Drill waits for a verdict' : outcomeWords[drill.outcome];
}

const outcomeWords: Readonly<Record<DrillProjection['outcome'], string>> = {
  open: 'Drill going on',
  passed: 'Drill passed',
  failed: 'Drill failed',
  inconclusive: 'Drill inconclusive',
  abandoned: 'Drill abandoned',
};

function describe(plan: PlanProjection, { on, dueOn }: Occurrence): string {
  return [
    `Kind: ${plan.drillKind.replaceAll('-', ' ')}`,
    ...(plan.owner === '' ? [] : [`Owner: ${plan.owner}`]),
    ...(plan.cadence === '' ? [] : [`How often: ${plan.cadence}`]),
    ...(on === dueOn ? [] : [`Moved from ${on}: no drills are held then.`]),
  ]
    .map(cleanLine)
    .join('\n');
}

/** All day, or an hour from its time on; as UTC, because floating times have no zone. */
function timesOf({
  dueOn,
  at,
}: Occurrence): Pick<ICalEventData, 'start' | 'end' | 'floating' | 'allDay'> {
  const start = new Date(`${dueOn}T${at ?? '00:00'}:00Z`);
  if (at !== undefined) return { start, end: new Date(start.getTime() + hourMs), floating: true };
  return { start, end: new Date(start.getTime() + 24 * hourMs), allDay: true };
}

function alarmOf({ at }: Occurrence, title: string) {
  return {
    type: ICalAlarmType.display,
    triggerBefore: at === undefined ? wholeDayAlarmSeconds : daySeconds,
    description: cleanLine(`Drill tomorrow: ${title}`),
  };
}

/** A later change has a higher number. */
function changes(createdAtMs: number, changedAtMs: number) {
  const stamp = new Date(changedAtMs);
  const sequence = Math.min(
    Math.max(Math.floor((changedAtMs - createdAtMs) / 1_000), 0),
    2 ** 31 - 1,
  );
  return { stamp, lastModified: stamp, sequence };
}

/** `plan-01j…-2026-12@acme.holdfast`, the next of that month `…-2026-12-2@…`. */
function uidOf({ workspace }: CalendarFeed, name: string, place?: string): string {
  return `${name.replace(':', '-')}${place === undefined ? '' : `-${place}`}@${workspace}.holdfast`;
}

function linkTo(feed: CalendarFeed, path: string, name: string): { url?: string } {
  if (feed.address === undefined) return {};
  const page = `${feed.address.replace(/\/+$/, '')}${path}${name.slice(name.indexOf(':') + 1)}`;
  // Whoever opens it may have another workspace open.
  return { url: `${page}?workspace=${feed.workspace}` };
}
