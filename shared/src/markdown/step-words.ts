/**
 * How a runbook says, in plain words that any Markdown reader shows as they are, what Holdfast does
 * more than show: gates, timers, conditions and variables. `docs/writing-runbooks.md` tells writers
 * the same. The functions below write exactly what the others read.
 *
 * - Gate: "(needs a second person)" anywhere in a step.
 * - Timer: "wait 5 minutes", also "wait for 30 seconds", "wait at least 1 hour".
 * - Condition: a link to a heading of the same text, with the word "if" before it:
 *   "If the replica lags: go to [Rebuild a replica](#rebuild-a-replica)."
 * - Variable: `{{host}}`, see `variables.ts`.
 *
 * Words in code mean nothing: there they are somebody else's.
 */
const gatePattern = /\bneeds? (?:a|another) second (?:person|pair of eyes)\b/i;
const timerPattern =
  /\bwait (?:for )?(?:about |at least |another )?(\d{1,6}(?:[.,]\d{1,3})?) ?(s|sec|secs|seconds?|m|min|mins|minutes?|h|hrs?|hours?)\b/i;
/** A mark inside a word, as in `pg.lag`, ends no sentence. */
const conditionPattern = /\bif\b\s*((?:[^.!?\n]|[.!?](?=\S))*)$/i;
const beforeLink =
  /[\s:,;–—-]*(?:\b(?:then|please)\b\s*)?(?:\b(?:go|jump|skip|continue|move)\b(?:\s+(?:on|to|at|with))*|\bsee\b|\bdo\b)?[\s:,–—-]*$/i;

/** More than a week is no timer that anyone sits out. */
const longestWaitMs = 7 * 24 * 60 * 60 * 1000;

/** Does a step ask for somebody else's yes before it is done? */
export function saysGate(words: string): boolean {
  return gatePattern.test(words);
}

/** How long a step says to wait, in ms; 0 where it does not, or by more than a week. */
export function saysWaitMs(words: string): number {
  const [, count = '', unit = ''] = timerPattern.exec(words) ?? [];
  if (count === '') return 0;
  const perUnit = { s: 1_000, m: 60_000, h: 3_600_000 }[unit.charAt(0).toLowerCase()] ?? 0;
  const waitMs = Math.round(Number(count.replace(',', '.')) * perUnit);
  return waitMs <= longestWaitMs ? waitMs : 0;
}

/** The condition that words before a link set, without "if" and "go to"; empty where they set none. */
export function saysCondition(wordsBefore: string): string {
  const said = conditionPattern.exec(wordsBefore)?.[1] ?? '';
  return said.replace(beforeLink, '').replace(/\s+/g, ' ').trim();
}

/** What to write behind a step that a second person has to agree to. */
export const gateWords = '(needs a second person)';

/** What to write for a timer of whole minutes. */
export function timerWords(minutes: number): string {
  return `Wait ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}.`;
}

/** What to write to go elsewhere on a condition; `anchor` is the heading's, as `outline.ts` makes it. */
export function conditionWords(condition: string, heading: string, anchor: string): string {
  return `If ${condition}: go to [${heading}](#${anchor}).`;
}

/** What to write where a variable's value is wanted. */
export function variableWords(name: string): string {
  return `{{${name}}}`;
}
