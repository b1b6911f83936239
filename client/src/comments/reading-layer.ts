import type { Components } from 'hast-util-to-jsx-runtime';
import type { MarkdownMarks } from '../ui/markdown/markdown-view.tsx';

/** What comments put into a text that is read. */
export interface ReadingLayer {
  readonly marks: MarkdownMarks;
  readonly components: Partial<Components>;
}
