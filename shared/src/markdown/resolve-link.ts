import { leadsOutside, linkPaths } from '@holdfast/shared/markdown/link-paths';

/** Where a link in a runbook leads. */
export type LinkTarget =
  | { readonly kind: 'outside'; readonly href: string }
  | { readonly kind: 'heading'; readonly id: string }
  | { readonly kind: 'runbook'; readonly name: string; readonly id: string }
  /** A screen of this app, such as the runbooks of one owner. */
  | { readonly kind: 'app'; readonly path: string }
  /** A file of the repository it came from, which this workspace does not have. */
  | { readonly kind: 'missing'; readonly path: string };

/** `/runbooks/<id>`, as the editor writes it between runbooks that were written here. */
const runbookAddress = /^\/runbooks\/([0-9a-hjkmnp-tv-z]{26})$/;
const appAddress = /^\/(?:runbooks\?|r\/|drills(?:\/|$)|incidents$|map(?:\/|\?|$))/;

const incidentAddress =
  /^\/incidents\/(?!(?:live|all|archived)(?:[/?#]|$))([A-Za-z0-9][A-Za-z0-9_-]{0,63})(?:[/?#]|$)/;

/** Name of the incident whose room is at an address of this app: `/incidents/<id>`. */
export function incidentAt(path: string): string | undefined {
  const id = incidentAddress.exec(path)?.[1];
  return id === undefined ? undefined : `incident:${id}`;
}

/**
 * Resolves a link against the file that a runbook was imported from. `nameBySourcePath` finds the
 * runbook that came from a path; see `linkPaths` for what is understood.
 */
export function resolveLink(
  href: string,
  sourcePath: string,
  nameBySourcePath: (path: string) => string | undefined,
): LinkTarget {
  if (leadsOutside(href)) return { kind: 'outside', href };
  const { path, anchor, candidates } = linkPaths(href, sourcePath);
  if (path === '') return { kind: 'heading', id: anchor };
  for (const candidate of candidates) {
    const name = nameBySourcePath(candidate);
    if (name !== undefined) return { kind: 'runbook', name, id: anchor };
  }
  const id = runbookAddress.exec(path)?.[1];
  if (id !== undefined) return { kind: 'runbook', name: `runbook:${id}`, id: anchor };
  const isInApp = appAddress.test(href) || incidentAt(href) !== undefined;
  return isInApp ? { kind: 'app', path: href } : { kind: 'missing', path };
}
