import type { ReactNode } from 'react';
import type { HubClient } from '../../hub/client-api.ts';
import { nameWorkspace } from '../../hub/workspace-choice.ts';
import { onDevice } from '../../map/kept-values.ts';
import { takeGone } from './kept-sign-in.ts';
import { SignedInPage } from './signed-in-page.tsx';

/** Shows what becomes of a sign-in that comes back from the provider. */
export function showSignedIn(deps: {
  readonly query: string;
  readonly render: (page: ReactNode) => void;
  readonly connect: () => Promise<HubClient>;
  readonly open: (hub: HubClient) => void;
}): void {
  const { query, connect, open } = deps;
  const state = new URLSearchParams(query).get('state') ?? '';
  const workspace = takeGone(state, onDevice);
  if (workspace !== undefined) {
    history.replaceState(null, '', nameWorkspace(location.pathname, workspace));
  }
  const came = workspace === undefined ? undefined : { state, query, workspace };
  deps.render(<SignedInPage came={came} connect={connect} open={open} />);
}
