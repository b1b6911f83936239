import type { Heading, ListItem, Nodes, Root, RootContent } from 'mdast';
import { toString } from 'mdast-util-to-string';
import { SKIP, visit } from 'unist-util-visit';
import { cutText } from './characters.ts';
import { outline } from './outline.ts';
import { parseMarkdown } from './parse.ts';
import { markdownParts } from './split-markdown.ts';
import { saysCondition, saysGate, saysWaitMs } from './step-words.ts';
import { declaredVariables, maxVariables, splitVariables, type Variable } from './variables.ts';

/** Characters of a step's words at most. */
const maxStepTextLength = 120;
const maxJumps = 5;

/**
 * What is ticked off in a run: an item of an ordered list or of a task list; where a section has
 * neither, the section itself.
 */
export interface Step {
  readonly kind: 'item' | 'section';
  /** Where it stands in the text, in UTF-16 code units; its element has the same start. */
  readonly start: number;
  readonly end: number;
  /** How many steps it stands inside of. */
  readonly depth: number;
  /** Anchor of the heading above it, as `outline` makes it; empty above the first. */
  readonly section: string;
  /** Its first words, plain. */
  readonly text: string;
  /** A second person has to agree before it is done. */
  readonly gate: boolean;
  /** How long it says to wait, in ms; 0 where it does not. */
  readonly waitMs: number;
  /** Where it leads on a condition. */
  readonly jumps: readonly Jump[];
}

/** A link to a heading of the same text. */
export interface Jump {
  /** The heading's anchor. */
  readonly to: string;
  readonly words: string;
  /** "the replica lags"; empty where it is only a link. */
  readonly condition: string;
}

/** What a run needs to know of a text. */
export interface Runnable {
  readonly steps: readonly Step[];
  /** Those that are declared, in that order, then those that are only used. */
  readonly variables: readonly Variable[];
  /** The words of the headings at the top of the text, by their anchors. */
  readonly headings: ReadonlyMap<string, string>;
}

/** Reads the steps and variables of a text. Never throws; costs 1 to 3 ms a KB. */
export function readRunnable(text: string): Runnable {
  const reading = readingRunnable(text);
  for (;;) {
    const next = reading.next();
    if (next.done === true) return next.value;
  }
}

/** The same bit by bit, for a screen that must answer meanwhile: some 10 ms between two pauses. */
export function* readingRunnable(text: string): Generator<undefined, Runnable> {
  const declared = declaredVariables(text);
  const names = new Set(declared.map(({ name }) => name));
  const used = new Set<string>();
  const blocks: Block[] = [];
  for (const part of markdownParts(text)) {
    const root = parseMarkdown(part.text);
    collectVariables(root, names, used);
    for (const node of root.children) blocks.push(toBlock(node, part.start));
    yield undefined;
  }
  const undeclared = [...used]
    .slice(0, Math.max(0, maxVariables - declared.length))
    .map((name): Variable => ({ name, default: '', description: '', declared: false }));
  const sections = sectionsOf(blocks);
  return {
    steps: stepsOf(sections),
    variables: [...declared, ...undeclared],
    headings: new Map(
      sections.flatMap(({ anchor, heading }) =>
        heading === undefined ? [] : [[anchor, heading.own.text] as const],
      ),
    ),
  };
}

/** A block at the top of the text, as far as steps go. */
interface Block {
  readonly start: number;
  readonly end: number;
  /** Those inside it, in order; of a heading block, itself. */
  readonly headings: readonly Heading[];
  readonly isHeading: boolean;
  readonly depth: number;
  /** What it says outside the steps inside it. */
  readonly own: OwnWords;
  readonly steps: readonly Omit<Step, 'section'>[];
  /** There is something to read or do. */
  readonly content: boolean;
  readonly code: boolean;
}

function toBlock(node: RootContent, offset: number): Block {
  const place = placeOf(node, offset);
  const headings: Heading[] = [];
  visit(node, 'heading', (heading) => void headings.push(heading));
  const isHeading = node.type === 'heading';
  const steps = isHeading ? [] : itemsOf(node, offset);
  return {
    ...place,
    headings,
    isHeading,
    depth: isHeading ? node.depth : 0,
    own: ownWords([node]),
    steps,
    content: !isHeading && isContent(node),
    code: containsCode(node),
  };
}

/** Footnotes, comments, rules and the marks of site generators are nothing to do. */
function isContent(node: RootContent): boolean {
  switch (node.type) {
    case 'definition':
    case 'footnoteDefinition':
    case 'thematicBreak':
    case 'yaml':
      return false;
    case 'html':
      return node.value.replace(/<!--[\s\S]*?(?:-->|$)/g, '').trim() !== '';
    case 'paragraph':
      return !/^(?:\{\{[<%][^}]*[>%]\}\}\s*|\{%[^}]*%\}\s*)+$/.test(toString(node).trim());
    default:
      return (node.type as string) !== 'toml';
  }
}

function containsCode(node: Nodes): boolean {
  let found = false;
  visit(node, 'code', () => {
    found = true;
  });
  return found;
}

function itemsOf(node: RootContent, offset: number): readonly Omit<Step, 'section'>[] {
  const steps: Omit<Step, 'section'>[] = [];
  const walk = (at: Nodes, depth: number): void => {
    if (at.type === 'footnoteDefinition') return;
    if (at.type === 'list') {
      for (const item of at.children) {
        const isStep = at.ordered === true || typeof item.checked === 'boolean';
        if (isStep) steps.push({ ...toStep(item, offset), depth });
        for (const child of item.children) walk(child, isStep ? depth + 1 : depth);
      }
      return;
    }
    if ('children' in at) for (const child of at.children) walk(child, depth);
  };
  walk(node, 0);
  return steps;
}

function toStep(item: ListItem, offset: number): Omit<Step, 'section' | 'depth'> {
  const own = ownWords(item.children);
  return { kind: 'item', ...placeOf(item, offset), ...own };
}

interface OwnWords {
  readonly text: string;
  readonly gate: boolean;
  readonly waitMs: number;
  readonly jumps: readonly Jump[];
}

/** What a step says itself: not in code, and not in the steps inside it. */
function ownWords(nodes: readonly RootContent[]): OwnWords {
  let words = '';
  /** With what stands in code between the words. */
  let said = '';
  let code = '';
  let text = '';
  const jumps: Jump[] = [];
  for (const [index, node] of nodes.entries()) {
    visit(node, (at) => {
      if (at.type === 'list' && isStepList(at)) return SKIP;
      if (at.type === 'code') code ||= at.value.split('\n', 1)[0] ?? '';
      else if (at.type === 'text' || at.type === 'break' || at.type === 'inlineCode') {
        words += at.type === 'text' ? at.value : ' … ';
        said += at.type === 'break' ? ' ' : at.value;
      } else if (at.type === 'link' && at.url.startsWith('#') && jumps.length < maxJumps) {
        const jump = {
          to: decode(at.url.slice(1)),
          words: cutText(toString(at).trim(), maxStepTextLength),
          condition: cutText(saysCondition(said), maxStepTextLength),
        };
        if (jump.to !== '' && jump.condition !== '') jumps.push(jump);
      }
      return undefined;
    });
    if (index === 0 && (node.type === 'paragraph' || node.type === 'heading'))
      text = toString(node, { includeHtml: false });
    words += '\n';
    said += '\n';
  }
  return {
    text: firstWords(text || words) || firstWords(code),
    gate: saysGate(words),
    waitMs: saysWaitMs(words),
    jumps,
  };
}

function isStepList(list: { readonly ordered?: unknown; readonly children: ListItem[] }): boolean {
  return list.ordered === true || list.children.some(({ checked }) => typeof checked === 'boolean');
}

function firstWords(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length <= maxStepTextLength
    ? line
    : `${cutText(line, maxStepTextLength - 1).trim()}…`;
}

interface Section {
  readonly heading: Block | undefined;
  readonly anchor: string;
  readonly blocks: Block[];
}

function stepsOf(sections: readonly Section[]): readonly Step[] {
  const intro = introOf(sections);
  const steps = (withIntro: boolean): readonly Step[] =>
    sections.flatMap((section) => {
      const items = section.blocks.flatMap((block) => block.steps);
      if (items.length > 0)
        return items.map((item): Step => ({ ...item, section: section.anchor }));
      const whole = sectionStep(section);
      if (whole === undefined) return [];
      const isIntro = section === intro && !section.blocks.some(({ code }) => code);
      return isIntro && !withIntro ? [] : [whole];
    });
  const found = steps(false);
  return found.length > 0 ? found : steps(true);
}

function sectionsOf(blocks: readonly Block[]): readonly Section[] {
  const anchors = outline({
    type: 'root',
    children: blocks.flatMap(({ headings }) => headings),
  } satisfies Root).map(({ id }) => id);
  let current: Section = { heading: undefined, anchor: '', blocks: [] };
  const sections = [current];
  let at = 0;
  for (const block of blocks) {
    if (block.isHeading) {
      current = { heading: block, anchor: anchors[at] ?? '', blocks: [] };
      sections.push(current);
    } else {
      current.blocks.push(block);
    }
    at += block.headings.length;
  }
  return sections;
}

/** What stands under the title, or before the first heading: it says what the text is about. */
function introOf([before, first]: readonly Section[]): Section | undefined {
  if (before?.blocks.some(({ content }) => content) === true) return before;
  return first?.heading?.depth === 1 ? first : undefined;
}

function sectionStep({ heading, anchor, blocks }: Section): Step | undefined {
  const content = blocks.filter((block) => block.content);
  const first = heading ?? content[0];
  const last = content.at(-1);
  if (first === undefined || last === undefined) return undefined;
  return {
    kind: 'section',
    start: first.start,
    end: last.end,
    depth: 0,
    section: anchor,
    text: heading?.own.text || first.own.text,
    gate: [heading, ...content].some((block) => block?.own.gate === true),
    waitMs: content.find(({ own }) => own.waitMs > 0)?.own.waitMs ?? 0,
    jumps: content.flatMap(({ own }) => own.jumps).slice(0, maxJumps),
  };
}

function placeOf(node: Nodes, offset: number): { readonly start: number; readonly end: number } {
  return {
    start: offset + (node.position?.start.offset ?? 0),
    end: offset + (node.position?.end.offset ?? 0),
  };
}

function collectVariables(root: Root, declared: ReadonlySet<string>, used: Set<string>): void {
  const add = (text: string, language?: string): void => {
    const place =
      language === undefined ? { kind: 'words' as const } : { kind: 'code' as const, language };
    for (const piece of splitVariables(text, (name) => declared.has(name), place)) {
      if (piece.kind === 'variable' && !declared.has(piece.name)) used.add(piece.name);
    }
  };
  visit(root, (node) => {
    if (node.type === 'text') add(node.value);
    else if (node.type === 'inlineCode') add(node.value, '');
    else if (node.type === 'code') add(node.value, node.lang ?? '');
    else if (node.type === 'link') add(node.url);
  });
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
