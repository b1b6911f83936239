import type { Element, Nodes, Root } from 'hast';

type Direction = 'ltr' | 'rtl';

const blocks = new Set(
  'blockquote div h1 h2 h3 h4 h5 h6 li ol p section table td th ul'.split(' '),
);
const rightToLeft =
  /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/**
 * Lets each block run the way its first letter outside of code does, as `dir="auto"` would, had that
 * not to leave out what stands in inner blocks: a list has to know on which side its marks go. Only
 * blocks that differ from what they stand in say so.
 */
export function setDirections(tree: Root): void {
  for (const child of tree.children) setDirection(child, 'ltr');
}

function setDirection(node: Nodes, around: Direction): void {
  if (node.type !== 'element') return;
  let direction = around;
  if (blocks.has(node.tagName)) {
    direction = firstDirection(node) ?? around;
    if (direction !== around) node.properties['dir'] = direction;
  }
  for (const child of node.children) setDirection(child, direction);
}

function firstDirection(node: Element): Direction | undefined {
  for (const child of node.children) {
    const found =
      child.type === 'text'
        ? directionOf(child.value)
        : child.type === 'element' && child.tagName !== 'code'
          ? firstDirection(child)
          : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

function directionOf(text: string): Direction | undefined {
  const letter = /\p{L}/u.exec(text)?.[0];
  if (letter === undefined) return undefined;
  return rightToLeft.test(letter) ? 'rtl' : 'ltr';
}
