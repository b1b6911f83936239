import { isShellHostile, splitVariables } from '@holdfast/shared/markdown/variables';
import type { MarkdownTree } from '@holdfast/shared/markdown/markdown-tree';
import type { Run } from '@holdfast/shared/model/run';
import type { Element, ElementContent, Root, RootContent } from 'hast';

/** What a run puts into its text. */
export interface RunMarks {
  readonly steps: Run['steps'];
  readonly values: ReadonlyMap<string, string>;
  /** Names of variables that the front matter declares. */
  readonly declared: ReadonlySet<string>;
}

/**
 * A part of a text with its steps marked and its variables filled in: a step's item gets `dataStep`,
 * its place, and a `footer` for what is said of it; a step that is a section gets an `article`
 * around its heading; a filled variable is a `mark`. `start` is where the part begins in the text.
 */
export function markRun(markdown: MarkdownTree, start: number, marks: RunMarks): MarkdownTree {
  const items = new Map<number, number>();
  const sections: { readonly place: number; readonly start: number; readonly end: number }[] = [];
  const last = markdown.tree.children.at(-1);
  const end = last?.position?.end.offset ?? 0;
  for (const [place, step] of marks.steps.entries()) {
    if (step.start < start || step.start - start > end) continue;
    if (step.kind === 'item') items.set(step.start - start, place);
    else sections.push({ place, start: step.start - start, end: step.end - start });
  }
  const tree: Root = {
    ...markdown.tree,
    children: frameSections(
      markdown.tree.children.map((child) => markNode(child, items, marks)),
      sections,
    ),
  };
  return { ...markdown, tree };
}

/** A section's title may be left out, since it stands above the page: then its first block is marked. */
function frameSections(
  children: readonly RootContent[],
  sections: readonly { readonly place: number; readonly start: number; readonly end: number }[],
): RootContent[] {
  const taken = new Map<RootContent, number>();
  for (const { place, start, end } of sections) {
    const first = children.find((child) => {
      const at = offsetOf(child);
      return child.type === 'element' && at !== undefined && at >= start && at < end;
    });
    if (first !== undefined) taken.set(first, place);
  }
  return children.map((child) => {
    const place = taken.get(child);
    if (place === undefined || child.type !== 'element') return child;
    return element('article', { dataStep: place }, [child, footer(place)], child);
  });
}

function markNode<N extends RootContent | ElementContent>(
  node: N,
  items: ReadonlyMap<number, number>,
  marks: RunMarks,
): N;
function markNode(
  node: RootContent | ElementContent,
  items: ReadonlyMap<number, number>,
  marks: RunMarks,
): RootContent | ElementContent {
  if (node.type !== 'element') return node;
  const place = node.tagName === 'li' ? items.get(offsetOf(node) ?? -1) : undefined;
  const children = node.children.flatMap((child): ElementContent[] =>
    child.type === 'text'
      ? fill(child.value, node, marks)
      : [markNode(inPre(child, node), items, marks)],
  );
  if (place !== undefined) return markItem(node, place, children);
  return { ...node, properties: filledProperties(node, marks), children };
}

/** Code in a block keeps that it is one, which its own element does not say. */
function inPre(child: ElementContent, parent: Element): ElementContent {
  if (child.type !== 'element' || parent.tagName !== 'pre') return child;
  return { ...child, properties: { ...child.properties, dataBlock: true } };
}

function markItem(item: Element, place: number, children: readonly ElementContent[]): Element {
  const own = children.map(withoutBox);
  const inner = own.findIndex((child) => child.type === 'element' && holdsSteps(child));
  const at = inner < 0 ? own.length : inner;
  return {
    ...item,
    properties: { ...item.properties, dataStep: place },
    children: [...own.slice(0, at), footer(place), ...own.slice(at)],
  };
}

function holdsSteps(node: Element): boolean {
  if (node.properties['dataStep'] !== undefined) return true;
  return node.children.some((child) => child.type === 'element' && holdsSteps(child));
}

/** The box that was written is left out: the step has one that can be ticked. */
function withoutBox(node: ElementContent): ElementContent {
  if (node.type !== 'element') return node;
  if (node.tagName === 'input') return { type: 'text', value: '' };
  if (node.tagName !== 'p') return node;
  return {
    ...node,
    children: node.children.map((child): ElementContent =>
      child.type === 'element' && child.tagName === 'input' ? { type: 'text', value: '' } : child,
    ),
  };
}

function footer(place: number): Element {
  return element('footer', { dataStep: place }, []);
}

function fill(text: string, parent: Element, marks: RunMarks): ElementContent[] {
  const place =
    parent.tagName === 'code'
      ? { kind: 'code' as const, language: languageOf(parent) }
      : { kind: 'words' as const };
  return splitVariables(text, (name) => marks.declared.has(name), place).map(
    (piece): ElementContent => {
      if (piece.kind === 'text') return { type: 'text', value: piece.text };
      const value = marks.values.get(piece.name) ?? '';
      const shown = value === '' ? piece.text : value;
      return element(
        'mark',
        {
          dataVariable: piece.name,
          ...(value === '' ? { dataEmpty: true } : {}),
          ...(isShellHostile(value) ? { dataHostile: true } : {}),
        },
        [{ type: 'text', value: shown }],
      );
    },
  );
}

/** Addresses are written with their braces encoded. */
function filledProperties(node: Element, marks: RunMarks): Element['properties'] {
  const { href } = node.properties;
  if (node.tagName === 'code' && node.properties['dataBlock'] === undefined) {
    return isCommand(node) ? { ...node.properties, dataCommand: true } : node.properties;
  }
  if (typeof href !== 'string' || !href.includes('%7B%7B')) return node.properties;
  const filled = href.replace(
    /%7B%7B([A-Za-z][A-Za-z0-9_-]{0,63})%7D%7D/g,
    (whole, name: string) => {
      const value = marks.values.get(name) ?? '';
      return value === '' ? whole : encodeURIComponent(value);
    },
  );
  return { ...node.properties, href: filled };
}

/** Code within a sentence that has several words is something to type, and worth a copy button. */
function isCommand(node: Element): boolean {
  const text = node.children.map((child) => (child.type === 'text' ? child.value : '')).join('');
  return /\S\s+\S/.test(text);
}

function languageOf(code: Element): string {
  const names = code.properties['className'];
  const name = Array.isArray(names) ? names.find((one) => String(one).startsWith('language-')) : '';
  return String(name ?? '').replace('language-', '');
}

function offsetOf(node: RootContent | ElementContent): number | undefined {
  return node.position?.start.offset;
}

function element(
  tagName: string,
  properties: Element['properties'],
  children: ElementContent[],
  at?: Element,
): Element {
  return {
    type: 'element',
    tagName,
    properties,
    children,
    ...(at?.position === undefined ? {} : { position: at.position }),
  };
}
