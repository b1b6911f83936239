import type { Nodes, Root } from 'mdast';
import { visit } from 'unist-util-visit';

/** A character that no text uses for itself stands for a space while the text is parsed. */
const standIn = '\uE000';
/** `](…` or `[name]: …`, followed by a reference of Hugo or Jekyll to another page. */
const reference =
  /(\]\(|^ {0,3}\[[^\]\n]{1,200}\]:[ \t]*)(\{\{[<%][ \t]*(?:rel)?ref[ \t][^\n(){}]{1,500}?[ \t]*[>%]\}\}|\{%-?[ \t]*(?:link|post_url)[ \t][^\n(){}%]{1,500}?-?%\})/gm;

/**
 * Hugo and Jekyll let a link lead to `{{< ref "page.md" >}}` or `{% link page.md %}`, which to
 * CommonMark is no address because of its spaces. The same text, as long as it was, with such
 * addresses as one word; `unmaskReferences` puts them back into the tree that is made of it.
 */
export function maskReferences(text: string): string {
  if (!/\{[{%]/.test(text) || text.includes(standIn)) return text;
  return text.replace(
    reference,
    (_whole, before: string, address: string) => before + address.replace(/[ \t]/g, standIn),
  );
}

/** Gives the nodes of a masked text's tree the words that were written. */
export function unmaskReferences(root: Root): void {
  visit(root, (node: Nodes) => {
    if ('value' in node) node.value = unmask(node.value);
    if ('url' in node) node.url = unmask(node.url);
  });
}

function unmask(text: string): string {
  return text.replaceAll(standIn, ' ');
}

/** The page that `{{< ref "page.md" >}}` or its like names, and what follows it; undefined for any other address. */
export function readReference(address: string): string | undefined {
  const found =
    /^\{\{[<%]\s*(?:rel)?ref\s+(.*?)\s*[>%]\}\}(.*)$/s.exec(address) ??
    /^\{%-?\s*(?:link|post_url)\s+(.*?)\s*-?%\}(.*)$/s.exec(address);
  if (found === null) return undefined;
  const [, words = '', rest = ''] = found;
  const named = /(?:^|\s)(?:path=)?(?:"([^"]*)"|'([^']*)'|`([^`]*)`|([^\s"'`=]+))/.exec(words);
  const page = named?.[1] ?? named?.[2] ?? named?.[3] ?? named?.[4];
  return page === undefined ? undefined : page + rest;
}
