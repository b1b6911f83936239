import {
  defineLanguageFacet,
  HighlightStyle,
  Language,
  languageDataProp,
  syntaxHighlighting,
} from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import { styleTags, tags } from '@lezer/highlight';
import { GFM, parser, type MarkdownConfig } from '@lezer/markdown';

const frontMatter: MarkdownConfig = {
  defineNodes: [{ name: 'FrontMatter', block: true }],
  props: [styleTags({ 'FrontMatter/...': tags.meta })],
  parseBlock: [
    {
      name: 'FrontMatter',
      before: 'HorizontalRule',
      parse(context, line) {
        const fence = line.text.trimEnd();
        if (context.lineStart !== 0 || (fence !== '---' && fence !== '+++')) return false;
        while (context.nextLine()) {
          if (line.text.trimEnd() !== fence) continue;
          context.nextLine();
          break;
        }
        context.addElement(context.elt('FrontMatter', 0, context.prevLineEnd()));
        return true;
      },
    },
  ],
};

const style = HighlightStyle.define([
  { tag: tags.heading, fontWeight: '700' },
  { tag: tags.strong, fontWeight: '700' },
  { tag: tags.emphasis, fontStyle: 'italic' },
  { tag: tags.strikethrough, textDecoration: 'line-through' },
  { tag: tags.link, color: 'var(--mantine-color-anchor)' },
  { tag: tags.url, color: 'var(--mantine-color-dimmed)' },
  { tag: tags.monospace, color: 'var(--hf-special)' },
  { tag: tags.processingInstruction, color: 'var(--mantine-color-dimmed)' },
  { tag: tags.contentSeparator, color: 'var(--mantine-color-dimmed)' },
  { tag: tags.quote, color: 'var(--mantine-color-dimmed)' },
  { tag: tags.meta, color: 'var(--mantine-color-dimmed)' },
  { tag: tags.comment, color: 'var(--mantine-color-dimmed)', fontStyle: 'italic' },
]);

/** Markdown as GitHub reads it, with front matter, coloured. */
export function markdownLanguage(): Extension {
  const facet = defineLanguageFacet({
    commentTokens: { block: { open: '<!--', close: '-->' } },
  });
  const configured = parser.configure([
    GFM,
    frontMatter,
    { props: [languageDataProp.add((type) => (type.isTop ? facet : undefined))] },
  ]);
  return [new Language(facet, configured, [], 'markdown'), syntaxHighlighting(style)];
}
