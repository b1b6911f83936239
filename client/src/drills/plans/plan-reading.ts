import { readCadence } from '@holdfast/shared/drilling/cadence-read';
import { dayNumber } from '@holdfast/shared/drilling/local-days';
import {
  type Days,
  type Occurrence,
  occurrencesOf,
} from '@holdfast/shared/drilling/plan-occurrences';
import type { PlanProjection } from '@holdfast/shared/model/projection';
import { drillPlansText } from '../../ui/text/drill-plans.ts';
import { dayInWords } from '../day-words.ts';

const words = drillPlansText.plan.reading;
const shownDays = 3;

/** What a plan's words for how often come to, in words; or why they cannot be read. */
export type PlanReading =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly problem: string };

/** Reads a cadence as it is being written, with the start and the blackouts that the plan has. */
export function readPlanCadence(
  plan: PlanProjection,
  cadence: string,
  startsOn: string,
  days: Days,
): PlanReading {
  const read = readCadence(cadence);
  if (!read.ok) return { ok: false, problem: read.problem };
  const isOnce = read.cadence.rule.kind === 'once';
  if (isOnce && startsOn === '') return { ok: true, text: words.once };
  const next = nextDays({ ...plan, cadence: read.words, startsOn }, days);
  const [first, ...others] = next.map(occurrenceInWords);
  if (first === undefined) return { ok: true, text: isOnce ? words.onceOver : words.none };
  const then = others.length === 0 ? [] : [words.after(others.reduce(words.and))];
  return { ok: true, text: `${[words.next(first), ...then].join('; ')}.` };
}

/** A plan that says nothing yet, as if it were made on this day. */
export function blankProjection(today: string): PlanProjection {
  return {
    kind: 'plan',
    title: '',
    drillKind: '',
    scenario: '',
    scope: { components: [], domains: [], people: [] },
    runbook: '',
    hypothesis: '',
    abort: '',
    owner: '',
    participants: [],
    cadence: '',
    startsOn: '',
    blackouts: [],
    archived: false,
    createdAtMs: Date.parse(`${today}T12:00:00Z`),
    createdBy: '',
    changedAtMs: 0,
    changedBy: '',
    text: '',
  };
}

function nextDays(plan: PlanProjection, days: Days): readonly Occurrence[] {
  const occurrences = occurrencesOf(plan, days);
  const found: Occurrence[] = [];
  if (occurrences === undefined) return found;
  for (const day of occurrences.from(dayNumber(days.today))) {
    found.push(occurrences.show(day));
    if (found.length === shownDays) break;
  }
  return found;
}

function occurrenceInWords({ on, dueOn, at }: Occurrence): string {
  return [
    dayInWords(dueOn),
    ...(at === undefined ? [] : [words.at(at)]),
    ...(on === dueOn ? [] : [words.moved(dayInWords(on))]),
  ].join(' ');
}
