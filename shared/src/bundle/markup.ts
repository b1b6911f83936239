/** A piece of a page. Only `markup` and what renders sanitised trees make one, so that no text gets in unescaped. */
export interface Html {
  readonly source: string;
}

type Part = Html | readonly Html[] | string | number;

/**
 * `` markup`<p>${text}</p>` ``: texts are escaped, for content and quoted attributes alike; pieces stay
 * as they are. Not named `html`: formatters would move the white space.
 */
export function markup(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  let source = strings[0] ?? '';
  for (const [at, part] of parts.entries()) source += sourceOf(part) + (strings[at + 1] ?? '');
  return { source };
}

export const nothing: Html = { source: '' };

function sourceOf(part: Part): string {
  if (typeof part === 'string') return escapeText(part);
  if (typeof part === 'number') return String(part);
  if ('source' in part) return part.source;
  return part.map(({ source }) => source).join('');
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeText(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? '');
}
