import { readCallout } from './callout.ts';
import { outline, type OutlineEntry } from './outline.ts';
import { parseMarkdown } from './parse.ts';
import type { Element, ElementContent, Root as HastRoot } from 'hast';
import { sanitize, type Schema } from 'hast-util-sanitize';
import type { Blockquote, Html, Nodes, Root } from 'mdast';
import { toHast, type State } from 'mdast-util-to-hast';
import { htmlToPieces } from './html-text.ts';
import { setDirections } from './text-direction.ts';

/** A text made ready to be shown: safe, and with its headings. */
export interface MarkdownTree {
  readonly tree: HastRoot;
  readonly outline: readonly OutlineEntry[];
  /** The text asks for too much work to be read as Markdown: the tree shows it as it is written. */
  readonly asWritten: boolean;
}

/** Only what our own conversion makes: raw HTML never becomes elements, it is taken apart before. */
const schema: Schema = {
  tagNames: (
    'a blockquote br code del div em h1 h2 h3 h4 h5 h6 hr img input li ol p pre section ' +
    'span strong sup table tbody td th thead tr ul'
  ).split(' '),
  attributes: {
    a: ['href', 'dataFootnoteRef', 'dataFootnoteBackref', 'ariaLabel', 'id'],
    // A word such as `c++` or `shell-session`; what else follows a fence has no business in a page's tags.
    code: [['className', /^language-[\w.+#-]+$/u]],
    div: ['dataCallout'],
    img: ['src', 'alt', 'title'],
    input: [['type', 'checkbox'], ['disabled', true], 'checked'],
    li: [['className', 'task-list-item'], 'id'],
    ol: ['start', ['className', 'contains-task-list']],
    section: ['dataFootnotes'],
    td: ['align'],
    th: ['align'],
    ul: [['className', 'contains-task-list']],
  },
  protocols: { href: ['http', 'https', 'mailto', 'tel'], src: ['http', 'https'] },
  ancestors: {
    tbody: ['table'],
    td: ['table'],
    th: ['table'],
    thead: ['table'],
    tr: ['table'],
  },
  required: { input: { type: 'checkbox', disabled: true } },
  strip: ['script', 'style'],
};

/**
 * Turns Markdown into a safe tree of elements. Every element keeps its place in the text
 * (`position`, UTF-16 code units). `shownTitle` is what stands above the text already: a first
 * heading that says the same is left out. `footnotes` sets the ids of its footnotes apart from those
 * of other texts on the page. Costs 1 to 3 ms a KB.
 */
export function markdownToTree(text: string, shownTitle = '', footnotes = ''): MarkdownTree {
  const parsed = parseMarkdown(text);
  const root = withoutTitle(parsed, shownTitle);
  const hast = toHast(root, {
    handlers: { html: htmlHandler, blockquote: blockquoteHandler },
    clobberPrefix: `footnote-${footnotes}`,
    footnoteLabelTagName: 'h2',
    footnoteLabelProperties: {},
  });
  const safe = sanitize(hast, schema);
  const tree: HastRoot =
    safe.type === 'root' ? safe : { type: 'root', children: safe.type === 'doctype' ? [] : [safe] };
  setDirections(tree);
  return { tree, outline: outline(root), asWritten: parsed.data?.asWritten === true };
}

function withoutTitle(root: Root, shownTitle: string): Root {
  const [first] = outline(root);
  const at = root.children.findIndex(
    ({ type }: { readonly type: string }) => !/^(?:ya|to)ml$/.test(type),
  );
  const node = root.children[at];
  if (node?.type !== 'heading' || node.depth !== 1 || first === undefined) return root;
  if (first.text.toLowerCase() !== shownTitle.trim().toLowerCase()) return root;
  return { ...root, children: root.children.toSpliced(at, 1) };
}

/** The blocks that hold blocks; anything else holds words. */
const flowParents = new Set(['root', 'blockquote', 'listItem', 'footnoteDefinition']);

function htmlHandler(_state: State, node: Html, parent: Nodes | undefined): ElementContent[] {
  const inline = htmlToPieces(node.value).map(pieceToHast);
  if (inline.length === 0 || (parent !== undefined && !flowParents.has(parent.type))) return inline;
  return [element('p', {}, inline)];
}

function pieceToHast(piece: ReturnType<typeof htmlToPieces>[number]): ElementContent {
  switch (piece.kind) {
    case 'text':
      return { type: 'text', value: piece.text };
    case 'break':
      return element('br', {}, []);
    case 'image':
      return element('img', { src: piece.src, alt: piece.alt }, []);
  }
}

function blockquoteHandler(state: State, node: Blockquote): Element {
  const callout = readCallout(node);
  const children = callout === undefined ? node.children : callout.children;
  const made =
    callout === undefined
      ? element('blockquote', {}, state.wrap(state.all({ ...node, children }), true))
      : element(
          'div',
          { dataCallout: callout.kind },
          state.wrap(state.all({ ...node, children }), true),
        );
  state.patch(node, made);
  return made;
}

function element(
  tagName: string,
  properties: Element['properties'],
  children: ElementContent[],
): Element {
  return { type: 'element', tagName, properties, children };
}
