import type { ReactNode } from 'react';
import type { HubClient } from '../hub/client-api.ts';
import { createObservable } from '../hub/observable.ts';
import { BehindLock } from '../lock/behind-lock.tsx';
import { showJoin } from './join/show-join.tsx';
import { showSignedIn } from './sign-in/show-signed-in.tsx';

export interface Arrival {
  /** The address as it was: `/join#…` or `/signed-in?…`. */
  readonly href: string;
  readonly render: (page: ReactNode) => void;
  /** The hub of the workspace that the address names by then. */
  readonly connect: () => Promise<HubClient>;
  /** Shows the app. */
  readonly open: (hub: HubClient) => void;
}

/** Shows what somebody comes with: an invitation, or what the company's provider says. */
export function showArrival({ href, render, connect, open }: Arrival): void {
  const { pathname, search, hash } = new URL(href);
  const connected = createObservable<HubClient | undefined>(undefined);
  const deps = {
    open,
    render: (page: ReactNode) => render(<BehindLock connected={connected}>{page}</BehindLock>),
    async connect() {
      const hub = await connect();
      connected.set(hub);
      return hub;
    },
  };
  if (pathname === '/join') showJoin({ ...deps, fragment: hash });
  else showSignedIn({ ...deps, query: search.slice(1) });
}
