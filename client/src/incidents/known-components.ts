import type { Projections } from '../runbooks/list-model.ts';

/** Names of components that may be meant: affected ones first, then those that any document names, the map's among them. */
export function componentsOf(
  affected: readonly string[],
  projections: Projections | undefined,
): readonly string[] {
  const known = [...(projections?.values() ?? [])].flatMap((one) =>
    one.kind === 'runbook' || one.kind === 'incident'
      ? one.components
      : one.kind === 'map'
        ? one.components.map(({ name }) => name)
        : [],
  );
  return [...new Set([...affected, ...known])];
}
