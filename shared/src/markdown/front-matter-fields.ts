import { parse, stringify } from 'yaml';
import { findFrontMatter } from './front-matter.ts';

/** One field of a text's front matter as a person reads it. */
export interface FrontMatterField {
  readonly key: string;
  readonly value: string;
}

const maxFields = 40;
const maxValueLength = 500;

/**
 * Every field of a text's YAML front matter, for showing. Lists are joined by commas, anything
 * deeper stays YAML. What cannot be read as fields gives one field without a key: the block as it
 * is written. Never throws.
 */
export function frontMatterFields(text: string): readonly FrontMatterField[] {
  const span = findFrontMatter(text);
  if (span === undefined) return [];
  const source = text.slice(span.valueStart, span.valueEnd);
  const asWritten = source.trim() === '' ? [] : [{ key: '', value: source.trim() }];
  if (span.language !== 'yaml') return asWritten;
  try {
    const value: unknown = parse(source, {
      logLevel: 'error',
      prettyErrors: false,
      schema: 'core',
      uniqueKeys: false,
      maxAliasCount: 20,
    });
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return asWritten;
    return Object.entries(value)
      .slice(0, maxFields)
      .map(([key, field]) => ({ key, value: toText(field).slice(0, maxValueLength) }));
  } catch {
    return asWritten;
  }
}

function toText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (Array.isArray(value) && value.every((item) => typeof item !== 'object')) {
    return value.map(String).join(', ');
  }
  return stringify(value).trim();
}
