import { isMap, isScalar, isSeq, parse, parseDocument, type Node, type Pair } from 'yaml';
import { declaredVariables } from './variables.ts';
import { bodyStart, findFrontMatter, readFrontMatter } from './front-matter.ts';

/** An insertion into a text, in UTF-16 code units. */
export interface Insertion {
  readonly at: number;
  readonly insert: string;
}

const reading = {
  logLevel: 'error',
  prettyErrors: false,
  schema: 'core',
  uniqueKeys: false,
  maxAliasCount: 20,
} as const;

/**
 * What to insert so that the front matter's `variables` has `name`: in the manner in which the
 * others stand there, or in new front matter where there is none. Undefined where that cannot be
 * done without risk to the rest: TOML, broken YAML, forms that nobody writes. The result was read
 * again: nothing but that variable differs.
 */
export function declareVariable(text: string, name: string): Insertion | undefined {
  const span = findFrontMatter(text);
  if (span === undefined) {
    const at = text.startsWith('\uFEFF') ? 1 : 0;
    const end = /^[^\r\n]*\r\n/.test(text) ? '\r\n' : '\n';
    return { at, insert: `---${end}variables:${end}  - ${name}${end}---${end}` };
  }
  if (span.language !== 'yaml' || readFrontMatter(text).problem !== undefined) return undefined;
  const source = text.slice(span.valueStart, span.valueEnd);
  const end = /\r?\n$/.exec(text.slice(0, span.valueStart))?.[0] ?? '\n';
  const place = placeIn(source, name, end);
  if (place === undefined) return undefined;
  const edit = { at: span.valueStart + place.at, insert: place.insert };
  const after = text.slice(0, edit.at) + edit.insert + text.slice(edit.at);
  return isSound(text, after, name) ? edit : undefined;
}

function placeIn(source: string, name: string, end: string): Insertion | undefined {
  const { contents } = parseDocument(source, reading);
  if (contents === null || (isScalar(contents) && contents.value === null)) {
    return { at: source.length, insert: `variables:${end}  - ${name}${end}` };
  }
  if (!isMap(contents) || contents.flow === true) return undefined;
  const pair = contents.items.find(({ key }) => isScalar(key) && key.value === 'variables');
  if (pair === undefined) return atEnd(source, source.length, `variables:${end}  - ${name}`, end);
  return placeInValue(source, pair, name, end);
}

function placeInValue(
  source: string,
  { key, value }: Pair,
  name: string,
  end: string,
): Insertion | undefined {
  if (value === null || (isScalar(value) && value.value === null)) {
    const colon = isScalar(key) && key.range ? source.indexOf(':', key.range[1]) : -1;
    return colon < 0 ? undefined : { at: colon + 1, insert: `${end}  - ${name}` };
  }
  const isList = isSeq(value);
  if (!isList && !isMap(value)) return undefined;
  if (!value.range) return undefined;
  const [start, valueEnd] = value.range;
  const item = isList ? name : `${name}: ""`;
  if (value.flow === true) {
    const inside = source.slice(start + 1, valueEnd - 1);
    return { at: valueEnd - 1, insert: `${inside.trim() === '' ? '' : ', '}${item}` };
  }
  const last = lastPart(value.items.at(-1));
  if (last?.range === undefined || last.range === null) return undefined;
  const lineStart = source.lastIndexOf('\n', start - 1) + 1;
  const indent = source.slice(lineStart, start);
  if (!/^[ ]*$/.test(indent)) return undefined;
  return atEnd(source, last.range[1], `${indent}${isList ? '- ' : ''}${item}`, end);
}

function lastPart(item: unknown): Node | undefined {
  if (item instanceof Object && 'value' in item && 'key' in item) {
    return isNode(item.value) ? item.value : isNode(item.key) ? item.key : undefined;
  }
  return isNode(item) ? item : undefined;
}

function isNode(value: unknown): value is Node {
  return isScalar(value) || isMap(value) || isSeq(value);
}

/** A line of its own behind the line that ends at or after `from`. */
function atEnd(source: string, from: number, line: string, end: string): Insertion {
  const feed = source.indexOf('\n', Math.max(0, from - 1));
  return feed < 0
    ? { at: source.length, insert: (source === '' ? '' : end) + line + end }
    : { at: feed + 1, insert: line + end };
}

/** As far as it reads: only `variables` differs, and only by the name. */
function isSound(before: string, after: string, name: string): boolean {
  const [old, made] = [fieldsOf(before), fieldsOf(after)];
  const { variables: had, ...othersBefore } = old;
  const { variables: has, ...othersAfter } = made;
  return (
    readFrontMatter(after).problem === undefined &&
    JSON.stringify(othersBefore) === JSON.stringify(othersAfter) &&
    after.slice(bodyStart(after)) === before.slice(bodyStart(before)) &&
    JSON.stringify(itemsOf(has)) === JSON.stringify([...itemsOf(had), name]) &&
    declaredVariables(after).some((variable) => variable.name === name)
  );
}

function itemsOf(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.map((item) => JSON.stringify(item).replace(/^"|"$/g, ''));
  return typeof value === 'object' && value !== null ? Object.keys(value) : [];
}

function fieldsOf(text: string): Readonly<Record<string, unknown>> {
  const span = findFrontMatter(text);
  if (span === undefined) return {};
  try {
    const value: unknown = parse(text.slice(span.valueStart, span.valueEnd), reading);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
