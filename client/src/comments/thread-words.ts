import type { Discussion } from '@holdfast/shared/model/comments';
import { commentsText } from '../ui/text/comments.ts';

const longestLabel = 80;

export function kindOf({ replacement }: Pick<Discussion, 'replacement'>): 'comment' | 'suggestion' {
  return replacement === undefined ? 'comment' : 'suggestion';
}

/** What a discussion is called where there is room for a line only. */
export function threadLabel(discussion: Discussion): string {
  const { by, text, quote } = discussion;
  const words = (text === '' ? quote : text).replaceAll(/\s+/g, ' ').trim();
  const short = words.length > longestLabel ? `${words.slice(0, longestLabel).trimEnd()}…` : words;
  return commentsText.openThread(commentsText.kinds[kindOf(discussion)], by, short);
}
