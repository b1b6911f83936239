import {
  type Cadence,
  cadenceExamples,
  type CadenceRule,
  months,
  mostBetween,
  ordinals,
  partsOfYear,
  weekdays,
  writeCadence,
} from './cadence.ts';

export type CadenceRead =
  | {
      readonly ok: true;
      readonly cadence: Cadence;
      /** Canonical words. */
      readonly words: string;
    }
  | {
      readonly ok: false;
      /** In words, for a person: what was not understood, and what can be written. */
      readonly problem: string;
    };

/** Longer ones mean nothing. */
const longestWords = 120;

/** Reads a cadence as people write it. Never throws. Nothing at all is `once`. */
export function readCadence(words: string): CadenceRead {
  if (words.length > longestWords) return refuse('That is too long to be how often.');
  const said = fold(words);
  const { rest, at } = splitTime(said);
  if (at === 'bad') return refuse(`"${words.trim()}" names no time of day such as 10:00.`);
  const rule = readRule(rest);
  if (typeof rule === 'string') return refuse(rule);
  if (rule === undefined) return refuse(`"${words.trim()}" does not say how often.`);
  const cadence = at === undefined ? { rule } : { rule, at };
  return { ok: true, cadence, words: writeCadence(cadence) };
}

function refuse(problem: string): CadenceRead {
  const examples = cadenceExamples.map((one) => `"${one}"`).join(', ');
  return {
    ok: false,
    problem: `${problem} Write for example ${examples}; add "at 10:00" for a time of day.`,
  };
}

function fold(words: string): string {
  return words
    .toLowerCase()
    .replace(/[.,]/g, ' ')
    .replace(/\b(?:each|any)\b/g, 'every')
    .replace(/\s+/g, ' ')
    .trim();
}

function splitTime(said: string): { readonly rest: string; readonly at?: string } {
  const found = /^(.*?) ?\bat (.*)$/.exec(said);
  if (found === null) return { rest: said };
  const [, rest = '', time = ''] = found;
  const parts = /^(\d{1,2})(?::(\d{2}))?$/.exec(time);
  const [hour, minute] = [Number(parts?.[1] ?? 99), Number(parts?.[2] ?? 0)];
  if (hour > 23 || minute > 59) return { rest, at: 'bad' };
  return { rest, at: `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}` };
}

const wholeWords: Readonly<Record<string, string>> = {
  daily: 'every day',
  weekly: 'every week',
  fortnightly: 'every 2 weeks',
  monthly: 'every month',
  quarterly: 'every quarter',
  yearly: 'every year',
  annually: 'every year',
  'twice a year': 'every 6 months',
  'once a day': 'every day',
  'once a week': 'every week',
  'once a month': 'every month',
  'once a quarter': 'every quarter',
  'once a year': 'every year',
};

/** The rule; a text: why there is none; undefined: not understood. */
function readRule(rest: string): CadenceRule | string | undefined {
  const said = replaceStart(rest);
  if (said === '' || said === 'once') return { kind: 'once' };
  return readNth(said) ?? readDayOfMonth(said) ?? readWeekdays(said) ?? readEvery(said);
}

/** `monthly on day 3` is `every month on day 3`. */
function replaceStart(said: string): string {
  for (const [short, long] of Object.entries(wholeWords)) {
    if (said === short || said.startsWith(`${short} on `)) return long + said.slice(short.length);
  }
  return said;
}

const nthPattern = /^(?:on )?(?:the )?(\w+) (\w+) of (?:the |a )?(every )?(.*)$/;
const nths: Readonly<Record<string, (typeof ordinals)[number]>> = {
  '1st': 'first',
  '2nd': 'second',
  '3rd': 'third',
  '4th': 'fourth',
};

/** `first monday of every quarter` */
function readNth(said: string): CadenceRule | string | undefined {
  const found = nthPattern.exec(said);
  const nth = ordinals.find((one) => one === found?.[1]) ?? nths[found?.[1] ?? ''];
  const weekday = indexOfWord(weekdays, found?.[2]);
  if (found === null || nth === undefined || weekday < 0) return undefined;
  const period = readPeriod(`every ${found[4] ?? ''}`);
  const count = period?.unit === 'month' ? period.count : period?.unit === 'year' ? 12 : 0;
  const isWhole = period?.unit !== 'year' || period.count === 1;
  if (!isWhole || !partsOfYear.some((one) => one === count)) {
    return 'A weekday can be that of every month, every 2, 3, 4 or 6 months, or every year.';
  }
  return { kind: 'weekday-of-months', nth, weekday, count };
}

const dayOfMonthPattern =
  /^(?:on )?(?:the |day )?(\d{1,2}(?:st|nd|rd|th)?|last day) of (every .*)$/;

/** `15th of every month` is `every month on day 15`. */
function readDayOfMonth(said: string): CadenceRule | string | undefined {
  const [, day, period = ''] = dayOfMonthPattern.exec(said) ?? [];
  return day === undefined ? undefined : readEvery(`${period} on ${day}`);
}

/** `every monday and thursday`, `every 2 weeks on tuesday` */
function readWeekdays(said: string): CadenceRule | string | undefined {
  const found = /^(?:every (?:(other|second|\d{1,4}) )?weeks? on |every |on )(.+)$/.exec(said);
  if (found === null) return undefined;
  const names = (found[2] ?? '').split(/ and | (?=\w)/).filter((one) => one !== '');
  const days = names.map((name) => indexOfWord(weekdays, name.replace(/^(.*day)s$/, '$1')));
  if (days.length === 0 || days.some((day) => day < 0)) return undefined;
  const count = countOf(found[1]);
  if (!isBetween(count, mostBetween.weeks)) return tooFar('weeks');
  return { kind: 'weeks', count, on: [...new Set(days)].sort((a, b) => a - b) };
}

function readEvery(said: string): CadenceRule | string | undefined {
  const [, everyWords = '', on = ''] = /^(every .*?)(?: on (.+))?$/.exec(said) ?? [];
  const period = readPeriod(everyWords);
  if (period === undefined) return readDate(said);
  const { unit, count } = period;
  const plural = `${unit}s` as const;
  if (!isBetween(count, mostBetween[plural])) return tooFar(plural);
  if (unit === 'month') {
    const day = on === '' ? 0 : dayNumber(on);
    if (day === undefined) return `"${on}" is no day of a month, which goes from 1 to 31.`;
    return count % 12 === 0 && on === ''
      ? { kind: 'years', count: count / 12 }
      : { kind: 'months', count, day };
  }
  if (unit === 'year') {
    const date = on === '' ? undefined : dateOf(on);
    if (on !== '' && date === undefined) return `"${on}" is no day of a year, such as 1 march.`;
    return date === undefined ? { kind: 'years', count } : { kind: 'years', count, on: date };
  }
  if (on !== '') return undefined;
  return unit === 'day' ? { kind: 'days', count } : { kind: 'weeks', count, on: [] };
}

/** `every 1 march` */
function readDate(said: string): CadenceRule | undefined {
  const date = dateOf(said.replace(/^every (?:year )?/, '').replace(/ every year$/, ''));
  return date === undefined ? undefined : { kind: 'years', count: 1, on: date };
}

interface Period {
  readonly unit: 'day' | 'week' | 'month' | 'year';
  readonly count: number;
}

function readPeriod(words: string): Period | undefined {
  const found =
    /^every (?:(other|second|\d{1,4}) )?(days?|weeks?|months?|quarters?|half years?|years?)$/.exec(
      words.trim(),
    );
  if (found === null) return undefined;
  const count = countOf(found[1]);
  switch (found[2]?.replace(/s$/, '')) {
    case 'day':
      return { unit: 'day', count };
    case 'week':
      return { unit: 'week', count };
    case 'quarter':
      return { unit: 'month', count: count * 3 };
    case 'half year':
      return { unit: 'month', count: count * 6 };
    case 'month':
      return { unit: 'month', count };
    default:
      return { unit: 'year', count };
  }
}

function countOf(words: string | undefined): number {
  if (words === undefined) return 1;
  return words === 'other' || words === 'second' ? 2 : Number(words);
}

function isBetween(count: number, most: number): boolean {
  return count >= 1 && count <= most;
}

function tooFar(unit: keyof typeof mostBetween): string {
  return `Between two there can be 1 to ${mostBetween[unit]} ${unit}.`;
}

function dayNumber(words: string): number | undefined {
  if (/^(?:the )?last(?: day)?$/.test(words)) return 31;
  const day = Number(/^(?:the |day )?(\d{1,2})(?:st|nd|rd|th)?$/.exec(words)?.[1] ?? 0);
  return day >= 1 && day <= 31 ? day : undefined;
}

/** The longest that each month can be. */
const monthLengths = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

function dateOf(words: string): { readonly day: number; readonly month: number } | undefined {
  const found =
    /^(?:the )?(\d{1,2})(?:st|nd|rd|th)? (?:of )?([a-z]+)$/.exec(words) ??
    /^([a-z]+) (?:the )?(\d{1,2})(?:st|nd|rd|th)?$/.exec(words);
  const [, a = '', b = ''] = found ?? [];
  const [dayWords, name] = /^\d/.test(a) ? [a, b] : [b, a];
  const day = Number(dayWords);
  const month = indexOfWord(months, name);
  return month >= 0 && day >= 1 && day <= (monthLengths[month] ?? 0) ? { day, month } : undefined;
}

/** By its name, or the first three letters or more of it. */
function indexOfWord(names: readonly string[], word: string | undefined): number {
  if (word === undefined || word.length < 3) return -1;
  return names.findIndex((name) => name.startsWith(word));
}
