import { parse } from 'yaml';
import { z } from 'zod/mini';
import { cutText } from './characters.ts';
import { readDay, readInterval } from './review-dates.ts';

/** A longer block is not looked at: it is no front matter, or nobody's to read at every keystroke. */
const maxFrontMatterLength = 32 * 1024;
/** Brackets, or markers of lists and keys, inside each other. The parser recurses, at a cost beyond the length. */
const maxNesting = 50;
/** Twice what may be set: a list cut here is still too long to be written, so nothing of it is lost. */
const maxListLength = 1000;
const maxItemLength = 200;

/** Where the front matter of a text lies; offsets are UTF-16 code units. Nothing is altered. */
export interface FrontMatterSpan {
  readonly language: 'yaml' | 'toml';
  /** Start of the opening fence: 0, or 1 after a byte order mark. */
  readonly start: number;
  /** What stands between the fences. */
  readonly valueStart: number;
  readonly valueEnd: number;
  /** Start of the body: behind the closing fence and its line ending. */
  readonly end: number;
}

/** What Holdfast understands of front matter. Absent fields were not given, or not readable. */
export interface FrontMatter {
  readonly title?: string;
  readonly owners: readonly string[];
  readonly tags: readonly string[];
  /** What it is about, as the map names it: `components`, `component`, and `services`. */
  readonly components: readonly string[];
  /** Names of alerts that it answers: `alerts` and `alert`. */
  readonly alerts: readonly string[];
  /** Other names by which it is looked for: `aliases` and `alias`. */
  readonly aliases: readonly string[];
  /** `last_reviewed_on`: the start (UTC) of that day, ms since 1970. */
  readonly reviewedOnMs?: number;
  /** `review_in`, in days. */
  readonly reviewInDays?: number;
  /** Which of these lists the block gives, be they empty. */
  readonly listed: readonly ('owners' | 'tags')[];
  /** Why the block could not be read, in words; the fields are then empty. */
  readonly problem?: string;
}

const none: FrontMatter = {
  owners: [],
  tags: [],
  components: [],
  alerts: [],
  aliases: [],
  listed: [],
};

/** Finds a YAML (`---`) or TOML (`+++`) block at the very start of a text, or undefined. Cost: the block's length. */
export function findFrontMatter(text: string): FrontMatterSpan | undefined {
  const start = text.startsWith('\uFEFF') ? 1 : 0;
  const head = text.slice(start, start + maxFrontMatterLength);
  const opening = /^(---|\+\+\+)[ \t]*(?:\r\n|\n|\r)/.exec(head);
  if (opening?.[1] === undefined) return undefined;
  const fence = opening[1];
  const closing =
    fence === '---'
      ? /(^|[\r\n])---[ \t]*(\r\n|\n|\r|$)/g
      : /(^|[\r\n])\+\+\+[ \t]*(\r\n|\n|\r|$)/g;
  closing.lastIndex = opening[0].length - 1;
  const close = closing.exec(head);
  if (close === null) return undefined;
  const lineEnd = close[2] ?? '';
  const cutShort = lineEnd === '' && start + head.length < text.length;
  if (cutShort) return undefined;
  const valueStart = start + opening[0].length;
  return {
    language: fence === '---' ? 'yaml' : 'toml',
    start,
    valueStart,
    valueEnd: Math.max(valueStart, start + close.index + (close[1] ?? '').length),
    end: start + close.index + close[0].length,
  };
}

/** Where the body begins: behind front matter and byte order mark. */
export function bodyStart(text: string): number {
  return findFrontMatter(text)?.end ?? (text.startsWith('\uFEFF') ? 1 : 0);
}

/** Reads the front matter of a text. Never throws: a block that is no YAML, or is TOML, is reported in `problem`. */
export function readFrontMatter(text: string): FrontMatter {
  const span = findFrontMatter(text);
  if (span === undefined) return none;
  if (span.language === 'toml')
    return { ...none, problem: 'TOML front matter is kept but not read' };
  const read = parseYaml(text.slice(span.valueStart, span.valueEnd));
  if (!read.ok) return { ...none, problem: read.problem };
  const fields = fieldsSchema.safeParse(read.value ?? {});
  if (!fields.success) return { ...none, problem: 'The front matter is not a list of fields' };
  const { title, owner, owners, tags } = fields.data;
  const reviewedOnMs = readDay(fields.data.last_reviewed_on);
  const reviewInDays = readInterval(fields.data.review_in);
  const { component, components, services, alert, alerts, alias, aliases } = fields.data;
  const shownTitle = typeof title === 'number' ? String(title) : title;
  return {
    ...(typeof shownTitle === 'string' && shownTitle.trim() !== ''
      ? { title: cutText(shownTitle.trim(), maxItemLength) }
      : {}),
    owners: toList(owners, owner),
    tags: toList(tags),
    components: toList(components, component, services),
    alerts: toList(alerts, alert),
    aliases: toList(aliases, alias),
    ...(reviewedOnMs === undefined ? {} : { reviewedOnMs }),
    ...(reviewInDays === undefined ? {} : { reviewInDays }),
    listed: [
      ...(isList(owners) || isList(owner) ? (['owners'] as const) : []),
      ...(isList(tags) ? (['tags'] as const) : []),
    ],
  };
}

const anything = z.optional(z.unknown());
const fieldsSchema = z.object({
  title: anything,
  owner: anything,
  owners: anything,
  tags: anything,
  component: anything,
  components: anything,
  services: anything,
  alert: anything,
  alerts: anything,
  alias: anything,
  aliases: anything,
  last_reviewed_on: anything,
  review_in: anything,
});

type Parsed =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly problem: string };

function isNestedTooDeep(source: string): boolean {
  if (/(?:^|[\r\n])[ \t]*(?:[-?][ \t]+){50}/.test(source)) return true;
  let depth = 0;
  for (const character of source) {
    if (character === '[' || character === '{') depth += 1;
    else if (character === ']' || character === '}') depth = Math.max(0, depth - 1);
    if (depth > maxNesting) return true;
  }
  return false;
}

/** Reads the YAML between the fences of front matter, with bounds on what that may cost. Never throws. */
export function parseYaml(source: string): Parsed {
  if (isNestedTooDeep(source)) {
    return { ok: false, problem: 'The front matter is not valid YAML: it is nested too deep' };
  }
  try {
    const value: unknown = parse(source, {
      logLevel: 'error',
      prettyErrors: false,
      schema: 'core',
      uniqueKeys: false,
      maxAliasCount: 20,
    });
    return { ok: true, value };
  } catch (error) {
    const said = error instanceof Error ? error.message : 'unknown reason';
    return {
      ok: false,
      problem: `The front matter is not valid YAML: ${said.slice(0, maxItemLength)}`,
    };
  }
}

/** Is it a list as `toList` reads them? A key with nothing behind it is an empty one. */
function isList(value: unknown): boolean {
  return value === null || typeof value === 'string' || Array.isArray(value);
}

/** Lists come as YAML lists, as one string, or as a string with commas. */
function toList(...values: readonly unknown[]): readonly string[] {
  const items: unknown[] = values.flatMap((value) =>
    typeof value === 'string' ? value.split(',') : Array.isArray(value) ? value : [],
  );
  const texts = items
    .filter((item) => typeof item === 'string' || typeof item === 'number')
    .map((item) => cutText(String(item).trim(), maxItemLength))
    .filter((item) => item !== '');
  return [...new Set(texts)].slice(0, maxListLength);
}
