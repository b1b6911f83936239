import { bodyStart } from './front-matter.ts';
import { inlineText } from './inline-text.ts';
import { readLines } from './lines.ts';

/** The words of the first heading of a Markdown text, or undefined. */
export function firstHeading(text: string): string | undefined {
  for (const line of readLines(text, bodyStart(text))) {
    if (line.kind !== 'heading') continue;
    const words = inlineText(line.text);
    if (words !== '') return words;
  }
  return undefined;
}

/**
 * A title made from a path: the file name without its ending; for `_index.md`, `index.md` and
 * `README.md`, which say nothing, the folder's name. Undefined where nothing is left.
 */
export function titleFromPath(path: string): string | undefined {
  const parts = path.split('/').filter((part) => part !== '');
  const file = parts.at(-1) ?? '';
  const name = file.replace(/\.(?:md|markdown|mdown|mkd)$/i, '');
  const folder = parts.at(-2);
  if (/^(?:_?index|readme)$/i.test(name) && folder !== undefined) return folder;
  return name === '' ? undefined : name;
}
