/** Where a link in a runbook leads. */
export type LinkTarget =
  | { readonly kind: 'outside'; readonly href: string }
  | { readonly kind: 'heading'; readonly id: string }
  | { readonly kind: 'runbook'; readonly name: string; readonly id: string }
  /** A file of the repository it came from, which this workspace does not have. */
  | { readonly kind: 'missing'; readonly path: string };

/**
 * Resolves a link against the file that a runbook was imported from. `nameBySourcePath` finds the
 * runbook that came from a path; links without an ending, with a trailing slash, or to a folder's
 * index are tried as site generators write them.
 */
export function resolveLink(
  href: string,
  sourcePath: string,
  nameBySourcePath: (path: string) => string | undefined,
): LinkTarget {
  if (/^[a-z][a-z0-9+.-]*:/i.test(href) || href.startsWith('//')) return { kind: 'outside', href };
  const [pathAndSearch, hash] = splitOnce(href, '#');
  const path = decode(pathAndSearch.replace(/\?.*$/, ''));
  if (path === '') return { kind: 'heading', id: decode(hash) };
  const wanted = joinPath(sourcePath, path);
  for (const candidate of [wanted, `${wanted}.md`, `${wanted}/_index.md`, `${wanted}/index.md`]) {
    const name = nameBySourcePath(candidate);
    if (name !== undefined) return { kind: 'runbook', name, id: decode(hash) };
  }
  return { kind: 'missing', path };
}

/** `path` as seen from the folder of `from`; a leading slash means the imported folder itself. */
function joinPath(from: string, path: string): string {
  const folder = from.split('/').slice(0, -1);
  const parts = path.startsWith('/') ? folder.slice(0, 1) : folder;
  const joined = [...parts];
  for (const part of path.split('/')) {
    if (part === '..') joined.pop();
    else if (part !== '' && part !== '.') joined.push(part);
  }
  return joined.join('/');
}

function splitOnce(text: string, separator: string): readonly [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A lone percent sign in a hand-written link.
    return text;
  }
}
