import type { Element, ElementContent, Root, RootContent } from 'hast';
import { toHtml } from 'hast-util-to-html';
import { markdownToTree } from '../markdown/markdown-tree.ts';
import type { OutlineEntry } from '../markdown/outline.ts';
import { incidentAt, type LinkTarget } from '../markdown/resolve-link.ts';
import { bundleText } from './bundle-text.ts';
import type { Html } from './markup.ts';

export interface RunbookTextOptions {
  /** Stands above the text already. */
  readonly title: string;
  /** Element id of the runbook's article. */
  readonly articleId: string;
  readonly resolve: (href: string) => LinkTarget;
  /** Element id of the article of a runbook or an incident; undefined where it is not in the file. */
  readonly articleOf: (name: string) => string | undefined;
  /** Element id of the article that answers an alert or another name. */
  readonly articleForAlert: (name: string) => string | undefined;
  /** `data:` address of an image that is kept in the document. */
  readonly image: (address: string) => string | undefined;
}

export interface RunbookText {
  readonly html: Html;
  readonly outline: readonly OutlineEntry[];
  readonly asWritten: boolean;
}

/** The text of a runbook as HTML: sanitised, its links leading within the file or plainly out of it, nothing fetched. */
export function runbookTextToHtml(text: string, options: RunbookTextOptions): RunbookText {
  const { tree, outline, asWritten } = markdownToTree(text, options.title, `${options.articleId}-`);
  const ids = new Map(outline.map(({ offset, id }) => [offset, headingId(options.articleId, id)]));
  const shown: Root = { type: 'root', children: changedAll(tree.children, { ids, options }) };
  return { html: { source: toHtml(shown) }, outline, asWritten };
}

/** Element id of a heading. A slash is in no article's id, so that two runbooks never share one. */
export function headingId(articleId: string, slug: string): string {
  return `${articleId}/${slug}`;
}

interface Context {
  readonly ids: ReadonlyMap<number, string>;
  readonly options: RunbookTextOptions;
}

function changedAll<T extends RootContent | ElementContent>(
  nodes: readonly T[],
  context: Context,
): (T | ElementContent)[] {
  return nodes.map((node) => (node.type === 'element' ? changed(node, context) : node));
}

function changed(node: Element, context: Context): ElementContent {
  const children = node.children.map((child) =>
    child.type === 'element' ? changed(child, context) : child,
  );
  const kept: Element = { ...node, children };
  switch (node.tagName) {
    case 'h1':
    case 'h2':
    case 'h3':
    case 'h4':
    case 'h5':
    case 'h6':
      return heading(kept, context);
    case 'a':
      return link(kept, context.options);
    case 'img':
      return image(kept, context.options);
    case 'pre':
      return element('div', { className: ['code'], dir: 'ltr' }, [kept]);
    case 'table': {
      const label = { role: 'group', tabIndex: 0, ariaLabel: bundleText.table };
      return element('div', { className: ['wide'], ...label }, [kept]);
    }
    case 'th':
      // A head without words names no column.
      return isEmpty(kept) ? { ...kept, tagName: 'td' } : kept;
    case 'input': {
      const isDone = node.properties['checked'] === true;
      const ariaLabel = isDone ? bundleText.done : bundleText.notDone;
      return { ...kept, properties: { ...node.properties, ariaLabel } };
    }
    case 'div':
      return callout(kept);
    default:
      return kept;
  }
}

function isEmpty(node: Element): boolean {
  return node.children.every((child) =>
    child.type === 'text'
      ? child.value.trim() === ''
      : child.type === 'element' && child.tagName !== 'img' && isEmpty(child),
  );
}

/** Two levels stand above the text: the file's title and the runbook's. */
function heading(node: Element, { ids }: Context): Element {
  const level = Math.min(6, Math.max(3, Number(node.tagName.slice(1)) + 1));
  const id = ids.get(node.position?.start.offset ?? -1);
  const properties = id === undefined ? node.properties : { ...node.properties, id };
  return { ...node, tagName: `h${level}`, properties };
}

function link(node: Element, options: RunbookTextOptions): Element {
  const { href, ...others } = node.properties;
  if (typeof href !== 'string') return element('span', {}, node.children);
  const target = options.resolve(href);
  switch (target.kind) {
    case 'outside': {
      const outside = { href: target.href, target: '_blank', rel: ['noopener', 'noreferrer'] };
      return { ...node, properties: { ...others, ...outside } };
    }
    case 'heading': {
      const isFootnote = target.id.startsWith('footnote-');
      const id = isFootnote ? target.id : headingId(options.articleId, target.id);
      return { ...node, properties: { ...others, href: `#${encodeURIComponent(id)}` } };
    }
    case 'runbook': {
      const article = options.articleOf(target.name);
      if (article === undefined) return missing(node, target.name);
      const id = target.id === '' ? article : headingId(article, target.id);
      return { ...node, properties: { ...others, href: `#${encodeURIComponent(id)}` } };
    }
    case 'app': {
      const article = articleAt(target.path, options);
      if (article === undefined) return missing(node, target.path);
      return { ...node, properties: { ...others, href: `#${article}` } };
    }
    case 'missing':
      return missing(node, target.path);
  }
}

/** Element id of the article that shows what the app has at an address. */
function articleAt(path: string, options: RunbookTextOptions): string | undefined {
  const incident = incidentAt(path);
  if (incident !== undefined) return options.articleOf(incident);
  const name = answeredAlert(path);
  return name === undefined ? undefined : options.articleForAlert(name);
}

/** `/r/<alert or other name>`: the app's address of whatever answers it. */
function answeredAlert(path: string): string | undefined {
  const name = /^\/r\/([^/?#]+)$/.exec(path)?.[1];
  return name === undefined ? undefined : decoded(name);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function missing(node: Element, what: string): Element {
  const title = bundleText.missingFile(what);
  return element('span', { className: ['missing'], title }, node.children);
}

/** Only what is in the file is shown; of anything else, where it is. */
function image(node: Element, { image: find }: RunbookTextOptions): Element {
  const src = String(node.properties['src'] ?? '');
  const alt = String(node.properties['alt'] ?? '');
  const data = find(src);
  if (data !== undefined) return element('img', { src: data, alt }, []);
  const said = bundleText.imageElsewhere(alt === '' ? bundleText.image : alt, src);
  return element('span', { className: ['elsewhere'] }, [{ type: 'text', value: said }]);
}

function callout(node: Element): Element {
  const kind = node.properties['dataCallout'];
  const words = Object.entries(bundleText.callouts).find(([name]) => name === kind)?.[1];
  if (words === undefined) return node;
  const title = element('p', { className: ['callout-title'] }, [{ type: 'text', value: words }]);
  const properties = { ...node.properties, className: ['callout'], role: 'note' };
  return { ...node, properties, children: [title, ...node.children] };
}

function element(
  tagName: string,
  properties: Element['properties'],
  children: ElementContent[],
): Element {
  return { type: 'element', tagName, properties, children };
}
