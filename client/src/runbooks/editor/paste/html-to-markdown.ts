import { parseMarkdown } from '@holdfast/shared/markdown/parse';
import type { Element, Nodes, Root } from 'hast';
import { fromHtmlIsomorphic } from 'hast-util-from-html-isomorphic';
import { toMdast } from 'hast-util-to-mdast';
import type { Paragraph, PhrasingContent, RootContent } from 'mdast';
import { phrasing } from 'mdast-util-phrasing';
import { gfmToMarkdown } from 'mdast-util-gfm';
import { toMarkdown } from 'mdast-util-to-markdown';
import { visit } from 'unist-util-visit';

/** What a paste came to; `blocks`: it does not fit within a line of other words. */
export interface PastedMarkdown {
  readonly text: string;
  readonly blocks: boolean;
}

/** Controls, machinery and pictures made of code: no words of the text. */
const dropped = new Set(
  (
    'script style noscript template head title meta link svg math canvas iframe object embed video ' +
    'audio button select textarea form nav dialog'
  ).split(' '),
);
/** What makes a paste more than its words. */
const structure = new Set(
  'a b strong em i del s code kbd pre ul ol li table blockquote h1 h2 h3 h4 h5 h6 img hr'.split(
    ' ',
  ),
);
/**
 * Turns copied HTML into Markdown: headings, lists, tables, code, links, emphasis, and the words of
 * all else. No HTML is left in it, no link to anything but a page, a place or an address, and nothing
 * that was hidden. Undefined where the words alone say as much (also code from an editor, which is to
 * stay as it is). Never throws on any HTML; a megabyte takes about a second.
 */
export function htmlToMarkdown(html: string): PastedMarkdown | undefined {
  const copied = fromHtmlIsomorphic(html, { fragment: true });
  if (isFromCodeEditor(copied)) return undefined;
  const root = clean(copied);
  if (!hasStructure(root)) return undefined;
  const made = toMdast(root, { newlines: false });
  if (made.type !== 'root') return undefined;
  const mdast = { ...made, children: inParagraphs(made.children) };
  const text = toMarkdown(mdast, {
    bullet: '-',
    rule: '-',
    listItemIndent: 'one',
    fences: true,
    resourceLink: true,
    extensions: [gfmToMarkdown({ tablePipeAlign: false })],
  }).trim();
  if (text === '' || !holdsNoHtml(text)) return undefined;
  const blocks = mdast.children.length > 1 || mdast.children[0]?.type !== 'paragraph';
  return { text, blocks };
}

/** HTML that is nested as it may not be can bring words where they are not kept from being markup. */
function holdsNoHtml(markdown: string): boolean {
  let found = false;
  visit(parseMarkdown(markdown), (node) => {
    found ||= node.type === 'html' || (node.type === 'link' && /^\s*javascript:/i.test(node.url));
  });
  return !found;
}

/** Words that stand among blocks become paragraphs: only there are they kept from being markup. */
function inParagraphs<Child extends RootContent>(
  children: readonly Child[],
): (Child | Paragraph)[] {
  const made: (Child | Paragraph)[] = [];
  let words: PhrasingContent[] = [];
  const endParagraph = () => {
    const isBlank = words.every((node) => node.type === 'text' && node.value.trim() === '');
    if (!isBlank) made.push({ type: 'paragraph', children: words });
    words = [];
  };
  for (const child of children) {
    if (phrasing(child)) {
      words.push(child);
      continue;
    }
    endParagraph();
    deepen(child);
    made.push(child);
  }
  endParagraph();
  return made;
}

function deepen(node: RootContent): void {
  if (node.type === 'list') for (const item of node.children) deepen(item);
  if (node.type !== 'listItem' && node.type !== 'blockquote') return;
  node.children = inParagraphs(node.children);
}
/** Editors copy code with its colours: one block in a fixed-width font that keeps its spaces. */
function isFromCodeEditor(root: Root): boolean {
  const blocks = root.children.filter((node) =>
    node.type === 'text'
      ? node.value.trim() !== ''
      : node.type === 'element' && !dropped.has(node.tagName),
  );
  const [only, another] = blocks;
  if (only?.type !== 'element' || another !== undefined) return false;
  if (only.tagName === 'pre') return true;
  const style = styleOf(only);
  return (
    /white-space:\s*pre|font-family:[^;]*mono/i.test(style) && /^(?:div|span|p)$/.test(only.tagName)
  );
}

function hasStructure(node: Nodes): boolean {
  if (node.type === 'element' && structure.has(node.tagName)) return true;
  return 'children' in node && node.children.some(hasStructure);
}

/** A copy without what must not or need not come along. */
function clean(root: Root): Root {
  const children = root.children.flatMap((child) => cleanNode(child, false));
  return { type: 'root', children };
}

type Child = Element['children'][number];

function cleanNode(node: Root['children'][number], inCode: boolean): Child[] {
  if (node.type === 'text') return [{ type: 'text', value: node.value }];
  if (node.type !== 'element') return [];
  const { tagName } = node;
  const style = styleOf(node);
  if (dropped.has(tagName) || isHidden(node, style)) return [];
  const isCode = inCode || tagName === 'pre' || tagName === 'code';
  const children = node.children.flatMap((child) => cleanNode(child, isCode));
  const name =
    isCode && tagName !== 'code' && tagName !== 'pre' && tagName !== 'br' ? 'span' : tagName;
  // Google's documents are one `b` that is not bold, and say what is in styles.
  if (/^(?:b|strong)$/.test(name) && /font-weight:\s*(?:normal|[1-4]00)/i.test(style))
    return children;
  const properties = propertiesOf(node);
  // A picture that is only in the clipboard, and a link that leads nowhere: their words stay.
  if (name === 'img' && properties['src'] === undefined) {
    return [{ type: 'text', value: text(properties['alt']) }];
  }
  if (name === 'a' && properties['href'] === undefined) return children;
  const element: Element = { type: 'element', tagName: name, properties, children };
  if (name !== 'span' || isCode || children.length === 0) return [element];
  return styled(element, style);
}

function styled(span: Element, style: string): Child[] {
  const wrap = (tagName: string, children: Child[]): Child[] => [
    { type: 'element', tagName, properties: {}, children },
  ];
  let children: Child[] = [span];
  if (/font-style:\s*italic/i.test(style)) children = wrap('em', children);
  if (/font-weight:\s*(?:bold|[6-9]00)/i.test(style)) children = wrap('strong', children);
  if (/font-family:[^;]*(?:mono|courier|consolas)/i.test(style)) return wrap('code', [span]);
  return children;
}

function isHidden(node: Element, style: string): boolean {
  const { hidden, ariaHidden } = node.properties;
  const isMuted = hidden === true || hidden === '' || String(ariaHidden) === 'true';
  return isMuted || /display:\s*none|visibility:\s*hidden/i.test(style);
}

/** Only what the conversion reads. */
function propertiesOf(node: Element): Element['properties'] {
  const { properties, tagName } = node;
  switch (tagName) {
    case 'a': {
      const href = safeAddress(properties['href'], /^(?:https?|mailto|tel):/i);
      return href === undefined ? {} : { href };
    }
    case 'img': {
      const src = safeAddress(properties['src'], /^https?:/i);
      return { alt: text(properties['alt']), ...(src === undefined ? {} : { src }) };
    }
    case 'pre':
    case 'code': {
      const language = languageOf(node);
      return language === undefined ? {} : { className: [`language-${language}`] };
    }
    case 'ol': {
      const start = Number(properties['start']);
      return Number.isInteger(start) && start >= 0 ? { start } : {};
    }
    case 'input':
      return { type: text(properties['type']), checked: properties['checked'] === true };
    case 'td':
    case 'th':
      return { align: text(properties['align']), colSpan: span(properties['colSpan']) };
    default:
      return {};
  }
}

function span(value: unknown): number {
  const count = Number(value);
  return Number.isInteger(count) && count > 0 ? Math.min(count, 50) : 1;
}

function safeAddress(value: unknown, schemes: RegExp): string | undefined {
  // As browsers do: line ends and tabs count for nothing, a space within is part of the address.
  const address = text(value)
    .replace(/[\t\r\n]+/g, '')
    .replace(/^[\p{Cc}\s]+|[\p{Cc}\s]+$/gu, '')
    .replace(/[\p{Cc}\s]/gu, encodeURIComponent);
  if (address === '') return undefined;
  const isRelative = !/^[^/?#]*:/.test(address);
  return isRelative || schemes.test(address) ? address : undefined;
}

function languageOf(node: Element): string | undefined {
  const names = node.properties['className'];
  const listed = Array.isArray(names) ? names.map(String) : [];
  for (const name of listed) {
    const [, language] = /^(?:language|lang|highlight-source)-([\w+#-]{1,30})$/.exec(name) ?? [];
    if (language !== undefined) return language === 'shell' ? 'sh' : language;
  }
  return undefined;
}

function styleOf(node: Element): string {
  return text(node.properties['style']);
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
