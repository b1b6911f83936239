/** `14:05`, the last time that the local clock showed it. */
export function timeOfDay(text: string, nowMs: number): number | undefined {
  const [whole, hours = '', minutes = ''] = /^(\d{1,2})[:.](\d{2})$/u.exec(text) ?? [];
  if (whole === undefined || Number(hours) > 23 || Number(minutes) > 59) return undefined;
  const at = new Date(nowMs);
  at.setHours(Number(hours), Number(minutes), 0, 0);
  if (at.getTime() > nowMs) at.setDate(at.getDate() - 1);
  return at.getTime();
}

/** What was typed, taken apart: `/verb rest`, or words alone. */
export function splitVerb(text: string): { readonly verb: string; readonly rest: string } {
  const match = /^\/(\S*)\s*([\s\S]*)$/u.exec(text.trim());
  // An address of this app, or a path on a machine, is no verb.
  if (match === null || (match[1] ?? '').includes('/')) return { verb: '', rest: text.trim() };
  return { verb: (match[1] ?? '').toLowerCase(), rest: (match[2] ?? '').trim() };
}

/** A line with the time that `/at 14:05 …` puts before it, ms since 1970. */
export interface TimedVerb {
  readonly verb: string;
  readonly rest: string;
  readonly atMs?: number;
}

/** The same, with its time; undefined where `/at` is said without a time or words, or twice. */
export function splitTimedVerb(text: string, nowMs: number): TimedVerb | undefined {
  const whole = splitVerb(text);
  if (whole.verb !== 'at') return whole;
  const [, time = '', more = ''] = /^(\S+)\s*([\s\S]*)$/u.exec(whole.rest) ?? [];
  const atMs = timeOfDay(time, nowMs);
  const inner = splitVerb(more);
  if (atMs === undefined || more.trim() === '' || inner.verb === 'at') return undefined;
  return { ...inner, atMs };
}

/** What can stand at the caret's place next. */
export interface Choice {
  readonly label: string;
  readonly detail: string;
  /** The whole text once it is chosen. */
  readonly text: string;
  /** Any other name may stand there as well: it replaces what was typed only when it is moved to. */
  readonly isFree?: true;
}

/** Names that have what was typed: first the very one, then those that begin with it. */
export function matches(names: readonly string[], typed: string): readonly string[] {
  const begun = typed.trim().toLowerCase();
  const rank = (name: string): number =>
    name.toLowerCase() === begun ? 0 : name.toLowerCase().startsWith(begun) ? 1 : 2;
  return names
    .filter((name) => name.toLowerCase().includes(begun))
    .toSorted((a, b) => rank(a) - rank(b));
}

/** A name as it is known, however its capitals were typed; else as it was typed. */
export function asKnown(typed: string, known: readonly string[]): string {
  if (known.includes(typed)) return typed;
  return known.find((name) => name.toLowerCase() === typed.toLowerCase()) ?? typed;
}

/** Is the first choice the one that Enter takes, before anybody moved to one? Not where any name may stand. */
export function isPreselected(choices: readonly Choice[]): boolean {
  return choices[0] !== undefined && choices[0].isFree !== true;
}

/** Enter takes a choice while it would still change something that was typed. */
export function enterTakes(text: string, choice: Choice): boolean {
  if (choice.isFree === true) return choice.text !== text;
  const [verb = '', ...rest] = text.split(' ');
  // A whole verb that needs nothing more is carried out.
  if (rest.length === 0) return choice.text.trim() !== verb || choice.text.endsWith(' ');
  if (rest.join('').trim() === '' || text.startsWith('/sev ')) return false;
  return choice.text.trim().toLowerCase() !== text.trim().toLowerCase();
}
