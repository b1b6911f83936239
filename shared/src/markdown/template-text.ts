import { visit } from 'unist-util-visit';
import { isMap, isScalar, parseDocument } from 'yaml';
import { findFrontMatter, readFrontMatter } from './front-matter.ts';
import { outline } from './outline.ts';
import { parseMarkdown } from './parse.ts';

/** What belongs to the one runbook that a template was, and not to those made from it. */
const ownFields = new Set(
  (
    'title owner owners component components services alert alerts alias aliases weight ' +
    'last_reviewed_on'
  ).split(' '),
);

/**
 * The text of a new runbook made from the text of another: without its title, owners, alerts and
 * the like, with everything else. `title` is that of the other. Links relative to its file would
 * lead nowhere: `linkTo` gives where they lead instead, or undefined, and then the words alone are
 * left. Front matter that cannot be read is left out.
 */
export function templateText(
  text: string,
  title: string,
  linkTo: (href: string) => string | undefined = () => undefined,
): string {
  const span = findFrontMatter(text);
  const whole = span === undefined ? text : text.slice(span.end);
  const body = withLinks(withoutTitle(whole, title), linkTo);
  if (span === undefined) return body;
  const source = text.slice(span.valueStart, span.valueEnd);
  if (span.language !== 'yaml' || readFrontMatter(text).problem !== undefined) return body;
  const document = parseDocument(source, {
    logLevel: 'error',
    prettyErrors: false,
    schema: 'core',
  });
  const { contents } = document;
  if (document.errors.length > 0 || !isMap(contents)) return body;
  for (const { key } of [...contents.items]) {
    if (isScalar(key) && ownFields.has(String(key.value))) contents.delete(key.value);
  }
  if (contents.items.length === 0) return body;
  const fields = document.toString({ lineWidth: 0, flowCollectionPadding: false });
  return `---\n${fields}---\n\n${body}`;
}

function withLinks(body: string, linkTo: (href: string) => string | undefined): string {
  const edits: { readonly from: number; readonly to: number; readonly insert: string }[] = [];
  visit(parseMarkdown(body), 'link', ({ url, children, position }) => {
    if (/^(?:[a-z][a-z0-9+.-]*:|\/|#)/i.test(url)) return;
    const from = position?.start.offset ?? 0;
    const to = position?.end.offset ?? 0;
    const words = body.slice(
      children[0]?.position?.start.offset ?? from,
      children.at(-1)?.position?.end.offset ?? from,
    );
    const href = linkTo(url);
    edits.push({ from, to, insert: href === undefined ? words : `[${words}](${href})` });
  });
  let result = body;
  for (const { from, to, insert } of edits.toReversed()) {
    result = result.slice(0, from) + insert + result.slice(to);
  }
  return result;
}

/** The first heading says what the title says, and the new runbook has another. */
function withoutTitle(body: string, title: string): string {
  const trimmed = body.replace(/^\s+/, '');
  const [first] = outline(parseMarkdown(trimmed));
  if (first?.depth !== 1 || first.offset !== 0) return trimmed;
  if (first.text.toLowerCase() !== title.trim().toLowerCase()) return trimmed;
  const end = /\r\n|\n|\r|$/.exec(trimmed);
  const isUnderlined = !trimmed.startsWith('#');
  const rest = trimmed.slice((end?.index ?? 0) + (end?.[0].length ?? 0));
  return (isUnderlined ? rest.replace(/^[^\r\n]*(?:\r\n|\n|\r|$)/, '') : rest).replace(/^\s+/, '');
}
