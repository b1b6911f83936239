/** Where the links and footnotes that a text defines are said to lead, by their folded names. */
export type LinkDefinitions = ReadonlyMap<string, string>;

const definition = /^ {0,3}\[((?:[^[\]\\\n]|\\.){1,200})\]:[ \t]*\S.*$/gm;
const mention = /\[((?:[^[\]\\\n]|\\.){1,200})\]/g;

/** The definitions that stand on a line of their own; the first of a name counts. */
export function linkDefinitions(text: string): LinkDefinitions {
  const found = new Map<string, string>();
  for (const [line, name = ''] of text.matchAll(definition)) {
    if (!found.has(fold(name))) found.set(fold(name), line.trim());
  }
  return found;
}

/** The definitions that `part` of a text speaks of and does not hold itself, one a line. */
export function definitionsFor(part: string, all: LinkDefinitions): string {
  if (all.size === 0) return '';
  const own = linkDefinitions(part);
  const wanted = new Set<string>();
  for (const [, name = ''] of part.matchAll(mention)) {
    const line = own.has(fold(name)) ? undefined : all.get(fold(name));
    if (line !== undefined) wanted.add(line);
  }
  return [...wanted].join('\n');
}

function fold(name: string): string {
  return name.trim().replace(/\s+/g, ' ').toLowerCase();
}
