import { readReference } from './site-references.ts';

/** Where a link of a file may lead. */
export interface LinkPaths {
  /** As it was written, decoded, without search and anchor; empty: to a heading of the same file. */
  readonly path: string;
  /** The heading; empty where none is named. */
  readonly anchor: string;
  /** Source paths to look for, the likeliest first. */
  readonly candidates: readonly string[];
}

/** Whether a link names another site, a mail address or the like. */
export function leadsOutside(href: string): boolean {
  return /^[a-z][a-z0-9+.-]*:/i.test(href) || href.startsWith('//');
}

/**
 * Reads a link that does not lead outside, against the file it stands in (`sourcePath`, the
 * imported folder's name first). Understood are relative paths, paths from the site's root, and
 * Hugo's and Jekyll's references; with or without ending, percent-encoded, to a file, to a folder
 * with `_index.md`, `index.md` or `README.md`, and to the page that a site generator makes of a file.
 */
export function linkPaths(href: string, sourcePath: string): LinkPaths {
  const reference = readReference(href) ?? readReference(decode(href));
  const [pathAndSearch, hash] = splitOnce(reference ?? href, '#');
  const path = decode(pathAndSearch.replace(/\?.*$/, ''));
  const anchor = decode(hash);
  if (path === '') return { path, anchor, candidates: [] };
  const bases = basesOf(path, sourcePath, reference !== undefined);
  return { path, anchor, candidates: [...new Set(bases.flatMap(filesOf))] };
}

/** The folders that a path may start from give one path each. */
function basesOf(path: string, sourcePath: string, isReference: boolean): readonly string[] {
  const folder = sourcePath.split('/').slice(0, -1);
  // The site's root is the imported folder or, where all of a repository was imported, one in it.
  const fromRoot = folder.map((_, at) => folder.slice(0, at + 1));
  if (path.startsWith('/')) return joinAll(fromRoot, path);
  // To a browser, the page made of `a.md` is the folder `a`.
  const page =
    sourcePath
      .split('/')
      .at(-1)
      ?.replace(/\.[^.]*$/, '') ?? '';
  const asPage = /^_?index$/i.test(page) || /\.(?:md|markdown)$/i.test(path) ? [] : [page];
  const starts = [folder, ...asPage.map((name) => [...folder, name])];
  return joinAll(isReference && !path.startsWith('.') ? [...starts, ...fromRoot] : starts, path);
}

function joinAll(folders: readonly (readonly string[])[], path: string): readonly string[] {
  return folders.flatMap((folder) => join(folder, path) ?? []);
}

/** Undefined where the path leads above everything that was imported. */
function join(folder: readonly string[], path: string): string | undefined {
  const joined = [...folder];
  for (const part of path.split('/')) {
    if (part === '..') {
      if (joined.pop() === undefined) return undefined;
    } else if (part !== '' && part !== '.') joined.push(part);
  }
  return joined.join('/');
}

function filesOf(path: string): readonly string[] {
  const stem = path.replace(/\.html?$/i, '');
  return [
    path,
    ...[`${path}.md`, `${path}.markdown`],
    ...['_index.md', 'index.md', 'README.md', 'readme.md'].map((name) => `${path}/${name}`),
    ...(stem === path ? [] : [`${stem}.md`]),
  ];
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
