import { readFrontMatter } from '@holdfast/shared/markdown/front-matter';
import { templateText } from '@holdfast/shared/markdown/template-text';

/** A text to start from. */
export interface Pattern {
  readonly id: string;
  readonly title: string;
  /** The body of a runbook that is made from it. */
  readonly body: string;
}

// The demo's runbooks are these patterns, filled in: there is one text of each.
const files = import.meta.glob<string>('../../../../demo/runbooks/*.md', {
  query: '?raw',
  import: 'default',
  eager: true,
});

/** The patterns that come with Holdfast, in the order of their titles. */
export const patterns: readonly Pattern[] = Object.entries(files)
  .map(([path, text]): Pattern => {
    const id = path.replace(/^.*\/|\.md$/g, '');
    const title = readFrontMatter(text).title ?? id;
    return { id, title, body: templateText(text, title) };
  })
  .toSorted((a, b) => a.title.localeCompare(b.title, 'en'));
