import type { WorkspaceName } from '@holdfast/shared/protocol/names';

/** All tabs, and the workers, of one workspace on this device agree on these names. */
export function hubNames(workspace: WorkspaceName) {
  return {
    worker: `holdfast-hub-${workspace}`,
    /** Held by the one worker that is the hub. */
    hubLock: `holdfast-hub-${workspace}`,
    /** Held by the tab that may start a worker, where there are no shared workers. */
    electionLock: `holdfast-elect-${workspace}`,
    channel: `holdfast-hub-${workspace}`,
  } as const;
}
