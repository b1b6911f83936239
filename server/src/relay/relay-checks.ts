import type { Check } from '../http/health.ts';
import type { OpenWorkspace } from './workspaces.ts';

/** What a relay says of its own health. */
export function relayChecks(of: {
  readonly isStoreOpen: () => boolean;
  readonly workspaces: () => readonly OpenWorkspace[];
  readonly isStarted: () => boolean;
  readonly isDraining: () => boolean;
}): { readonly live: () => readonly Check[]; readonly ready: () => readonly Check[] } {
  const storeOpen = (): Check => check('store', of.isStoreOpen(), 'the database is closed');
  const storeWrites = (): readonly Check[] =>
    of.workspaces().flatMap(({ name, replica }) => {
      const fault = replica.status().fault;
      return fault === undefined ? [] : [check(`writes to ${name}`, false, fault.message)];
    });
  return {
    live: () => [storeOpen()],
    ready: () => [
      storeOpen(),
      ...storeWrites(),
      check('workspaces', of.isStarted(), 'still opening'),
      check('draining', !of.isDraining(), 'shutting down'),
    ],
  };
}

function check(name: string, isFine: boolean, problem: string): Check {
  return { name, problem: isFine ? undefined : problem };
}
