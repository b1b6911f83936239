import type { ReactNode } from 'react';
import type { HubClient } from '../../hub/client-api.ts';
import { JoinPage } from './join-page.tsx';

/** Shows the invitation behind the `#` of an address, and any other that the page is sent to later. */
export function showJoin(deps: {
  readonly fragment: string;
  readonly render: (page: ReactNode) => void;
  /** The hub of the workspace that the address names by then. */
  readonly connect: () => Promise<HubClient>;
  /** Shows the app. */
  readonly open: (hub: HubClient) => void;
}): void {
  let shown = 0;
  const stop = new AbortController();

  function show(fragment: string): void {
    shown += 1;
    deps.render(
      <JoinPage
        key={shown}
        fragment={fragment}
        connect={deps.connect}
        open={(hub) => {
          stop.abort();
          deps.open(hub);
        }}
      />,
    );
  }

  // A link that is opened here while this page is open changes nothing but what is behind the `#`.
  const again = (): void => {
    const fragment = location.hash;
    if (fragment === '') return;
    history.replaceState(null, '', location.pathname);
    show(fragment);
  };
  window.addEventListener('hashchange', again, { signal: stop.signal });
  show(deps.fragment);
}
