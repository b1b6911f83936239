import type { DocumentName } from '@holdfast/shared/protocol/names';
import type { RunbookRow } from './list-model.ts';

const cut = '…';

/**
 * For runbooks whose title others have too: what of their source paths tells them apart. Folders
 * that all paths of one title share, at the start or the end, are left out and stand as `…`, so that
 * what differs comes first and is cut last. Nothing for a runbook without a source path.
 */
export function tellingPaths(rows: readonly RunbookRow[]): ReadonlyMap<DocumentName, string> {
  const byTitle = new Map<string, RunbookRow[]>();
  for (const row of rows) {
    const group = byTitle.get(row.runbook.title);
    if (group === undefined) byTitle.set(row.runbook.title, [row]);
    else group.push(row);
  }
  const telling = new Map<DocumentName, string>();
  for (const group of byTitle.values()) {
    if (group.length < 2) continue;
    const withPath = group.filter(({ runbook }) => runbook.sourcePath !== '');
    const paths = withPath.map(({ runbook }) => runbook.sourcePath.split('/'));
    const { start, end } = sharedEnds(paths);
    for (const [index, { name }] of withPath.entries()) {
      const parts = paths[index] ?? [];
      const core = parts.slice(start, parts.length - end);
      telling.set(
        name,
        [...(start > 0 ? [cut] : []), ...core, ...(end > 0 ? [cut] : [])].join('/'),
      );
    }
  }
  return telling;
}

/** How many parts all paths share at the start and at the end, each keeping one of its own. */
function sharedEnds(paths: readonly (readonly string[])[]): {
  readonly start: number;
  readonly end: number;
} {
  const [first = []] = paths;
  // One alone has nothing to be told apart from by its path: all of it may be of use.
  const shortest = paths.length < 2 ? 1 : Math.min(...paths.map((path) => path.length));
  let start = 0;
  while (start < shortest - 1 && paths.every((path) => path[start] === first[start])) start += 1;
  let end = 0;
  while (
    end < shortest - start - 1 &&
    paths.every((path) => path[path.length - 1 - end] === first[first.length - 1 - end])
  ) {
    end += 1;
  }
  return { start, end };
}
