import { useProjections, useHub } from './hub-context.tsx';

/** The workspace's own name; its id until it has one, or until it has been read. */
export function useWorkspaceName(): string {
  const { workspace } = useHub();
  for (const projection of useProjections()?.values() ?? []) {
    if (projection.kind === 'workspace' && projection.title.trim() !== '') return projection.title;
  }
  return workspace;
}
