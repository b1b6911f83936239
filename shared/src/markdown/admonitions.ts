import type { Nodes, Root } from 'mdast';
import { visit } from 'unist-util-visit';

/** `!!! note "Title"`, or `??? note` for a folded one (`???+` where it begins unfolded). */
const header = /^(?:!!!|\?\?\?\+?) [A-Za-z][\w -]*(?: +"[^"\n]*")?[ \t]*$/;
const fence = /^ {0,3}(`{3,}(?!.*`)|~{3,})/;
const indent = '    ';
/** As wide as the indent; what stands behind is as deep as behind `afterBlank`. */
const quote = ' >  ';
const afterBlank = 2;

interface Line {
  readonly text: string;
  /** `\n`, `\r\n`, or nothing at the end of the text. */
  readonly end: string;
}

/**
 * MkDocs sets an admonition apart by a line of its own and by indenting what it says, which to
 * CommonMark is code. The same text, as long as it was, with each at the left edge as a quote whose
 * first word has lost a character (`>!! note`), so that what it says is read, steps among it;
 * `unmaskAdmonitions` puts the character back into the tree that is made of it. Every character but
 * the quote's marks and the line ends around them stays where it was.
 */
export function maskAdmonitions(text: string): string {
  if (!/^(?:!!!|\?\?\?)/m.test(text)) return text;
  const lines = toLines(text);
  let masked = '';
  let open: string | undefined;
  /** The line after the last quote: two that touch would be one. */
  let behind = -1;
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? { text: '', end: '' };
    const mark = fence.exec(line.text)?.[1];
    if (open !== undefined) {
      if (mark?.startsWith(open) === true && line.text.trim() === mark) open = undefined;
    } else if (mark !== undefined) open = mark;
    const begins = open === undefined && at !== behind && header.test(line.text);
    const past = begins ? endOfBody(lines, at + 1) : at;
    if (past <= at + 1) {
      masked += line.text + line.end;
      continue;
    }
    masked += `>${line.text.slice(1)}${line.end}`;
    masked += quoted(lines.slice(at + 1, past), line.end);
    behind = past;
    at = past - 1;
  }
  return masked;
}

/** The line after the last one that is indented; blank ones may stand between. */
function endOfBody(lines: readonly Line[], start: number): number {
  let end = start;
  for (let at = start; at < lines.length; at += 1) {
    const { text = '' } = lines[at] ?? {};
    if (text.trim() === '') continue;
    if (!text.startsWith(indent)) break;
    end = at + 1;
  }
  return end;
}

/** The lines as ones of a quote. A blank line has no room for a mark: it takes one from the line after it. */
function quoted(lines: readonly Line[], before: string): string {
  let masked = '';
  let blank = '';
  for (const { text, end } of lines) {
    if (text.trim() === '') {
      blank += text + end;
      continue;
    }
    const words = text.slice(indent.length);
    if (blank === '') masked += `${quote}${words}${end}`;
    else {
      // The line end before the blank lines is written already: in their room go a quoted blank line and the mark.
      const lineEnd = before === '' ? '\n' : before;
      const room = blank.length + indent.length - lineEnd.length - 2;
      const spaces = Math.min(room, afterBlank);
      masked += `>${' '.repeat(room - spaces)}${lineEnd}>${' '.repeat(spaces)}${words}${end}`;
      blank = '';
    }
  }
  return masked + blank;
}

function toLines(text: string): readonly Line[] {
  return [...text.matchAll(/([^\r\n]*)(\r\n|\r|\n|$)/g)].map(([, words = '', end = '']) => ({
    text: words,
    end,
  }));
}

/** Gives the tree of a masked text the first characters of its admonitions again. */
export function unmaskAdmonitions(root: Root): void {
  visit(root, 'blockquote', (quote) => {
    const [first] = quote.children;
    const words = first?.type === 'paragraph' ? first.children[0] : undefined;
    if (first === undefined || words?.type !== 'text') return;
    const mark = /^(?:!!|\?\?\+?) (?=[A-Za-z])/.exec(words.value);
    if (mark === null || words.position?.start.offset !== startOf(quote, 1)) return;
    words.value = mark[0].charAt(0) + words.value;
    moveStart(first);
    moveStart(words);
  });
}

function startOf({ position }: Nodes, after: number): number | undefined {
  const offset = position?.start.offset;
  return offset === undefined ? undefined : offset + after;
}

function moveStart({ position }: Nodes): void {
  if (position?.start.offset === undefined) return;
  position.start.offset -= 1;
  position.start.column -= 1;
}
