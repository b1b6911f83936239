import type { MarkdownTree } from '@holdfast/shared/markdown/markdown-tree';
import type { Element, ElementContent, Root, RootContent, Text } from 'hast';
import { spanOf, textOffsets } from './source-offsets.ts';

/** Words of a part of a text that a discussion is about; places count from where the part begins. */
export interface Mark {
  readonly id: string;
  readonly from: number;
  readonly to: number;
}

/**
 * A part of a text with the words of its marks in `mark` elements: `dataThreads` are the ids of the
 * discussions that are about them, `dataEnds` of those whose last words they are, each set apart by
 * a space. `source` is what the tree was made from.
 */
export function markTree(
  markdown: MarkdownTree,
  source: string,
  marks: readonly Mark[],
): MarkdownTree {
  if (marks.length === 0) return markdown;
  const last = new Map<string, Element>();
  const children = markdown.tree.children.map((child) => markChild(child, { marks, source, last }));
  const ends = new Map<Element, string[]>();
  for (const [id, element] of last) ends.set(element, [...(ends.get(element) ?? []), id]);
  const tree: Root = { ...markdown.tree, children: children.map((child) => endNode(child, ends)) };
  return { ...markdown, tree };
}

interface Marking {
  readonly marks: readonly Mark[];
  readonly source: string;
  /** For each discussion the last of its elements so far. */
  readonly last: Map<string, Element>;
}

function markChild<N extends RootContent>(node: N, marking: Marking): N;
function markChild(node: RootContent, marking: Marking): RootContent {
  if (node.type !== 'element') return node;
  const span = spanOf(node);
  const marks =
    span === undefined
      ? marking.marks
      : marking.marks.filter(({ from, to }) => from < span.to && to > span.from);
  if (marks.length === 0) return node;
  const inner = { ...marking, marks };
  const children = node.children.flatMap((child): ElementContent[] =>
    child.type === 'text' ? markText(child, node, inner) : [markChild(child, inner)],
  );
  return { ...node, children };
}

function markText(node: Text, parent: Element, { marks, source, last }: Marking): ElementContent[] {
  // Words between blocks are there for the looks of the source only.
  if (node.value.trim() === '') return [node];
  const offsets = textOffsets(node, parent, source);
  const idsAt = (index: number) =>
    marks.flatMap(({ id, from, to }) => {
      const at = offsets?.[index];
      const span = spanOf(node) ?? spanOf(parent);
      const isIn =
        at === undefined
          ? offsets === undefined && span !== undefined && from < span.to && to > span.from
          : at >= from && at < to;
      return isIn ? [id] : [];
    });
  const pieces: { readonly ids: string; start: number; end: number }[] = [];
  const steps = offsets === undefined ? [0] : node.value.split('').keys();
  for (const index of steps) {
    const ids = idsAt(index).join(' ');
    const open = pieces.at(-1);
    if (open?.ids === ids) open.end = index + 1;
    else pieces.push({ ids, start: index, end: index + 1 });
  }
  if (pieces.length === 1 && pieces[0]?.ids === '') return [node];
  return pieces.map(({ ids, start, end }): ElementContent => {
    const value = offsets === undefined ? node.value : node.value.slice(start, end);
    const text: Text = { type: 'text', value };
    const from = offsets?.[start];
    const to = offsets?.[end - 1];
    if (from !== undefined && to !== undefined) {
      text.position = { start: pointAt(from), end: pointAt(to + 1) };
    } else if (node.position !== undefined) text.position = node.position;
    if (ids === '') return text;
    const mark: Element = {
      type: 'element',
      tagName: 'mark',
      properties: { dataThreads: ids },
      children: [text],
    };
    for (const id of ids.split(' ')) last.set(id, mark);
    return mark;
  });
}

function pointAt(offset: number) {
  return { line: 1, column: 1, offset };
}

function endNode<N extends RootContent>(node: N, ends: ReadonlyMap<Element, readonly string[]>): N;
function endNode(node: RootContent, ends: ReadonlyMap<Element, readonly string[]>): RootContent {
  if (node.type !== 'element') return node;
  const ids = ends.get(node);
  if (ids !== undefined) {
    return { ...node, properties: { ...node.properties, dataEnds: ids.join(' ') } };
  }
  return {
    ...node,
    children: node.children.flatMap((child): ElementContent[] => {
      if (child.type !== 'element') return [child];
      if (child.tagName !== 'a') return [endNode(child, ends)];
      // A link holds no buttons: they stand behind it.
      const within = [...ends].flatMap(([element, held]) => (holds(child, element) ? held : []));
      if (within.length === 0) return [child];
      const behind: Element = {
        type: 'element',
        tagName: 'mark',
        properties: { dataEnds: within.join(' ') },
        children: [],
      };
      return [child, behind];
    }),
  };
}

function holds(node: Element, sought: Element): boolean {
  return (
    node === sought ||
    node.children.some((child) => child.type === 'element' && holds(child, sought))
  );
}
