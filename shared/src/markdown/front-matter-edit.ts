import { isCollection, isMap, isScalar, type Pair, parse, parseDocument } from 'yaml';
import { bodyStart, findFrontMatter, readFrontMatter } from './front-matter.ts';
import { valueEdit, writeValue } from './front-matter-value.ts';

/** What Holdfast can write into front matter: the title's words, or a list of words. */
export interface WrittenField {
  readonly name: 'title' | 'owners' | 'tags';
  readonly value: string | readonly string[];
}

/** What Holdfast writes once, into a new text, and people change in the text. */
export interface AddedField {
  readonly name: WrittenField['name'] | 'components';
  readonly value: string | readonly string[];
}

export type FieldEdit =
  /** `text` says the value; nothing but that field's value differs. */
  | { readonly kind: 'edited'; readonly text: string }
  /** There is no front matter, or it lacks the field. */
  | { readonly kind: 'absent' }
  /** It is there, and cannot be changed without risk to the rest. `problem` is for a person. */
  | { readonly kind: 'unsafe'; readonly problem: string };

/**
 * Writes a value where the front matter has that field (for owners: `owners` or `owner`). Comments,
 * order, line endings, indentation, and the style of quotes and lists stay where the value can be
 * written so. The result is read again before it is returned: it says the value, and all else as
 * before. Values are clean lines, each once. Cost: the block's length.
 */
export function setField(text: string, field: WrittenField): FieldEdit {
  const block = readBlock(text);
  if (block.kind !== 'block') return block;
  const names = field.name === 'owners' ? ['owners', 'owner'] : [field.name];
  const found = block.pairs.filter((pair) => names.includes(keyOf(pair) ?? ''));
  const [first, second] = found.toSorted((a, b) => (keyOf(b) ?? '').localeCompare(keyOf(a) ?? ''));
  if (first === undefined) return { kind: 'absent' };
  if (found.length > new Set(found.map(keyOf)).size) return unsafe(field);
  const writes = [{ pair: first, value: field.value }];
  const lesser = second === undefined ? undefined : shareOfOwner(block.source, field);
  if (second !== undefined && lesser !== undefined) writes.push({ pair: second, value: lesser });
  const edits = writes.map(({ pair, value }) =>
    valueEdit(block.source, pair, value, {
      inFlow: block.flowStart !== undefined,
      lineEnding: block.lineEnding,
    }),
  );
  let source = block.source;
  for (const edit of edits.toSorted((a, b) => (b?.at ?? 0) - (a?.at ?? 0))) {
    if (edit === undefined) return unsafe(field);
    source = source.slice(0, edit.at) + edit.insert + source.slice(edit.at + edit.remove);
  }
  return checked(text, block.before + source + block.after, field);
}

/**
 * Adds a field that the front matter lacks behind its last one (in a `{…}` before its first); a text without front matter gets a
 * block before it. For a field that is there, use `setField`.
 */
export function addField(text: string, field: AddedField): FieldEdit {
  const block = readBlock(text);
  if (block.kind === 'unsafe') return block;
  const inFlow = block.kind === 'block' && block.flowStart !== undefined;
  const line = `${field.name}: ${writeValue(field.value, inFlow)}`;
  if (block.kind === 'absent') {
    const start = text.startsWith('\uFEFF') ? 1 : 0;
    const ending = /^[^\r\n]*\r\n/.test(text) ? '\r\n' : '\n';
    const fences = `---${ending}${line}${ending}---${ending}`;
    return checked(text, text.slice(0, start) + fences + text.slice(start), field);
  }
  return checked(text, block.before + withLine(block, line) + block.after, field);
}

/** A block with one more field: a line behind the last one, or the first in a `{…}`. */
function withLine({ source, flowStart, pairs, indent, lineEnding }: Block, line: string): string {
  if (flowStart === undefined) return source + indent + line + lineEnding;
  const separator = pairs.length === 0 ? '' : ', ';
  return source.slice(0, flowStart) + line + separator + source.slice(flowStart);
}

/** Of the items of `owner`, which is read after `owners`, those that stay; undefined if all do. */
function shareOfOwner(source: string, field: WrittenField): readonly string[] | undefined {
  const asTags = readFrontMatter(`---\ntags: ${JSON.stringify(fieldsOf(source)['owner'])}\n---\n`);
  const kept = asTags.tags.filter((owner) => field.value.includes(owner));
  return kept.length === asTags.tags.length ? undefined : kept;
}

interface Block {
  readonly kind: 'block';
  readonly source: string;
  readonly before: string;
  readonly after: string;
  readonly pairs: readonly Pair[];
  /** Behind the brace of a `{…}`; undefined where each field has its line. */
  readonly flowStart: number | undefined;
  readonly lineEnding: string;
  readonly indent: string;
}

function readBlock(text: string): Block | Exclude<FieldEdit, { kind: 'edited' }> {
  const span = findFrontMatter(text);
  if (span === undefined) return { kind: 'absent' };
  const { problem } = readFrontMatter(text);
  if (problem !== undefined) return { kind: 'unsafe', problem };
  const source = text.slice(span.valueStart, span.valueEnd);
  const { contents } = parseDocument(source, { ...reading, keepSourceTokens: true });
  const pairs: readonly Pair[] = isMap(contents) ? contents.items : [];
  const firstKey = pairs[0]?.key;
  const start = isScalar(firstKey) ? (firstKey.range?.[0] ?? 0) : 0;
  return {
    kind: 'block',
    source,
    before: text.slice(0, span.valueStart),
    after: text.slice(span.valueEnd),
    pairs,
    flowStart:
      isCollection(contents) && contents.flow === true && contents.range
        ? contents.range[0] + 1
        : undefined,
    lineEnding: /\r?\n$/.exec(text.slice(0, span.valueStart))?.[0] ?? '\n',
    indent: /(?:^|\n)([ ]*)$/.exec(source.slice(0, start))?.[1] ?? '',
  };
}

const reading = {
  logLevel: 'error',
  prettyErrors: false,
  schema: 'core',
  uniqueKeys: false,
  maxAliasCount: 20,
} as const;

function keyOf({ key }: Pair): string | undefined {
  return isScalar(key) && typeof key.value === 'string' ? key.value : undefined;
}

/** The result is trusted only as far as it reads. */
function checked(before: string, after: string, field: AddedField): FieldEdit {
  const is = readFrontMatter(after);
  const holds =
    is.problem === undefined &&
    JSON.stringify(is[field.name]) === JSON.stringify(field.value) &&
    othersOf(after, field) === othersOf(before, field) &&
    after.slice(bodyStart(after)) === before.slice(bodyStart(before));
  return holds ? { kind: 'edited', text: after } : unsafe(field);
}

function othersOf(text: string, field: AddedField): string {
  const span = findFrontMatter(text);
  const fields = span === undefined ? {} : fieldsOf(text.slice(span.valueStart, span.valueEnd));
  const own = field.name === 'owners' ? ['owners', 'owner'] : [field.name];
  return JSON.stringify(Object.entries(fields).filter(([key]) => !own.includes(key)));
}

function fieldsOf(source: string): Readonly<Record<string, unknown>> {
  const value: unknown = parse(source, reading);
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function unsafe({ name }: AddedField): FieldEdit {
  const problem = `The front matter gives the ${name} in a way that cannot be changed from outside the text`;
  return { kind: 'unsafe', problem };
}
