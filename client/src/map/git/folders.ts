import type { ComponentPath } from '@holdfast/shared/ownership/component-knowledge';
import { isPattern } from '@holdfast/shared/ownership/patterns';

/** A folder as somebody types it, and the component (id) that it belongs to; either may be empty still. */
export interface FolderRow {
  readonly folder: string;
  readonly component: string;
}

/** Rows that say something whole, as the repository writes paths. Of a folder said twice, the last counts. */
export function componentPaths(rows: readonly FolderRow[]): readonly ComponentPath[] {
  const found = new Map<string, string>();
  for (const { folder, component } of rows) {
    const path = plainPath(folder);
    if (path !== '' && component !== '') found.set(path, component);
  }
  return [...found].map(([path, component]) => ({ path, component }));
}

function plainPath(folder: string): string {
  return folder
    .trim()
    .replaceAll('\\', '/')
    .replace(/^(?:\.?\/)+/, '')
    .replace(/\/+$/, '');
}

/** Patterns as in a `.gitignore`, one a line, and those lines that are none. */
export function excludePatterns(text: string): {
  readonly patterns: readonly string[];
  readonly wrong: readonly string[];
} {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  return { patterns: lines.filter(isPattern), wrong: lines.filter((line) => !isPattern(line)) };
}

/** Folders of files, up to two levels down, those with most files first. */
export function foldersOf(files: Iterable<string>, most: number): readonly string[] {
  const counts = new Map<string, number>();
  for (const file of files) {
    const parts = file.split('/').slice(0, -1);
    for (let depth = 1; depth <= Math.min(2, parts.length); depth += 1) {
      const folder = parts.slice(0, depth).join('/');
      counts.set(folder, (counts.get(folder) ?? 0) + 1);
    }
  }
  return [...counts]
    .toSorted(([a, files1], [b, files2]) => files2 - files1 || (a < b ? -1 : 1))
    .slice(0, most)
    .map(([folder]) => folder);
}
