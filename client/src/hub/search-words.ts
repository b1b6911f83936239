const between = /[^\p{L}\p{N}_]+/u;
/** Where a camel-cased name has its humps: `etcdMembersDown`, `HTTPErrors`. */
const hump = /(?<=[\p{Ll}\p{N}])(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})/u;

/**
 * The words of a text, as search knows them: also the parts of camel-cased and underscored names,
 * because alerts and variables are named so and nobody remembers a whole one.
 */
export function searchWords(text: string): string[] {
  const words: string[] = [];
  for (const word of text.split(between)) {
    if (word === '') continue;
    words.push(word);
    const parts = word.split('_').flatMap((piece) => piece.split(hump));
    if (parts.length > 1) words.push(...parts.filter((part) => part.length > 1));
  }
  return words;
}
