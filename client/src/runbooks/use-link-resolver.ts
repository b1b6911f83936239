import { useCallback, useMemo } from 'react';
import { useProjections } from '../app/hub-context.tsx';
import { resolveLink, type LinkTarget } from '../ui/markdown/resolve-link.ts';

/** Resolves links of a runbook that was imported from `sourcePath` to others of the workspace. */
export function useLinkResolver(sourcePath: string): (href: string) => LinkTarget {
  const projections = useProjections();
  const lines = useMemo(() => {
    const paths: string[] = [];
    for (const [name, projection] of projections ?? []) {
      if (projection.kind === 'runbook' && projection.sourcePath !== '') {
        paths.push(`${projection.sourcePath}\n${name}`);
      }
    }
    // Every edit makes new projections, but paths hardly ever change: one comparable value keeps
    // the resolver stable, and with it everything that is drawn.
    return paths.join('\n');
  }, [projections]);
  const nameByPath = useMemo(() => {
    const parts = lines.split('\n');
    const names = new Map<string, string>();
    for (let at = 0; at + 1 < parts.length; at += 2)
      names.set(parts[at] ?? '', parts[at + 1] ?? '');
    return names;
  }, [lines]);
  return useCallback(
    (href: string) => resolveLink(href, sourcePath, (path) => nameByPath.get(path)),
    [nameByPath, sourcePath],
  );
}
