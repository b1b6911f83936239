import { addField } from './front-matter-edit.ts';
import { readFrontMatter } from './front-matter.ts';

/**
 * A new text that says in its front matter what it is about; as it was where it says something of
 * that already, or its front matter cannot be read.
 */
export function textAbout(text: string, components: readonly string[]): string {
  const value = [...new Set(components.map(oneLine).filter((one) => one !== ''))];
  if (value.length === 0 || readFrontMatter(text).components.length > 0) return text;
  const edit = addField(text, { name: 'components', value });
  return edit.kind === 'edited' ? edit.text : text;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
