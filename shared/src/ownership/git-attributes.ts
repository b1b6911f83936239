import type ignore from 'ignore';
import { unquoted } from './git-log.ts';
import { isPattern, patterns } from './patterns.ts';

export type AttributeKind = 'vendored' | 'generated';

/** What a `.gitattributes` says of files; undefined where it says nothing. */
export type AttributesOf = (path: string, kind: AttributeKind) => boolean | undefined;

export interface AttributesRead {
  readonly attributesOf: AttributesOf;
  /** Lines about these attributes whose patterns are none, or cost too much to try. */
  readonly passedOver: number;
}

/** Lines that say the same one after the other are one rule; more rules than that nobody writes. */
const mostRules = 20;
/** To try a pattern costs the path's length to the power of its wildcards. */
const mostWildcards = 3;
const longestPath = 400;

interface Rule {
  readonly value: boolean;
  readonly files: ignore.Ignore;
}

/**
 * Reads `linguist-vendored` and `linguist-generated` of a `.gitattributes`: set, unset (`-…`), or
 * `=true` and `=false`. Of lines about a file the last one counts.
 */
export function readAttributes(text: string): AttributesRead {
  const rules: Readonly<Record<AttributeKind, Rule[]>> = { vendored: [], generated: [] };
  let passedOver = 0;
  for (const line of text.split(/\r?\n/)) {
    const [, pattern = '', words = ''] =
      /^\s*("(?:[^"\\]|\\.)*"|[^\s"#[]\S*)\s+(.*)$/.exec(line) ?? [];
    for (const word of words.split(/\s+/)) {
      const [, minus, kind, equals] =
        /^(-?)linguist-(vendored|generated)(?:=(true|false))?$/.exec(word) ?? [];
      if (kind !== 'vendored' && kind !== 'generated') continue;
      const value = minus === '' && equals !== 'false';
      if (!addRule(rules[kind], unquoted(pattern), value)) passedOver += 1;
    }
  }
  return {
    passedOver,
    attributesOf: (path, kind) =>
      path.length > longestPath
        ? undefined
        : rules[kind].findLast(({ files }) => files.ignores(path))?.value,
  };
}

function addRule(rules: Rule[], pattern: string, value: boolean): boolean {
  // Here a pattern never negates another.
  const escaped = pattern.startsWith('!') ? `\\${pattern}` : pattern;
  if ((escaped.match(/\*+/g) ?? []).length > mostWildcards || !isPattern(escaped)) return false;
  const last = rules.at(-1);
  if (last?.value === value) {
    last.files.add(escaped);
    return true;
  }
  if (rules.length >= mostRules) return false;
  rules.push({ value, files: patterns([escaped]) });
  return true;
}
