import { z } from 'zod/mini';
import { cutText } from './characters.ts';
import { findFrontMatter, parseYaml } from './front-matter.ts';

/** Something that a run asks for once, and fills in wherever the text says `{{name}}`. */
export interface Variable {
  readonly name: string;
  /** What it is where nobody says otherwise; empty if there is none. */
  readonly default: string;
  readonly description: string;
  /** In the front matter; otherwise only used in the text. */
  readonly declared: boolean;
}

/** Characters of a variable's value, default and description at most. */
export const maxVariableLength = 500;
export const maxVariables = 100;

/** Words of template languages that stand alone in braces. */
const templateWords = new Set(
  'else end endif endfor if for range with define block template break continue nil true false content'.split(
    ' ',
  ),
);
/** Code in these languages, or with such marks in it, has its own meaning of braces. */
const templateLanguages =
  /^(?:ya?ml|jinja2?|j2|django|liquid|handlebars|hbs|mustache|go-?te?mpl(?:ate)?|gotmpl|tpl|helm|ansible)$/i;
const templateMarks = /\{\{-?\s*(?:[.$"/#<%]|if\b|range\b|with\b|end\b|template\b|printf\b)|\{%/;
const nameSource = '[A-Za-z][A-Za-z0-9_-]{0,63}';
const namePattern = new RegExp(`^${nameSource}$`);

/** Where a text's variables may stand. */
export interface VariablePlace {
  readonly kind: 'words' | 'code';
  /** Of a block of code, as its fence names it. */
  readonly language?: string;
}

const declarationSchema = z.object({
  name: z.optional(z.unknown()),
  default: z.optional(z.unknown()),
  description: z.optional(z.unknown()),
});

/**
 * The variables that front matter declares: `variables:` with a list of names, a list of
 * `{name, default, description}`, or a map from names to defaults or to `{default, description}`.
 * Never throws; what cannot be a variable is left out.
 */
export function declaredVariables(text: string): readonly Variable[] {
  const span = findFrontMatter(text);
  if (span?.language !== 'yaml') return [];
  const read = parseYaml(text.slice(span.valueStart, span.valueEnd));
  if (!read.ok) return [];
  const fields = z.object({ variables: z.optional(z.unknown()) }).safeParse(read.value ?? {});
  if (!fields.success) return [];
  const found = new Map<string, Variable>();
  for (const variable of declarations(fields.data.variables)) {
    if (!found.has(variable.name) && found.size < maxVariables) found.set(variable.name, variable);
  }
  return [...found.values()];
}

function declarations(value: unknown): readonly Variable[] {
  if (typeof value === 'string') return value.split(',').flatMap((name) => declared(name.trim()));
  if (Array.isArray(value)) {
    return value.flatMap((item: unknown) => {
      if (typeof item === 'string') return declared(item.trim());
      const fields = declarationSchema.safeParse(item);
      if (!fields.success) return [];
      if (fields.data.name !== undefined) return declared(fields.data.name, fields.data);
      return isRecord(item)
        ? Object.entries(item).flatMap(([name, one]) => fromMap(name, one))
        : [];
    });
  }
  return isRecord(value) ? Object.entries(value).flatMap(([name, one]) => fromMap(name, one)) : [];
}

function fromMap(name: string, value: unknown): readonly Variable[] {
  if (!isRecord(value)) return declared(name, { default: value });
  const fields = declarationSchema.safeParse(value);
  return fields.success ? declared(name, fields.data) : [];
}

function declared(
  name: unknown,
  fields: { readonly default?: unknown; readonly description?: unknown } = {},
): readonly Variable[] {
  if (typeof name !== 'string' || !namePattern.test(name)) return [];
  return [
    {
      name,
      default: asText(fields.default),
      description: asText(fields.description),
      declared: true,
    },
  ];
}

function asText(value: unknown): string {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return typeof value === 'string' ? cutText(value.trim(), maxVariableLength) : '';
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A stretch of text: as written, or a variable's place. */
export type VariablePiece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'variable'; readonly name: string; readonly text: string };

/**
 * Takes a text node or code apart at its variables. A declared one may have spaces inside its
 * braces; any other counts only as `{{name}}`, and not in code that is a template of Go, Jinja,
 * Liquid and the like, where the same braces mean something else.
 */
export function splitVariables(
  text: string,
  isDeclared: (name: string) => boolean,
  place: VariablePlace = { kind: 'words' },
): readonly VariablePiece[] {
  if (!text.includes('{{')) return text === '' ? [] : [{ kind: 'text', text }];
  const isTemplate =
    place.kind === 'code' &&
    (templateLanguages.test(place.language ?? '') || templateMarks.test(text));
  const pieces: VariablePiece[] = [];
  let at = 0;
  const pattern = new RegExp(
    `(?<!\\{)\\{\\{([ \\t]{0,4})(${nameSource})[ \\t]{0,4}\\}\\}(?!\\})`,
    'g',
  );
  for (const found of text.matchAll(pattern)) {
    const [whole, , name = ''] = found;
    const isBare = whole.length === name.length + 4;
    const counts =
      isDeclared(name) || (isBare && !isTemplate && !templateWords.has(name.toLowerCase()));
    if (!counts) continue;
    if (found.index > at) pieces.push({ kind: 'text', text: text.slice(at, found.index) });
    pieces.push({ kind: 'variable', name, text: whole });
    at = found.index + whole.length;
  }
  if (at < text.length) pieces.push({ kind: 'text', text: text.slice(at) });
  return pieces;
}

/**
 * True where a shell would take a value for more than one plain word: then people are told, and
 * nothing is quoted behind their back. A dash in front makes it an option.
 */
export function isShellHostile(value: string): boolean {
  return value !== '' && !/^[\p{L}\p{N}_@%+=:,./][\p{L}\p{N}_@%+=:,./-]*$/u.test(value);
}
