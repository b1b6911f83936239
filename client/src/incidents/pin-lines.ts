import { cutText } from '@holdfast/shared/markdown/characters';
import { describeItem, type Names } from './describe-item.ts';
import { wordsOf, type TimelineItem } from './timeline-model.ts';

/** An item of the timeline as one line, by which it is chosen. */
export interface PinLine {
  readonly id: string;
  readonly line: string;
}

const longestLine = 90;

/** What can be pinned, the newest first. What is pinned already, or was withdrawn, is left out. */
export function pinLines(items: readonly TimelineItem[], names: Names): readonly PinLine[] {
  return items
    .filter(({ pinned, correction }) => !pinned && correction?.withdrawn !== true)
    .map((item) => ({ id: item.id, line: lineOf(item, names) }))
    .toReversed();
}

function lineOf(item: TimelineItem, names: Names): string {
  const said = wordsOf(item);
  const text = said === '' ? `${item.by} ${describeItem(item, names)}` : said;
  return cutText(text.replaceAll(/\s+/gu, ' ').trim(), longestLine);
}

/** The newest that is this line, else the newest that has every word of it. Without words, the newest. */
export function findPinLine(lines: readonly PinLine[], query: string): PinLine | undefined {
  const typed = query.trim().toLowerCase();
  const words = typed.split(/\s+/u);
  return (
    lines.find(({ line }) => line.toLowerCase() === typed) ??
    lines.find(({ line }) => words.every((word) => line.toLowerCase().includes(word)))
  );
}
