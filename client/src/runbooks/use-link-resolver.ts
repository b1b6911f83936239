import { useCallback, useState } from 'react';
import { useProjections } from '../app/hub-context.tsx';
import { resolveLink, type LinkTarget } from '@holdfast/shared/markdown/resolve-link';
import type { Projections } from './list-model.ts';

type NameByPath = ReadonlyMap<string, string>;

/** Resolves links of a runbook that was imported from `sourcePath` to others of the workspace. */
export function useLinkResolver(sourcePath: string): (href: string) => LinkTarget {
  const nameByPath = useNameByPath();
  return useCallback(
    (href: string) => resolveLink(href, sourcePath, (path) => nameByPath.get(path)),
    [nameByPath, sourcePath],
  );
}

/**
 * Which runbook came from which file. Every edit makes new projections, but paths hardly ever
 * change: the map then stays the same one, and with it everything that is drawn from it.
 */
function useNameByPath(): NameByPath {
  const projections = useProjections();
  const [known, setKnown] = useState<{
    readonly projections: Projections | undefined;
    readonly nameByPath: NameByPath;
  }>({ projections: undefined, nameByPath: new Map() });
  if (known.projections === projections) return known.nameByPath;
  const next = indexPaths(projections);
  const nameByPath = isSame(known.nameByPath, next) ? known.nameByPath : next;
  setKnown({ projections, nameByPath });
  return nameByPath;
}

function indexPaths(projections: Projections | undefined): NameByPath {
  const nameByPath = new Map<string, string>();
  for (const [name, projection] of projections ?? []) {
    if (projection.kind === 'runbook' && projection.sourcePath !== '') {
      nameByPath.set(projection.sourcePath, name);
    }
  }
  return nameByPath;
}

function isSame(a: NameByPath, b: NameByPath): boolean {
  if (a.size !== b.size) return false;
  for (const [path, name] of b) if (a.get(path) !== name) return false;
  return true;
}
