import { isAlias, isScalar, isSeq, type Pair, parse, type Scalar, type YAMLSeq } from 'yaml';
import { type KnownList, rearrange } from './rearrange.ts';

/** One replacement in the block; offsets in UTF-16 code units of its source. */
export interface ValueEdit {
  readonly at: number;
  readonly remove: number;
  readonly insert: string;
}

type Value = string | readonly string[];
type Quotes = 'none' | 'single' | 'double';

interface Surroundings {
  /** The field stands in a `{…}`. */
  readonly inFlow: boolean;
  readonly lineEnding: string;
}

/** How to make a field's value another, in the style it is written in; undefined where that is not known. */
export function valueEdit(
  source: string,
  pair: Pair,
  value: Value,
  { inFlow, lineEnding }: Surroundings,
): ValueEdit | undefined {
  const colon = colonOf(pair);
  if (colon === undefined) return undefined;
  const node = pair.value;
  if (isSeq(node)) {
    if (typeof value === 'string') return undefined;
    return node.flow === true
      ? flowListEdit(source, node, value)
      : blockListEdit({ source, list: node, colon, lineEnding }, value);
  }
  if (node === null) return { at: colon, remove: 0, insert: ` ${writeValue(value, inFlow)}` };
  if (!(isScalar(node) || isAlias(node)) || !node.range) return undefined;
  const [start, end] = node.range;
  const written = source.slice(start, end);
  if (written === '') return { at: colon, remove: 0, insert: ` ${writeValue(value, inFlow)}` };
  // A block scalar ends behind its line's end.
  const trailing = /\s*$/.exec(written)?.[0].length ?? 0;
  return {
    at: start,
    remove: end - start - trailing,
    insert: isScalar(node) ? inStyleOf(node, value, inFlow) : writeValue(value, inFlow),
  };
}

/** A value as a new field gets it, on one line. */
export function writeValue(value: Value, inFlow = false): string {
  if (typeof value === 'string') return writeScalar(value, 'none', inFlow);
  return `[${value.map((item) => writeScalar(item, 'none', true)).join(', ')}]`;
}

/** Behind the colon that ends the key. */
function colonOf(pair: Pair): number | undefined {
  const colon = pair.srcToken?.sep?.find(({ type }) => type === 'map-value-ind');
  return colon === undefined ? undefined : colon.offset + 1;
}

function inStyleOf(node: Scalar, value: Value, inFlow: boolean): string {
  if (typeof value === 'string') return writeScalar(value, quotesOf(node), inFlow);
  // One text may stand for a list: one word, or words with commas between.
  const comma = typeof node.value === 'string' ? /\s*,\s*/.exec(node.value)?.[0] : undefined;
  const isOneText =
    typeof node.value === 'string' &&
    value.length > 0 &&
    (value.length === 1 || comma !== undefined) &&
    !value.some((item) => item.includes(','));
  if (!isOneText) return writeValue(value, inFlow);
  return writeScalar(value.join(comma ?? ''), quotesOf(node), inFlow);
}

function quotesOf(node: Scalar): Quotes {
  if (node.type === 'QUOTE_SINGLE') return 'single';
  return node.type === 'QUOTE_DOUBLE' ? 'double' : 'none';
}

/** Text on one line as YAML; unquoted only where every version of YAML reads the same text back. */
function writeScalar(text: string, quotes: Quotes, inFlow: boolean): string {
  if (quotes === 'single') return `'${text.replaceAll("'", "''")}'`;
  if (quotes === 'none' && isPlain(text, inFlow)) return text;
  return JSON.stringify(text);
}

function isPlain(text: string, inFlow: boolean): boolean {
  const source = inFlow ? `{k: [${text}]}` : `k: ${text}\n`;
  const wanted = JSON.stringify({ k: inFlow ? [text] : text });
  return (['1.1', '1.2'] as const).every((version) => {
    try {
      const read: unknown = parse(source, { version, logLevel: 'error', prettyErrors: false });
      return JSON.stringify(read) === wanted;
    } catch {
      return false;
    }
  });
}

/** The scalars of a list with their texts as they are read; undefined where something else is in it. */
function itemsOf(list: YAMLSeq): readonly ReadItem[] | undefined {
  const items = list.items.flatMap((item): readonly ReadItem[] => {
    if (!isScalar(item) || !item.range) return [];
    const isText = typeof item.value === 'string' || typeof item.value === 'number';
    const text = isText ? String(item.value).trim() : '';
    const [start, end] = item.range;
    return text === '' ? [] : [{ text, start, end, quotes: quotesOf(item) }];
  });
  return items.length === list.items.length ? items : undefined;
}

interface ReadItem {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly quotes: Quotes;
}

function commonQuotes(items: readonly ReadItem[]): Quotes {
  const first = items[0]?.quotes ?? 'none';
  return items.every(({ quotes }) => quotes === first) ? first : 'none';
}

/** `[a, b]`, also over several lines; with a comment or an anchor in it, undefined. */
function flowListEdit(
  source: string,
  list: YAMLSeq,
  value: readonly string[],
): ValueEdit | undefined {
  const items = itemsOf(list);
  if (items === undefined || !list.range) return undefined;
  const [start, end] = list.range;
  const first = items[0];
  const last = items.at(-1);
  const open = source.slice(start, first?.start ?? end - 1);
  const close = source.slice(last?.end ?? end - 1, end);
  const between = items.slice(1).map((item, at) => source.slice(items[at]?.end, item.start));
  const isKnown =
    /^\[\s*$/.test(open) &&
    /^\s*,?\s*\]$/.test(close) &&
    between.every((gap) => /^\s*,\s*$/.test(gap));
  if (!isKnown) return undefined;
  if (value.length === 0) return { at: start, remove: end - start, insert: '[]' };
  const comma = between[0] ?? ', ';
  const words = value.map((text, at) => {
    const known = items.findIndex((item) => item.text === text);
    const item = items[known];
    const word =
      item === undefined
        ? writeScalar(text, commonQuotes(items), true)
        : source.slice(item.start, item.end);
    return at === 0 ? word : (between[known - 1] ?? comma) + word;
  });
  return { at: start, remove: end - start, insert: open + words.join('') + close };
}

/** One line for each item; comment lines between them stay. */
function blockListEdit(
  at: {
    readonly source: string;
    readonly list: YAMLSeq;
    readonly colon: number;
    readonly lineEnding: string;
  },
  value: readonly string[],
): ValueEdit | undefined {
  const { source, list, colon, lineEnding } = at;
  const items = itemsOf(list);
  const lines = items?.map((item) => lineOf(source, item));
  const first = lines?.[0];
  const last = lines?.at(-1);
  if (items === undefined || lines === undefined || first === undefined || last === undefined)
    return undefined;
  const known: KnownList = {
    items: lines.map((line, n) => ({
      text: items[n]?.text ?? '',
      source: source.slice(line?.start, line?.end),
    })),
    gaps: lines.slice(1).map((line, n) => source.slice(lines[n]?.end, line?.start)),
  };
  if (lines.some((line) => line === undefined)) return undefined;
  const quotes = commonQuotes(items);
  const rebuilt = rearrange(
    known,
    value,
    (text) => first.dash + writeScalar(text, quotes, false) + lineEnding,
  );
  const lead = source.slice(colon, first.start);
  return {
    at: colon,
    remove: last.end - colon,
    insert: (value.length === 0 ? ' []' : '') + lead + rebuilt,
  };
}

/** An item's whole lines, with their ending; `dash` is what stands before the first word. */
function lineOf(
  source: string,
  { start, end }: ReadItem,
): { readonly start: number; readonly end: number; readonly dash: string } | undefined {
  const lineStart = source.lastIndexOf('\n', start - 1) + 1;
  const dash = /^[ \t]*-[ \t]+/.exec(source.slice(lineStart, start))?.[0];
  if (dash === undefined) return undefined;
  if (source[end - 1] === '\n') return { start: lineStart, end, dash };
  const lineEnd = source.indexOf('\n', end);
  return lineEnd < 0 ? undefined : { start: lineStart, end: lineEnd + 1, dash };
}
