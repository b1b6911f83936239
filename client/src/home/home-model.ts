import type { Trust } from '@holdfast/shared/model/trust';
import { isSamePerson } from '@holdfast/shared/model/people';
import { isGoingOn, waitsForVerdict } from '@holdfast/shared/drilling/going-on';
import type { Days } from '@holdfast/shared/drilling/plan-occurrences';
import {
  isReminded,
  type Reminded,
  type Reminder,
  remindersOf,
} from '@holdfast/shared/drilling/reminders';
import type { DocumentName } from '@holdfast/shared/protocol/names';
import { bookOf } from '../drills/drill-book.ts';
import { incidentRows, isLive } from '../incidents/incident-list-model.ts';
import { isGuestName } from '../hub/guest-name.ts';
import type { Projections } from '../runbooks/list-model.ts';

/** Something that one person is to do or to know of; `doc` is where it stands. */
export type Need =
  | {
      readonly kind: 'role';
      readonly doc: DocumentName;
      readonly title: string;
      readonly role: string;
    }
  | {
      readonly kind: 'action';
      readonly doc: DocumentName;
      /** Of the document that holds the action item. */
      readonly title: string;
      readonly id: string;
      readonly text: string;
      /** Local day, or empty. */
      readonly due: string;
      readonly isOverdue: boolean;
    }
  | {
      readonly kind: 'run';
      readonly doc: DocumentName;
      readonly title: string;
      readonly sinceMs: number;
    }
  | {
      /** A machine told of a drill, and somebody has to say how it went. */
      readonly kind: 'verdict';
      readonly doc: DocumentName;
      readonly title: string;
      readonly sinceMs: number;
    }
  | {
      /** A drill that is due or overdue; `doc` is its plan. */
      readonly kind: 'drill';
      readonly doc: DocumentName;
      readonly title: string;
      readonly when: Reminder['kind'];
      /** Local day. */
      readonly due: string;
      /** As whom; undefined where the plan names nobody. */
      readonly as: Reminded | undefined;
    }
  | {
      readonly kind: 'review';
      readonly doc: DocumentName;
      readonly title: string;
      readonly why: 'doubt' | 'never-reviewed' | 'overdue';
    }
  | {
      readonly kind: 'remarks';
      readonly doc: DocumentName;
      readonly title: string;
      readonly count: number;
    };

/** How pressing each kind is: people wait for a role, and only the text waits for a review. */
const order = { role: 0, action: 1, run: 2, verdict: 3, drill: 4, remarks: 5, review: 6 } as const;

/**
 * What waits for one person, the most pressing first. Nothing for a guest: nobody
 * knows them by that name.
 *
 * @param days the reader's
 */
export function needsOf(
  projections: Projections | undefined,
  trusts: ReadonlyMap<string, Trust>,
  me: string,
  days: Days,
): readonly Need[] {
  if (isGuestName(me)) return [];
  const { today } = days;
  const isMe = (name: string): boolean => isSamePerson(name, me);
  const names = [me, ...teamsOf(projections, isMe)];
  const live = new Set(
    incidentRows(projections)
      .filter(isLive)
      .map(({ name }) => name),
  );
  const needs: Need[] = [...drillNeeds(projections, names, days)];
  for (const [doc, one] of projections ?? []) {
    if (!('archived' in one) || one.archived) continue;
    const { title } = one;
    if (one.kind === 'incident' && live.has(doc)) {
      const mine = one.roles.find(({ person }) => isMe(person));
      if (mine !== undefined) needs.push({ kind: 'role', doc, title, role: mine.role });
    }
    if ('actions' in one) {
      for (const { id, text, state, owner, due } of one.actions) {
        if (state !== 'open' || !isMe(owner)) continue;
        const isOverdue = due !== '' && due < today;
        needs.push({ kind: 'action', doc, title, id, text, due, isOverdue });
      }
    }
    if (one.kind === 'drill' && isGoingOn(one) && one.people.some(isMe)) {
      needs.push({ kind: 'run', doc, title, sinceMs: one.startedAtMs });
    }
    if (one.kind === 'drill' && waitsForVerdict(one) && judges(projections, one.plan, names)) {
      needs.push({ kind: 'verdict', doc, title, sinceMs: one.startedAtMs });
    }
    if (one.kind === 'runbook' && one.owners.some(isMe)) {
      const why = trusts.get(doc)?.due?.kind;
      if (why !== undefined) needs.push({ kind: 'review', doc, title, why });
      const count = one.openComments + one.openSuggestions;
      if (count > 0) needs.push({ kind: 'remarks', doc, title, count });
    }
  }
  return needs.toSorted(
    (a, b) => order[a.kind] - order[b.kind] || compareText(dueOf(a), dueOf(b)) || compare(a, b),
  );
}

/** Whoever the plan names says how it went; where it names nobody, anybody may. */
function judges(
  projections: Projections | undefined,
  plan: string,
  names: readonly string[],
): boolean {
  const of = projections?.get(plan);
  if (of?.kind !== 'plan') return true;
  const named = [of.owner, ...of.participants.map(({ person }) => person)].filter(
    (person) => person !== '',
  );
  return named.length === 0 || named.some((one) => isOneOf(one, names));
}

function isOneOf(person: string, names: readonly string[]): boolean {
  return names.some((name) => isSamePerson(person, name));
}

/** Names of the teams that the map has somebody in. */
function teamsOf(
  projections: Projections | undefined,
  isThem: (name: string) => boolean,
): readonly string[] {
  const map = projections?.get('map');
  if (map?.kind !== 'map') return [];
  return map.people.flatMap(({ name, aliases = [], teams = [] }) =>
    [name, ...aliases].some(isThem) ? teams : [],
  );
}

/**
 * What somebody is reminded of: of plans that name them, their team, or nobody.
 *
 * @param names theirs, and those of their teams
 */
function drillNeeds(
  projections: Projections | undefined,
  names: readonly string[],
  days: Days,
): readonly Extract<Need, { readonly kind: 'drill' }>[] {
  const { plans, drills } = bookOf(projections ?? new Map());
  return remindersOf(plans, drills, days).flatMap((one) => {
    const due = one.due.next?.dueOn;
    if (due === undefined || !isReminded(one, names)) return [];
    const as = one.people.find(({ person }) => isOneOf(person, names));
    return [{ kind: 'drill', doc: one.name, title: one.plan.title, when: one.kind, due, as }];
  });
}

/** By code unit: days go by their digits. */
function compareText(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

/** What has a day comes before what has none. */
function dueOf(need: Need): string {
  return 'due' in need && need.due !== '' ? need.due : '~';
}

function compare(a: Need, b: Need): number {
  return a.title.localeCompare(b.title) || (a.doc < b.doc ? -1 : 1);
}

/** A document that was changed lately. */
export interface Change {
  readonly doc: DocumentName;
  readonly kind: 'runbook' | 'incident' | 'drill' | 'plan' | 'map';
  readonly title: string;
  readonly atMs: number;
  /** Empty where it is not known. */
  readonly by: string;
  readonly isNew: boolean;
}

/** What was changed at `sinceMs` or later, the last first. Wall clock, ms since 1970. */
export function changesSince(
  projections: Projections | undefined,
  sinceMs: number,
): readonly Change[] {
  const changes: Change[] = [];
  for (const [doc, one] of projections ?? []) {
    if (!('changedAtMs' in one) || one.changedAtMs < sinceMs) continue;
    if ('archived' in one && one.archived) continue;
    const { kind, title, changedAtMs: atMs } = one;
    const by = 'changedBy' in one ? one.changedBy : '';
    changes.push({ doc, kind, title, atMs, by, isNew: createdAtMs(one) >= sinceMs });
  }
  return changes.toSorted((a, b) => b.atMs - a.atMs || (a.doc < b.doc ? -1 : 1));
}

type Dated = Extract<NonNullable<ReturnType<Projections['get']>>, { readonly changedAtMs: number }>;

function createdAtMs(one: Dated): number {
  switch (one.kind) {
    case 'runbook':
    case 'plan':
      return one.createdAtMs;
    case 'incident':
      return one.declaredAtMs;
    case 'drill':
      return one.startedAtMs;
    case 'map':
      return 0;
  }
}

export const firstSteps = ['name', 'runbook', 'map', 'drill', 'relays'] as const;
/** What a new workspace begins with, in this order. */
export type FirstStep = (typeof firstSteps)[number];

/** The steps that are done, as far as this device knows. `relays`: how many are known. */
export function stepsDone(
  projections: Projections | undefined,
  me: string,
  relays: number,
): ReadonlySet<FirstStep> {
  const done = new Set<FirstStep>();
  if (!isGuestName(me)) done.add('name');
  if (relays >= 2) done.add('relays');
  for (const one of projections?.values() ?? []) {
    if (one.kind === 'runbook' && !one.archived) done.add('runbook');
    if (one.kind === 'map' && one.components.length > 0) done.add('map');
    if (one.kind === 'drill' || one.kind === 'plan') done.add('drill');
  }
  return done;
}
