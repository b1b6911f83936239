import { gateWords } from '@holdfast/shared/markdown/step-words';
import type { EditorState } from '@codemirror/state';
import type { slashText } from '../../../ui/text/slash.ts';

/** Something that the menu writes. */
export interface Block {
  readonly id: keyof typeof slashText.blocks;
  /** Other words that people may type for it. */
  readonly words: string;
  /** In a line of its own, or within the line. */
  readonly place: 'line' | 'words';
  /** A template for `snippet`: `${…}` are the places that Tab goes through. */
  readonly template: (before: string) => string;
}

const callouts = ['note', 'tip', 'important', 'warning', 'caution'] as const;

/** What can be written without knowing anything but the text before it, in the order of the menu. */
export const blocks: readonly Block[] = [
  { id: 'step', words: 'numbered list item', place: 'line', template: nextStep },
  { id: 'task', words: 'checkbox todo checklist', place: 'line', template: () => '- [ ] ${}' },
  {
    id: 'code',
    words: 'command shell fence block',
    place: 'line',
    template: () => '```${sh}\n${}\n```',
  },
  ...callouts.map((kind): Block => ({
    id: kind,
    words: 'callout box',
    place: 'line',
    template: () => `> [!${kind.toUpperCase()}]\n> \${}`,
  })),
  {
    id: 'timer',
    words: 'pause sleep delay minutes',
    place: 'words',
    template: () => 'Wait ${5} minutes.${}',
  },
  {
    id: 'gate',
    words: 'approval second person four eyes confirm',
    place: 'words',
    template: () => `${gateWords}\${}`,
  },
  {
    id: 'table',
    words: 'columns rows grid',
    place: 'line',
    template: () => '| ${What} | ${Where} |\n| --- | --- |\n| ${} |  |',
  },
  {
    id: 'diagram',
    words: 'mermaid flowchart picture drawing',
    place: 'line',
    template: () => '```mermaid\nflowchart LR\n  ${A} --> ${B}\n```',
  },
];

/** An item that goes on with the numbered list above it. */
function nextStep(before: string): string {
  const lines = before.trimEnd().split('\n');
  for (const line of lines.toReversed()) {
    const [, indent = '', number, delimiter = '.'] = /^( *)(\d{1,8})([.)])[ \t]/.exec(line) ?? [];
    if (number !== undefined) return `${indent}${Number(number) + 1}${delimiter} \${}`;
    // What is indented belongs to the item above.
    if (line.trim() !== '' && !/^[ \t]/.test(line)) break;
  }
  return '1. ${}';
}

/** What stands before a place, as far as a list may reach. */
export function textBefore(state: EditorState, position: number): string {
  return state.sliceDoc(Math.max(0, position - 4_000), position);
}
