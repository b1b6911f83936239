import { cutText } from './characters.ts';
import { bodyStart } from './front-matter.ts';
import { inlineText } from './inline-text.ts';
import { readLines } from './lines.ts';

/** Characters (UTF-16 code units) of a summary at most. */
export const maxSummaryLength = 200;

/** The first sentence or two of the first paragraph, at most 200 characters; empty where there is no prose. */
export function summarize(text: string): string {
  let paragraph = '';
  for (const line of readLines(text, bodyStart(text))) {
    const words = line.kind === 'text' ? summaryWords(line.text) : '';
    if (words === '' && paragraph !== '') break;
    if (words === '') continue;
    paragraph = paragraph === '' ? words : `${paragraph} ${words}`;
    if (paragraph.length > maxSummaryLength * 2) break;
  }
  return firstSentences(paragraph);
}

/** Tables, shortcodes and markup-only lines say little in a list. */
function summaryWords(line: string): string {
  if (/^\s*(?:\||\{\{[<%])/.test(line)) return '';
  return inlineText(line).replace(/\s+/g, ' ');
}

function firstSentences(paragraph: string): string {
  if (paragraph.length <= maxSummaryLength) return paragraph;
  const head = paragraph.slice(0, maxSummaryLength);
  const sentenceEnd = Math.max(...['. ', '! ', '? ', '。'].map((mark) => head.lastIndexOf(mark)));
  if (sentenceEnd >= maxSummaryLength / 4) return head.slice(0, sentenceEnd + 1);
  const short = paragraph.slice(0, maxSummaryLength - 1);
  const space = short.lastIndexOf(' ');
  const cut =
    space > maxSummaryLength / 2 ? short.slice(0, space) : cutText(paragraph, maxSummaryLength - 1);
  return `${cut}…`;
}
