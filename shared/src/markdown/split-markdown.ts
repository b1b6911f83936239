/** A stretch of a text that can be read without what stands around it. */
export interface MarkdownPart {
  readonly start: number;
  readonly text: string;
  /** Nothing is left open at its end (code, a comment), so that something could be written after it. */
  readonly closed: boolean;
  /** It begins within an ordered list: the number of its first item, as the whole list counts. */
  readonly firstNumber?: number;
}

interface Open {
  /** Where the line at hand ends it. */
  readonly ends: (line: string) => boolean;
  /** It stands in a list and ends with it, by the first word that is not indented. */
  readonly inList: boolean;
}

const listItem = /^(?:[-+*]|\d{1,9}[.)])(?:[ \t]|$)/;
/** What ends a list without an empty line before it, or looks like an item and is none. */
const listEnd = /^(?:#{1,6}(?:\s|$)|>|`{3}|~{3}|<|([-*])(?:[ \t]*\1){2,}[ \t]*$)/;
const fence = /^([ \t]*)(?:(?:[-+*]|\d{1,9}[.)])[ \t]+|>[ \t]?)*(`{3,}(?!.*`)|~{3,})/;
const longHtml: readonly (readonly [RegExp, RegExp])[] = [
  [/^ {0,3}<(?:script|pre|style|textarea)(?:[\s>]|$)/i, /<\/(?:script|pre|style|textarea)>/i],
  [/^ {0,3}<!--/, /-->/],
  [/^ {0,3}<\?/, /\?>/],
  [/^ {0,3}<!\[CDATA\[/, /\]\]>/],
  [/^ {0,3}<![A-Za-z]/, />/],
];

/** Up to here a text is read in one go, in some 40 ms. */
const maxWhole = 16_000;
const minPart = 3_000;
/** What a list costs the parser grows with the square of its items; so many take some 20 ms. */
const minItems = 100;

/** The parts in which everything that is shown or run is read: the whole of a short text, else some 5 KB each. */
export function markdownParts(text: string): readonly MarkdownPart[] {
  const isShort = text.length <= maxWhole && (text.match(itemLines)?.length ?? 0) < 4 * minItems;
  return isShort ? [{ start: 0, text, closed: true }] : splitMarkdown(text, minPart);
}

const itemLines = /^(?:[-+*]|\d{1,9}[.)])[ \t]/gm;

/** A list at the top of a text, as far as it has been read. */
interface TopList {
  /** Items with another sign are of another list. */
  readonly sign: string;
  /** As written before its first item. */
  readonly number: number;
  readonly items: number;
}

function goOn(list: TopList | undefined, line: string, afterBlank: boolean): TopList | undefined {
  const [, digits = '', sign = ''] = /^(\d*)([-+*.)])/.exec(line) ?? [];
  if (list?.sign === sign) return { ...list, items: list.items + 1 };
  // In a paragraph, a line that begins with a number is no item unless it is the first.
  const begins = afterBlank || digits === '' || Number(digits) === 1;
  return begins ? { sign, number: Number(digits), items: 1 } : undefined;
}

/**
 * Takes a Markdown text apart into stretches of `minLength` UTF-16 code units to about four times
 * that, where an empty line is followed by one that can only begin a new block at the top: not
 * indented, no list item (the list may go on), nothing open. Only a list of very many items at the
 * top is taken apart between them. Front matter stays in one piece. A text without such a place is
 * one part, however long. Among the places, the words that follow decide, so that what is written
 * into one part moves the ends of the next few at most. Costs about 10 ms a MB.
 */
export function splitMarkdown(text: string, minLength: number): readonly MarkdownPart[] {
  const parts: MarkdownPart[] = [];
  let start = 0;
  let open = openFrontMatter(text);
  let afterBlank = false;
  let inList = false;
  let list: TopList | undefined;
  let items = 0;
  let numbered: Pick<MarkdownPart, 'firstNumber'> = {};
  const endPart = (at: number, next: typeof numbered): void => {
    parts.push({ start, text: text.slice(start, at), closed: true, ...numbered });
    start = at;
    items = 0;
    numbered = next;
  };
  for (let at = 0; at < text.length;) {
    const feed = text.indexOf('\n', at);
    const next = feed < 0 ? text.length : feed + 1;
    const line = text.slice(at, next).trimEnd();
    const atEdge = line !== '' && !/^[ \t]/.test(line);
    const isItem = listItem.test(line.trimStart());
    if (atEdge && open?.inList === true) open = undefined;
    if (open !== undefined) {
      if (at > 0 && open.ends(line)) open = undefined;
    } else {
      if (listEnd.test(line)) {
        list = undefined;
      } else if (atEdge && isItem) {
        list = goOn(list, line, afterBlank || at === start);
        items += 1;
        const size = Math.max(items / minItems, (at - start) / maxWhole);
        if (list !== undefined && list.items > 1 && (size >= 4 || (size > 1 && isChosen(line)))) {
          const isOrdered = list.sign === '.' || list.sign === ')';
          endPart(at, isOrdered ? { firstNumber: list.number + list.items - 1 } : {});
        }
      }
      if (afterBlank && atEdge && !isItem) {
        inList = false;
        list = undefined;
        // At the front of a part these would be taken for front matter.
        const length = at - start;
        const isPlace = length >= 4 * minLength || (length >= minLength && isChosen(line));
        if (isPlace && !/^(?:---|\+\+\+)/.test(line)) endPart(at, {});
      }
      inList ||= isItem;
      open = openedBy(line, inList);
    }
    afterBlank = line === '';
    at = next;
  }
  parts.push({ start, text: text.slice(start), closed: open === undefined, ...numbered });
  return parts;
}

/** True for one line in sixteen, by what it says. */
function isChosen(line: string): boolean {
  let hash = 0;
  for (let at = 0; at < line.length; at += 1) hash = (hash * 31 + line.charCodeAt(at)) % 65_521;
  return hash % 16 === 0;
}

function openFrontMatter(text: string): Open | undefined {
  const mark = /^\uFEFF?(---|\+\+\+)[ \t]*\r?\n/.exec(text)?.[1];
  if (mark === undefined || !text.includes(`\n${mark}`, 3)) return undefined;
  return { ends: (line) => line === mark, inList: false };
}

function openedBy(line: string, inList: boolean): Open | undefined {
  const [, indent = '', mark = ''] = fence.exec(line) ?? [];
  if (mark !== '' && (inList || indent.length < 4)) {
    const end = new RegExp(`^[ \\t>]*${mark[0]}{${mark.length},}$`);
    return { ends: (later) => end.test(later), inList: inList && !line.startsWith(mark) };
  }
  const html = longHtml.find(([begin]) => begin.test(line));
  if (html === undefined || html[1].test(line)) return undefined;
  return { ends: (later) => html[1].test(later), inList: false };
}
