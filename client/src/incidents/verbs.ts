import {
  type IncidentRole,
  type IncidentStatus,
  incidentStatuses,
  severities,
  type Severity,
} from '@holdfast/shared/model/incident-terms';
import { incidentsText } from '../ui/text/incidents.ts';
import { type Choice, matches, splitTimedVerb, splitVerb } from '../room/verb-line.ts';
import { type IncidentWords, incidentWords } from './incident-words.ts';

const words = incidentsText.composer;

/** What was typed into the composer, understood. */
export type Typed =
  | {
      readonly kind: 'say';
      readonly what: 'note' | 'decision' | 'hypothesis' | 'action' | 'output';
      readonly text: string;
    }
  | { readonly kind: 'severity'; readonly severity: Severity; readonly text: string }
  | { readonly kind: 'status'; readonly status: IncidentStatus; readonly text: string }
  /** An empty `person` is whoever types. */
  | { readonly kind: 'role'; readonly role: IncidentRole; readonly person: string }
  | { readonly kind: 'component'; readonly component: string; readonly affected: boolean }
  | { readonly kind: 'link'; readonly url: string; readonly text: string }
  | { readonly kind: 'alert'; readonly alert: string }
  | { readonly kind: 'update'; readonly text: string }
  | { readonly kind: 'run'; readonly query: string }
  /** An empty `query` is the newest entry. */
  | { readonly kind: 'pin'; readonly query: string }
  | { readonly kind: 'problem'; readonly problem: string };

/** A line as it is to be carried out; `atMs` where it happened at another time than now. */
export interface Line {
  readonly typed: Typed;
  readonly atMs?: number;
}

export const verbs = [
  'note',
  'decide',
  'sev',
  'status',
  'resolve',
  'role',
  'take',
  'hypothesis',
  'action',
  'run',
  'affects',
  'clears',
  'link',
  'output',
  'alert',
  'update',
  'pin',
  'at',
] as const;

export type Verb = (typeof verbs)[number];

/** Other names of the app's roles. */
const roleNames: ReadonlyMap<string, IncidentRole> = new Map([
  ['ic', 'commander'],
  ['comms', 'communications'],
  ['ops', 'operations'],
  ['sme', 'expert'],
]);

/** Reads what somebody typed: words, or a verb such as `/sev 2 because …`. */
export function readLine(
  text: string,
  nowMs: number,
  roles: readonly IncidentRole[] = incidentWords().roles,
): Line {
  const line = splitTimedVerb(text, nowMs);
  if (line === undefined) return { typed: problem(words.needs.time) };
  const typed = readVerb(line.verb, line.rest, roles);
  if (line.atMs === undefined) return { typed };
  if (typed.kind === 'run') return { typed: problem(words.needs.runNow) };
  // A pin has no time of its own.
  return typed.kind === 'pin' ? { typed } : { typed, atMs: line.atMs };
}

function readVerb(verb: string, rest: string, roles: readonly IncidentRole[]): Typed {
  const [, first = '', more = ''] = /^(\S*)\s*([\s\S]*)$/u.exec(rest) ?? [];
  switch (verb) {
    case '':
    case 'note':
      return say('note', rest);
    case 'decide':
    case 'decision':
      return say('decision', rest);
    case 'hypothesis':
      return say('hypothesis', rest);
    case 'action':
    case 'todo':
      return say('action', rest);
    case 'output':
      return say('output', rest);
    case 'sev':
    case 'severity':
      return readSeverity(first, more);
    case 'status':
      return readStatus(first, more);
    case 'resolve':
    case 'resolved':
      return { kind: 'status', status: 'resolved', text: rest };
    case 'role':
      return readRole(first, more, roles);
    case 'take':
      return readRole(first, '', roles);
    case 'affects':
      return component(rest, true);
    case 'clears':
      return component(rest, false);
    case 'link':
      return first === '' ? problem(words.needs.words) : { kind: 'link', url: first, text: more };
    case 'alert':
      return rest === '' ? problem(words.needs.words) : { kind: 'alert', alert: rest };
    case 'update':
      return rest === '' ? problem(words.needs.words) : { kind: 'update', text: rest };
    case 'pin':
      return { kind: 'pin', query: rest };
    case 'run':
      return rest === '' ? problem(words.needs.run) : { kind: 'run', query: rest };
    default:
      return problem(words.unknownVerb(verb));
  }
}

function say(what: Extract<Typed, { kind: 'say' }>['what'], text: string): Typed {
  return text === '' ? problem(words.needs.words) : { kind: 'say', what, text };
}

function readSeverity(first: string, text: string): Typed {
  const number = /^(?:sev)?(\d)$/iu.exec(first)?.[1];
  const severity = severities.find((one) => String(one) === number);
  return severity === undefined
    ? problem(words.needs.severity)
    : { kind: 'severity', severity, text };
}

function readStatus(first: string, text: string): Typed {
  const begun = first.toLowerCase();
  const status = incidentStatuses.find((one) => begun.length >= 3 && one.startsWith(begun));
  return status === undefined ? problem(words.needs.status) : { kind: 'status', status, text };
}

function readRole(first: string, person: string, roles: readonly IncidentRole[]): Typed {
  const typed = first.toLowerCase();
  const role = roles.find((one) => one === typed) ?? roleNames.get(typed);
  if (role === undefined) return problem(words.needs.role);
  return { kind: 'role', role, person: person.replace(/^@/u, '').trim() };
}

function component(name: string, affected: boolean): Typed {
  return name === ''
    ? problem(words.needs.component)
    : { kind: 'component', component: name, affected };
}

function problem(text: string): Typed {
  return { kind: 'problem', problem: text };
}

/** The line that begins with a verb; words that were typed already become the verb's. */
export function beginVerb(draft: string, verb: Verb): string {
  const { verb: typed, rest } = splitVerb(draft);
  const isKnown = typed === '' || verbs.some((one) => one === typed);
  return `/${verb} ${isKnown ? rest : draft.trim()}`;
}

export interface ChoiceSources {
  readonly people: readonly string[];
  readonly components: readonly string[];
  /** Titles of runbooks, those that fit best first. */
  readonly runbooks: readonly string[];
  /** Lines of the timeline that can be pinned, the newest first. */
  readonly pins?: readonly string[];
  /** What the workspace calls roles and severities. */
  readonly words?: IncidentWords;
}

const mostChoices = 8;

/** Offers verbs after `/`, and what a verb asks for after it. Empty where there is nothing to offer. */
export function choicesFor(text: string, sources: ChoiceSources): readonly Choice[] {
  if (!text.startsWith('/') || text.includes('\n')) return [];
  const space = text.indexOf(' ');
  if (space < 0) {
    const begun = text.slice(1).toLowerCase();
    return verbs
      .filter((verb) => verb.startsWith(begun))
      .map((verb) => ({ label: `/${verb}`, detail: words.describe[verb], text: `/${verb} ` }));
  }
  const verb = text.slice(1, space).toLowerCase();
  const rest = text.slice(space + 1);
  return offersOf(verb, rest, sources).slice(0, mostChoices);
}

function offersOf(verb: string, rest: string, sources: ChoiceSources): readonly Choice[] {
  const names = sources.words ?? incidentWords();
  const before = `/${verb} `;
  const begun = rest.toLowerCase();
  const fits = (label: string) =>
    label.toLowerCase().startsWith(begun) && label.length > rest.length;
  switch (verb) {
    case 'sev':
      return severities
        .filter((one) => fits(String(one)) || rest === '')
        .map((one) => ({
          label: names.severity(one).short,
          detail: names.severity(one).long,
          text: `${before}${one} `,
        }));
    case 'status':
      return incidentStatuses.filter(fits).map((one) => ({
        label: incidentsText.statuses[one],
        detail: '',
        text: `${before}${one} `,
      }));
    case 'take':
      return roleChoices(before, fits, names);
    case 'role': {
      const [role = '', ...name] = rest.split(' ');
      if (name.length === 0) return roleChoices(before, fits, names);
      const typed = name.join(' ').replace(/^@/u, '');
      return matches(sources.people, typed).map((one) => ({
        label: one,
        detail: '',
        text: `${before}${role} ${one}`,
        isFree: true,
      }));
    }
    case 'affects':
    case 'clears':
      return matches(sources.components, rest).map((one) => ({
        label: one,
        detail: '',
        text: `${before}${one}`,
        isFree: true,
      }));
    case 'pin':
      return matches(sources.pins ?? [], rest).map((one) => ({
        label: one,
        detail: '',
        text: `${before}${one}`,
        isFree: true,
      }));
    case 'run':
      return matches(sources.runbooks, rest).map((one) => ({
        label: one,
        detail: '',
        text: `${before}${one}`,
      }));
    default:
      return [];
  }
}

function roleChoices(
  before: string,
  fits: (label: string) => boolean,
  names: IncidentWords,
): readonly Choice[] {
  return names.roles
    .filter((one) => fits(one) || fits(names.role(one)))
    .map((one) => ({
      label: names.role(one),
      detail: '',
      text: `${before}${one} `,
    }));
}
