/**
 * A quick reading of Markdown, line by line, for what must be derived from thousands of documents:
 * search text, summaries, titles. It knows fences, comments and headings, and about a twentieth of
 * a full parse's cost (`parse.ts`), which only an open document pays.
 */
export interface MarkdownLine {
  readonly kind: 'heading' | 'text' | 'code' | 'blank' | 'rule';
  /** The line without its heading marks and line ending; still with inline markup. */
  readonly text: string;
}

/** Longer lines are classified, and read as headings, by their beginning: the patterns' cost stays bounded. */
const maxLookLength = 1_000;

const fencePattern = /^ {0,3}(`{3,}|~{3,})(.*)$/;
const headingPattern = /^ {0,3}#{1,6}(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*$/;
const rulePattern = /^ {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$/;
const underlinePattern = /^ {0,3}(?:=+|-+)[ \t]*$/;
const notParagraph = /^ {0,3}(?:[-*+][ \t]|\d{1,9}[.)][ \t]|>|\||<)|^ {4}|^\t/;

/** Yields the lines of a text from `start` on (code units). Fence lines and comments are left out. */
export function* readLines(text: string, start: number): Generator<MarkdownLine> {
  let fence: string | undefined;
  let comment = false;
  let waiting: string | undefined;
  for (const whole of splitLines(text, start)) {
    const line = whole.length > maxLookLength ? whole.slice(0, maxLookLength) : whole;
    if (fence !== undefined) {
      if (closesFence(line, fence)) fence = undefined;
      else yield { kind: 'code', text: whole };
      continue;
    }
    if (comment) {
      comment = !whole.includes('-->');
      continue;
    }
    if (waiting !== undefined) {
      const underlined = underlinePattern.test(line);
      yield { kind: underlined ? 'heading' : 'text', text: waiting };
      waiting = undefined;
      if (underlined) continue;
    }
    const opening = fencePattern.exec(line);
    if (opening?.[1] !== undefined && !(opening[1].startsWith('`') && opening[2]?.includes('`'))) {
      fence = opening[1];
      continue;
    }
    const heading = headingPattern.exec(line);
    if (/^ {0,3}<!--/.test(line)) comment = !whole.includes('-->');
    else if (line.trim() === '') yield { kind: 'blank', text: '' };
    else if (heading !== null) yield { kind: 'heading', text: heading[1] ?? '' };
    else if (rulePattern.test(line)) yield { kind: 'rule', text: whole };
    else if (notParagraph.test(line)) yield { kind: 'text', text: whole };
    else waiting = whole;
  }
  if (waiting !== undefined) yield { kind: 'text', text: waiting };
}

function closesFence(line: string, fence: string): boolean {
  const close = /^ {0,3}(`{3,}|~{3,})[ \t]*$/.exec(line)?.[1];
  return close !== undefined && close.startsWith(fence);
}

/** Lines as Markdown has them: ended by LF, CRLF or a lone CR. */
function* splitLines(text: string, start: number): Generator<string> {
  const ending = /\r\n|\n|\r/g;
  let at = start;
  for (;;) {
    ending.lastIndex = at;
    const found = ending.exec(text);
    if (found === null) break;
    yield text.slice(at, found.index);
    at = found.index + found[0].length;
  }
  if (at < text.length) yield text.slice(at);
}
