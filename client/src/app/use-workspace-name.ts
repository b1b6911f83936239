import { useHub, useProjection } from './hub-context.tsx';

/** The workspace's own name; its id until it has one, or until it has been read. */
export function useWorkspaceName(): string {
  const { workspace } = useHub();
  const projection = useProjection('workspace');
  const title = projection?.kind === 'workspace' ? projection.title.trim() : '';
  return title === '' ? workspace : title;
}
