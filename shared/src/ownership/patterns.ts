import ignore from 'ignore';

/** Says of paths whether patterns as in a `.gitignore` name them. */
export function patterns(list: readonly string[]): ignore.Ignore {
  // Git takes names that the library would take for paths that lead elsewhere.
  return ignore({ ignorecase: false, allowRelativePaths: true }).add([...list]);
}

/** Some texts, such as one that ends in a lone backslash, are no pattern, which shows only when one is tried. */
export function isPattern(text: string): boolean {
  try {
    // One that negates is not tried before another has fitted.
    patterns([text.replace(/^!/, '').replace(/^!/, '\\!')]).ignores('any/path');
    return true;
  } catch {
    return false;
  }
}
