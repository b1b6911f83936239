import { parseMarkdown } from '../markdown/parse.ts';

/**
 * A Markdown text whose headings all lie below one of level `under`, so that it can stand in its
 * section. Those that do already stay as they are; else all go down by the same number of levels.
 */
export function headingsBelow(text: string, under: number): string {
  const headings = parseMarkdown(text).children.filter((node) => node.type === 'heading');
  const down = under + 1 - Math.min(under + 1, ...headings.map(({ depth }) => depth));
  if (down === 0) return text;
  const parts: string[] = [];
  let from = 0;
  for (const { depth, position } of headings) {
    const start = position?.start.offset ?? from;
    const end = position?.end.offset ?? start;
    const marks = '#'.repeat(Math.min(6, depth + down));
    parts.push(text.slice(from, start), `${marks} ${wordsOf(text.slice(start, end))}`);
    from = end;
  }
  return `${parts.join('')}${text.slice(from)}`;
}

/** What a heading says, as it is written: without its marks, or the line under it. */
function wordsOf(heading: string): string {
  const lines = heading.split(/\r\n|\r|\n/u);
  if (lines.length === 1) return heading.replace(/^#+[ \t]*/u, '');
  const words = lines
    .slice(0, -1)
    .map((line) => line.trim())
    .join('\n')
    // A backslash before the end of a line is a break, which a heading of one line cannot have.
    .replace(/(?<!\\)((?:\\\\)*)\\\n/gu, '$1 ')
    .replaceAll('\n', ' ');
  // Marks at the end would be taken for those that may close a heading: others do.
  return /(?:^|[ \t])#+$/u.test(words) ? `${words} #` : words;
}
