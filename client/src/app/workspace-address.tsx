import { Router, type AroundNavHandler } from 'wouter';
import { useMemo, type ReactNode } from 'react';
import type { HubClient } from '../hub/client-api.ts';
import { nameWorkspace } from '../hub/workspace-choice.ts';
import { useHub } from './hub-context.tsx';

/** `path` as others can follow it: names the workspace where it would lead to another one without. */
export function addressIn(
  hub: Pick<HubClient, 'workspace' | 'isNamedInAddresses'>,
  path: string,
): string {
  return hub.isNamedInAddresses ? nameWorkspace(path, hub.workspace) : path;
}

/** Keeps the workspace's name in every link and address of the app, where it has to be named. */
export function WorkspaceRouter(props: { readonly children: ReactNode }) {
  const hub = useHub();
  const { hrefs, aroundNav } = useMemo(() => {
    const go: AroundNavHandler = (navigate, to, options) => {
      navigate(addressIn(hub, to), options);
    };
    return { hrefs: (path: string) => addressIn(hub, path), aroundNav: go };
  }, [hub]);
  return (
    <Router hrefs={hrefs} aroundNav={aroundNav}>
      {props.children}
    </Router>
  );
}
