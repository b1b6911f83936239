import type { DrillMoment, ObservedAs } from '@holdfast/shared/model/drill-entries';
import { observedAs } from '@holdfast/shared/model/drill-entries';
import {
  type DrillVerdict,
  drillVerdicts,
  type HypothesisVerdict,
} from '@holdfast/shared/model/drill-words';
import { type Choice, matches, splitTimedVerb, timeOfDay } from '../../room/verb-line.ts';
import { drillRoomText } from '../../ui/text/drill-room.ts';
import { drillWords } from '../../ui/text/drill-words.ts';

const words = drillRoomText.composer;

/** What was typed into the composer, understood. */
export type DrillTyped =
  | {
      readonly kind: 'say';
      readonly what: 'note' | 'decision' | 'output' | 'expected' | 'finding';
      readonly text: string;
    }
  | { readonly kind: 'link'; readonly url: string; readonly text: string }
  | { readonly kind: 'action'; readonly text: string }
  /** `atMs` undefined: now, or as `/at` says; 0: nobody knows. */
  | { readonly kind: 'moment'; readonly which: DrillMoment; readonly atMs: number | undefined }
  /** `line`: place from 1 of what was expected; undefined: nothing of it. */
  | {
      readonly kind: 'observed';
      readonly line: number | undefined;
      readonly as: ObservedAs;
      readonly text: string;
    }
  /** Without an outcome, it is asked for. */
  | {
      readonly kind: 'verdict';
      readonly outcome: DrillVerdict | undefined;
      readonly hypothesis: HypothesisVerdict;
      readonly text: string;
    }
  /** Without words, they are asked for. */
  | { readonly kind: 'abort'; readonly text: string }
  | { readonly kind: 'run'; readonly query: string }
  | { readonly kind: 'problem'; readonly problem: string };

export interface DrillLine {
  readonly typed: DrillTyped;
  readonly atMs?: number;
}

export const drillVerbs = [
  'note',
  'decide',
  'output',
  'link',
  'started',
  'detected',
  'restored',
  'data-point',
  'expect',
  'observed',
  'finding',
  'action',
  'verdict',
  'abort',
  'run',
  'at',
] as const;

/** Reads what somebody typed: words, or a verb such as `/restored 14:05`. */
export function readDrillLine(text: string, nowMs: number): DrillLine {
  const line = splitTimedVerb(text, nowMs);
  if (line === undefined) return { typed: problem(words.needs.time) };
  const typed = readVerb(line.verb, line.rest, nowMs);
  if (line.atMs === undefined) return { typed };
  return typed.kind === 'run' ? { typed: problem(words.needs.runNow) } : { typed, atMs: line.atMs };
}

function readVerb(verb: string, rest: string, nowMs: number): DrillTyped {
  const [, first = '', more = ''] = /^(\S*)\s*([\s\S]*)$/u.exec(rest) ?? [];
  switch (verb) {
    case '':
    case 'note':
      return say('note', rest);
    case 'decide':
    case 'decision':
      return say('decision', rest);
    case 'output':
      return say('output', rest);
    case 'expect':
    case 'expected':
      return say('expected', rest);
    case 'finding':
    case 'found':
      return say('finding', rest);
    case 'action':
    case 'todo':
      return rest === '' ? problem(words.needs.words) : { kind: 'action', text: rest };
    case 'link':
      return first === '' ? problem(words.needs.words) : { kind: 'link', url: first, text: more };
    case 'started':
    case 'detected':
    case 'restored':
    case 'data-point':
      return readMoment(verb, rest, nowMs);
    case 'observed':
      return readObserved(rest);
    case 'verdict':
      return readVerdict(first, more);
    case 'abort':
      return { kind: 'abort', text: rest };
    case 'run':
      return rest === '' ? problem(words.needs.run) : { kind: 'run', query: rest };
    default:
      return problem(words.unknownVerb(verb));
  }
}

function say(what: Extract<DrillTyped, { kind: 'say' }>['what'], text: string): DrillTyped {
  return text === '' ? problem(words.needs.words) : { kind: 'say', what, text };
}

function readMoment(which: DrillMoment, rest: string, nowMs: number): DrillTyped {
  if (rest === '') return { kind: 'moment', which, atMs: undefined };
  if (/^(?:unknown|nobody knows|\?)$/iu.test(rest)) return { kind: 'moment', which, atMs: 0 };
  const atMs = timeOfDay(rest, nowMs);
  return atMs === undefined ? problem(words.needs.momentTime) : { kind: 'moment', which, atMs };
}

function readObserved(rest: string): DrillTyped {
  const [, line, as, text = ''] =
    /^(?:(\d{1,3})\b\s*)?(?:(yes|partly|no)\b[\s,:]*)?([\s\S]*)$/iu.exec(rest) ?? [];
  const known = observedAs.find((one) => one === as?.toLowerCase());
  if (line !== undefined && known === undefined) return problem(words.needs.observed);
  if (line === undefined && text === '') return problem(words.needs.observed);
  const place = line === undefined ? undefined : Number(line);
  // Beside all that was expected: a surprise, until somebody says otherwise.
  return { kind: 'observed', line: place, as: known ?? 'no', text };
}

function readVerdict(first: string, more: string): DrillTyped {
  if (first === '') {
    return { kind: 'verdict', outcome: undefined, hypothesis: 'unknown', text: '' };
  }
  const begun = first.toLowerCase();
  const outcome = drillVerdicts.find((one) => begun.length >= 4 && one.startsWith(begun));
  if (outcome === undefined) return problem(words.needs.verdict);
  const [, said, text = ''] = /^(held|not-held)?\b\s*([\s\S]*)$/iu.exec(more) ?? [];
  const hypothesis = said === undefined ? 'unknown' : said.toLowerCase();
  return {
    kind: 'verdict',
    outcome,
    hypothesis: hypothesis === 'held' || hypothesis === 'not-held' ? hypothesis : 'unknown',
    text,
  };
}

function problem(text: string): DrillTyped {
  return { kind: 'problem', problem: text };
}

/** Verbs that need nothing after them: Enter carries them out. */
const alone: ReadonlySet<string> = new Set(['started', 'detected', 'restored', 'verdict', 'abort']);
const mostChoices = 8;

/** Offers verbs after `/`, and what a verb asks for after it. Empty where there is nothing to offer. */
export function drillChoices(
  text: string,
  sources: { readonly expected: readonly string[]; readonly runbooks: readonly string[] },
): readonly Choice[] {
  if (!text.startsWith('/') || text.includes('\n')) return [];
  const space = text.indexOf(' ');
  if (space < 0) {
    const begun = text.slice(1).toLowerCase();
    return drillVerbs
      .filter((verb) => verb.startsWith(begun))
      .map((verb) => ({
        label: `/${verb}`,
        detail: words.verbs[verb],
        text: alone.has(verb) ? `/${verb}` : `/${verb} `,
      }));
  }
  const verb = text.slice(1, space).toLowerCase();
  const rest = text.slice(space + 1);
  return offersOf(verb, rest, sources).slice(0, mostChoices);
}

function offersOf(
  verb: string,
  rest: string,
  sources: { readonly expected: readonly string[]; readonly runbooks: readonly string[] },
): readonly Choice[] {
  const before = `/${verb} `;
  switch (verb) {
    case 'verdict':
      return drillVerdicts
        .filter((one) => one.startsWith(rest.toLowerCase()) && one.length > rest.length)
        .map((one) => ({
          label: drillWords.outcomes[one],
          detail: '',
          text: `${before}${one} `,
        }));
    case 'observed':
      return rest === ''
        ? sources.expected.map((line, at) => ({
            label: `${at + 1}`,
            detail: line,
            text: `${before}${at + 1} `,
          }))
        : /^\d+ $/u.test(rest)
          ? observedAs.map((one) => ({
              label: drillWords.asExpected[one],
              detail: '',
              text: `${before}${rest}${one} `,
            }))
          : [];
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
