const entities: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&nbsp;': ' ',
};

/** Longer lines are data, not prose: left as they are, so that the patterns' cost stays bounded. */
const maxLineLength = 1_000;

/** Most lines of prose have none of this: they are through at once. */
const markup = /[*_~`<[|&\\]|^(?:[-+]|\d{1,9}[.)])[ \t]/;

/**
 * The words of one line of Markdown without its inline markup: emphasis, links, images, code
 * marks, HTML tags, list and quote marks, table pipes. An approximation, made for search and
 * summaries; `outline.ts` has the exact words of headings.
 */
export function inlineText(line: string): string {
  if (line.length > maxLineLength) return line.trim();
  const words = line.replace(/^\s*(?:>\s?)*/, '');
  if (!markup.test(words)) return words.trim();
  return (
    words
      .replace(/^\[!(\w+)\][+-]?\s*/, '')
      .replace(/^(?:[-*+]|\d{1,9}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?/, '')
      .replace(/!?\[([^\][]*)\]\([^()\s]*(?:\([^()\s]*\))?(?:\s+["'][^"']*["'])?\)/g, '$1')
      .replace(/!?\[([^\][]+)\]\[[^\][]*\]/g, '$1')
      .replace(/<((?:https?|mailto):[^\s<>]*)>/g, '$1')
      // A shortcode such as `{{<hint>}}` is text, not a tag.
      .replace(/(?<!\{\{)<\/?[A-Za-z][^<>]*>/g, '')
      .replace(/`+/g, '')
      .replace(/(?<![\p{L}\p{N}\\])(\*{1,3}|_{1,3}|~~)(?=\S)(.*?\S)\1(?![\p{L}\p{N}])/gu, '$2')
      .replace(/\*\*/g, '')
      .replace(/^\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?$/, '')
      .replace(/\s*(?<!\\)\|\s*/g, ' ')
      .replace(/\\([!-/:-@[-`{-~])/g, '$1')
      .replace(/&(?:amp|lt|gt|quot|#39|nbsp);/g, (entity) => entities[entity] ?? entity)
      .trim()
  );
}
