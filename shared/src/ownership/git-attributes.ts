import ignore from 'ignore';
import { unquoted } from './git-log.ts';

export type AttributeKind = 'vendored' | 'generated';

/** What a `.gitattributes` says of files; undefined where it says nothing. */
export type AttributesOf = (path: string, kind: AttributeKind) => boolean | undefined;

/** Lines that say the same one after the other are one rule; more rules than that nobody writes. */
const mostRules = 20;

interface Rule {
  readonly value: boolean;
  readonly files: ignore.Ignore;
}

/**
 * Reads `linguist-vendored` and `linguist-generated` of a `.gitattributes`: set, unset (`-…`), or
 * `=true` and `=false`. Of lines about a file the last one counts.
 */
export function readAttributes(text: string): AttributesOf {
  const rules: Readonly<Record<AttributeKind, Rule[]>> = { vendored: [], generated: [] };
  for (const line of text.split(/\r?\n/)) {
    const [, pattern = '', words = ''] =
      /^\s*("(?:[^"\\]|\\.)*"|[^\s"#[]\S*)\s+(.*)$/.exec(line) ?? [];
    for (const word of words.split(/\s+/)) {
      const [, minus, kind, equals] =
        /^(-?)linguist-(vendored|generated)(?:=(true|false))?$/.exec(word) ?? [];
      if (kind === 'vendored' || kind === 'generated')
        addRule(rules[kind], unquoted(pattern), minus === '' && equals !== 'false');
    }
  }
  return (path, kind) => rules[kind].findLast(({ files }) => files.ignores(path))?.value;
}

function addRule(rules: Rule[], pattern: string, value: boolean): void {
  const last = rules.at(-1);
  // Here a pattern never negates another.
  const escaped = pattern.startsWith('!') ? `\\${pattern}` : pattern;
  if (last?.value === value) last.files.add(escaped);
  else if (rules.length < mostRules) {
    const files = ignore({ ignorecase: false, allowRelativePaths: true }).add(escaped);
    rules.push({ value, files });
  }
}
